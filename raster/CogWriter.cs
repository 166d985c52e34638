using System.Globalization;
using System.Numerics;

namespace Vegetation.Raster;

/// <summary>Writes Cloud Optimized GeoTIFFs. Same pixels and options give the same bytes, whatever the threads.</summary>
public static unsafe class CogWriter
{
    /// <summary>
    /// Writes one file. Each band holds grid.Height rows of grid.Width samples (byte, ushort, short, int or float); nodata is for all
    /// bands and left out of overviews and statistics. The caller writes to a scratch name and renames.
    /// </summary>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<ReadOnlyMemory<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options)
        where T : unmanaged, INumber<T>
    {
        if (bands.Any(band => band.Length != grid.Width * grid.Height))
            throw new ArgumentException($"{path} needs {grid.Width} x {grid.Height} samples in each band");
        if (options.OverviewResampling == CogOptions.Average)
            Write(path, grid, [.. bands.Select(band => new Pyramid<T>(grid, band, nodata, options.BlockSize, options.Threads))], nodata,
                info, options);
        else
            Write(path, grid, bands, nodata, info, options, dataset => Overviews.Add(dataset, grid, options, path));
    }

    /// <summary>The same for bands whose overviews are made already; the block size of the options must be theirs.</summary>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<Pyramid<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options)
        where T : unmanaged, INumber<T> =>
        Write(path, grid, [.. bands.Select(band => band.Levels[0].Samples)], nodata, info, options, dataset =>
            Overviews.Add(dataset, bands, path));

    static void Write<T>(
        string path, GeoGrid grid, IReadOnlyList<ReadOnlyMemory<T>> bands, double? nodata, IReadOnlyList<BandInfo> info, CogOptions options,
        Action<DatasetHandle> addOverviews) where T : unmanaged, INumber<T>
    {
        RasterLibrary.Initialise();
        if (bands.Count == 0 || bands.Count != info.Count)
            throw new ArgumentException($"{path} has {bands.Count} bands and {info.Count} descriptions");
        using var source = new MemoryDataset(grid.Width, grid.Height);
        Place(source.Handle, grid, path);
        Tag(source.Handle, options.Tags, path);
        for (var i = 0; i < bands.Count; i++)
        {
            var band = source.Add(bands[i]);
            Describe(band, nodata, info[i], path);
            if (options.AreMeasures)
                Describe(band, info[i].Statistics ?? BandStatistics.Of(bands[i], nodata, options.Threads), bands[i].Length, path);
        }
        addOverviews(source.Handle);
        source.WriteTo("COG", path, options.ForDriver());
    }

    static void Place(DatasetHandle dataset, GeoGrid grid, string path)
    {
        using var errors = new ErrorTrap("write", path);
        using var reference = SpatialReferenceHandle.FromEpsg(grid.Epsg);
        fixed (double* six = grid.GeoTransform) errors.Check(Gdal.GDALSetGeoTransform(dataset, six));
        errors.Check(Gdal.GDALSetSpatialRef(dataset, reference));
    }

    static void Tag(DatasetHandle dataset, IReadOnlyDictionary<string, string> tags, string path)
    {
        using var errors = new ErrorTrap("write", path);
        foreach (var (name, text) in tags) errors.Check(Gdal.GDALSetMetadataItem(dataset.DangerousGetHandle(), name, text, null));
    }

    static void Describe(nint band, double? nodata, BandInfo info, string path)
    {
        using var errors = new ErrorTrap("write", path);
        if (nodata is { } empty) errors.Check(Gdal.GDALSetRasterNoDataValue(band, empty));
        if (info.Scale != 1 || info.Offset != 0)
        {
            errors.Check(Gdal.GDALSetRasterScale(band, info.Scale));
            errors.Check(Gdal.GDALSetRasterOffset(band, info.Offset));
        }
        Gdal.GDALSetDescription(band, info.Description);
        if (info.Colours is { } colours) Colour(band, colours, errors);
    }

    static void Describe(nint band, BandStatistics statistics, long samples, string path)
    {
        using var errors = new ErrorTrap("write", path);
        // The COG driver computes these itself only from GDAL 3.7.
        void Set(string name, double value) => errors.Check(
            Gdal.GDALSetMetadataItem(band, $"STATISTICS_{name}", value.ToString("R", CultureInfo.InvariantCulture), null));
        Set("VALID_PERCENT", Math.Round(100.0 * statistics.Count / samples, 4));
        if (statistics.Count == 0) return;
        Set("MINIMUM", statistics.Minimum);
        Set("MAXIMUM", statistics.Maximum);
        Set("MEAN", statistics.Mean);
        Set("STDDEV", statistics.StandardDeviation);
    }

    static void Colour(nint band, IReadOnlyList<uint> colours, ErrorTrap errors)
    {
        const int rgb = 1; // GPI_RGB
        using var table = Gdal.GDALCreateColorTable(rgb);
        var four = stackalloc short[4];
        for (var value = 0; value < colours.Count; value++)
        {
            for (var part = 0; part < 3; part++) four[part] = (short)(colours[value] >> (16 - (8 * part)) & 255);
            four[3] = 255;
            Gdal.GDALSetColorEntry(table, value, four);
        }
        errors.Check(Gdal.GDALSetRasterColorTable(band, table));
    }
}
