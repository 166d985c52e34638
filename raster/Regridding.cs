namespace Vegetation.Raster;

/// <summary>
/// Brings a band of a foreign raster to a grid in degrees. Where a cell of the grid covers more than one of its pixels it gets their mean,
/// by the area that each has of the cell; else the value of the pixel in which its centre lies, so that statistics of one place stay
/// together. What has no value counts for nothing.
/// </summary>
public sealed unsafe class Regridding : IDisposable
{
    const int LonLat = 4326, Nearest = 0, Average = 5; // GRA_NearestNeighbour, GRA_Average
    const double WarpBytes = 32 << 20;

    readonly ForeignRaster source;
    readonly SourceWindows windows;
    readonly bool isFiner;
    float[] pixels = []; // kept, since the garbage of large windows is collected late

    /// <param name="cell">A cell of the grid, by which the rule is chosen: once, so that no seams arise.</param>
    public Regridding(ForeignRaster source, GeoGrid cell)
    {
        (this.source, windows) = (source, new(source));
        isFiner = windows.PixelsOf(cell) > 1;
    }

    /// <param name="target">In degrees, of longitudes from -180 to 180; north up.</param>
    /// <returns>Height rows of width values, NaN where there is none.</returns>
    /// <exception cref="RasterException">the file does not decode, or is too fine for the grid.</exception>
    public float[] Read(ForeignBand band, GeoGrid target)
    {
        var values = new float[target.Width * target.Height];
        Array.Fill(values, float.NaN);
        foreach (var window in windows.Of(target)) Fill(values, target.Width, window, band);
        return values;
    }

    /// <summary>
    /// How many samples are unpacked for a part of the grid, window by window: those of all bands where a pixel's stand together.
    /// </summary>
    /// <exception cref="RasterException">The file is too fine for the grid.</exception>
    public IEnumerable<long> SamplesUnder(GeoGrid target) =>
        windows.Of(target).Select(window => (long)window.Width * window.Height * source.BandsAtOnce);

    /// <summary>Fills a part of the values where there is none yet.</summary>
    void Fill(float[] values, int stride, SourceWindow window, ForeignBand band)
    {
        var (left, top, part, column, row, width, height) = window;
        if (pixels.Length < width * height) pixels = GC.AllocateUninitializedArray<float>(width * height);
        source.Read(band, column, row, width, height, pixels.AsSpan(0, width * height));
        var filled = Warp(pixels.AsMemory(0, width * height), column, row, width, part);
        for (var i = 0; i < filled.Length; i++)
        {
            ref var value = ref values[(top + i / part.Width) * stride + left + i % part.Width];
            if (float.IsNaN(value)) value = filled[i];
        }
    }

    float[] Warp(ReadOnlyMemory<float> window, int column, int row, int width, GeoGrid part)
    {
        var values = new float[part.Width * part.Height];
        Array.Fill(values, float.NaN);
        using var from = Dataset(window, width, source.Reference,
            [source.Left + column * source.PixelWidth, source.PixelWidth, 0, source.Top + row * source.PixelHeight, 0, source.PixelHeight]);
        using var degrees = SpatialReferenceHandle.FromEpsg(LonLat);
        using var to = Dataset(values, part.Width, degrees, part.GeoTransform);
        using var errors = new ErrorTrap("project", "to degrees");
        errors.Check(Gdal.GDALReprojectImage(
            from.Handle, null, to.Handle, null, isFiner ? Average : Nearest, WarpBytes, 0, 0, 0, 0));
        return values;
    }

    static MemoryDataset Dataset(ReadOnlyMemory<float> values, int width, SpatialReferenceHandle reference, double[] transform)
    {
        var dataset = new MemoryDataset(width, values.Length / width);
        using var errors = new ErrorTrap("project", "memory");
        errors.Check(Gdal.GDALSetRasterNoDataValue(dataset.Add(values), float.NaN));
        fixed (double* six = transform) errors.Check(Gdal.GDALSetGeoTransform(dataset.Handle, six));
        errors.Check(Gdal.GDALSetSpatialRef(dataset.Handle, reference));
        return dataset;
    }

    public void Dispose() => windows.Dispose();
}
