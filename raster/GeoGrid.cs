namespace Vegetation.Raster;

/// <summary>
/// A north-up grid of square pixels. Origin is the outer corner of the upper-left pixel, in the units of the reference system:
/// metres for UTM, degrees (x = longitude, y = latitude) for EPSG:4326.
/// </summary>
public readonly record struct GeoGrid
{
    public GeoGrid(int width, int height, double originX, double originY, double pixelSize, int epsg)
    {
        if (width <= 0 || height <= 0 || (long)width * height > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(width), $"a grid of {width} x {height} pixels is empty or too large");
        if (!double.IsFinite(originX) || !double.IsFinite(originY) || !double.IsFinite(pixelSize) || pixelSize <= 0)
            throw new ArgumentOutOfRangeException(nameof(pixelSize), FormattableString.Invariant(
                $"a grid needs a finite origin and a positive pixel size, not {originX}, {originY}, {pixelSize}"));
        if (epsg <= 0)
            throw new ArgumentOutOfRangeException(nameof(epsg), $"got EPSG:{epsg}; expected the code of a reference system");
        (Width, Height, OriginX, OriginY, PixelSize, Epsg) = (width, height, originX, originY, pixelSize, epsg);
    }

    public int Width { get; }
    public int Height { get; }
    public double OriginX { get; }
    public double OriginY { get; }
    public double PixelSize { get; }
    public int Epsg { get; }

    /// <summary>
    /// Affine coefficients in GDAL's order: x = t[0] + column * t[1] + row * t[2], y = t[3] + column * t[4] + row * t[5].
    /// </summary>
    public double[] GeoTransform => [OriginX, PixelSize, 0, OriginY, 0, -PixelSize];

    public double Right => OriginX + (Width * PixelSize);
    public double Bottom => OriginY - (Height * PixelSize);
}
