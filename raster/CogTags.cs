using System.Globalization;

namespace Vegetation.Raster;

/// <summary>What a file says of itself: its place, its metadata, and of each band what it holds.</summary>
/// <param name="Nodata">For all bands.</param>
/// <param name="Bands">With statistics, where the file is to have them.</param>
internal sealed record CogTags(GeoGrid Grid, double? Nodata, IReadOnlyList<BandInfo> Bands, IReadOnlyDictionary<string, string> Items)
{
    /// <summary>Sets all of them on a dataset of as many bands, which may have fewer pixels.</summary>
    /// <exception cref="RasterException">the library refused.</exception>
    public void Set(DatasetHandle dataset, string path)
    {
        using var errors = new ErrorTrap("write", path);
        Place(dataset, errors);
        foreach (var (name, text) in Items) errors.Check(Gdal.GDALSetMetadataItem(dataset.DangerousGetHandle(), name, text, null));
        for (var i = 0; i < Bands.Count; i++) Describe(Gdal.GDALGetRasterBand(dataset, i + 1), Bands[i], errors);
    }

    unsafe void Place(DatasetHandle dataset, ErrorTrap errors)
    {
        using var reference = SpatialReferenceHandle.FromEpsg(Grid.Epsg);
        fixed (double* six = Grid.GeoTransform) errors.Check(Gdal.GDALSetGeoTransform(dataset, six));
        errors.Check(Gdal.GDALSetSpatialRef(dataset, reference));
    }

    void Describe(nint band, BandInfo info, ErrorTrap errors)
    {
        if (Nodata is { } empty) errors.Check(Gdal.GDALSetRasterNoDataValue(band, empty));
        if (info.Scale != 1 || info.Offset != 0)
        {
            errors.Check(Gdal.GDALSetRasterScale(band, info.Scale));
            errors.Check(Gdal.GDALSetRasterOffset(band, info.Offset));
        }
        Gdal.GDALSetDescription(band, info.Description);
        if (info.Unit != "") errors.Check(Gdal.GDALSetRasterUnitType(band, info.Unit));
        if (info.Colours is { } colours) ColourTable.Set(band, [.. colours.Select(ColourTable.Opaque)], errors);
        if (info.Statistics is { } statistics) Describe(band, statistics, errors);
    }

    void Describe(nint band, BandStatistics statistics, ErrorTrap errors)
    {
        // The COG driver computes these itself only from GDAL 3.7.
        void Set(string name, double value) => errors.Check(
            Gdal.GDALSetMetadataItem(band, $"STATISTICS_{name}", value.ToString("R", CultureInfo.InvariantCulture), null));
        Set("VALID_PERCENT", Math.Round(100.0 * statistics.Count / ((long)Grid.Width * Grid.Height), 4));
        if (statistics.Count == 0) return;
        Set("MINIMUM", statistics.Minimum);
        Set("MAXIMUM", statistics.Maximum);
        Set("MEAN", statistics.Mean);
        Set("STDDEV", statistics.StandardDeviation);
    }
}
