namespace Vegetation.Raster;

/// <summary>
/// Coordinates between a reference system (x = easting, y = northing, in its units) and WGS 84 longitude, latitude in degrees.
/// </summary>
public static unsafe class Projection
{
    const int LonLat = 4326;

    /// <summary>In place: x becomes longitude, y latitude.</summary>
    /// <exception cref="RasterException">unknown code, or a point that cannot be projected.</exception>
    public static void ToLonLat(int epsg, Span<double> x, Span<double> y) => Transform(epsg, LonLat, x, y);

    /// <summary>In place: longitude becomes x, latitude y.</summary>
    /// <exception cref="RasterException">unknown code, or a point that cannot be projected.</exception>
    public static void FromLonLat(int epsg, Span<double> lon, Span<double> lat) => Transform(LonLat, epsg, lon, lat);

    static void Transform(int from, int to, Span<double> x, Span<double> y)
    {
        RasterLibrary.Initialise();
        if (x.Length != y.Length) throw new ArgumentException($"{x.Length} x but {y.Length} y");
        if (x.Length == 0) return;
        using var source = SpatialReferenceHandle.FromEpsg(from);
        using var target = SpatialReferenceHandle.FromEpsg(to);
        using var errors = new ErrorTrap("project", $"EPSG:{from} to EPSG:{to}");
        using var transformation = Gdal.OCTNewCoordinateTransformation(source, target);
        errors.Check(transformation);
        fixed (double* first = x, second = y)
            errors.Check(Gdal.OCTTransform(transformation, x.Length, first, second, null) != 0 ? 0 : -1);
    }
}
