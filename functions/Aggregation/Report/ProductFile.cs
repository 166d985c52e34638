namespace Vegetation.Functions.Aggregation.Report;

/// <summary>A file among the products.</summary>
/// <param name="What">What it is, for people.</param>
sealed record ProductFile(string Name, long Bytes, string What)
{
    /// <summary>In the order of the page.</summary>
    static readonly (string Name, string What)[] Known =
    [
        (ProductNames.Map, "The map: mean, standard deviation, observations, valid share, snow and water (Cloud Optimized GeoTIFF)"),
        (ProductNames.MapPicture, "The map as a picture"),
        (ProductNames.Change, "Change of the mean since the run before (Cloud Optimized GeoTIFF)"),
        (ProductNames.ChangePicture, "The change as a picture"),
        (ProductNames.CoveragePicture, "How each tile ended, as a picture"),
        (ProductNames.Histogram, "NDVI by area, as a picture"),
        (ProductNames.LatitudeProfile, "NDVI by latitude, as a picture"),
        (ProductNames.LedgerJson, "The ledger: a row for each tile (JSON)"),
        (ProductNames.LedgerParquet, "The ledger (Parquet)"),
        (ProductNames.Collection, "The scenes' NDVI as a STAC collection"),
        (ProductNames.ItemsParquet, "Its items (stac-geoparquet)"),
        (ProductNames.Footprints, "Outlines of the scenes (GeoJSON)"),
        (ProductNames.TileIndex, "One mosaic of all scenes (GDAL tile index)"),
    ];

    /// <summary>All files of a folder but the report itself.</summary>
    public static IReadOnlyList<ProductFile> In(string folder) =>
    [
        .. new DirectoryInfo(folder).GetFiles().Where(file => file.Name != ProductNames.Report)
            .OrderBy(file => Place(file.Name)).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new ProductFile(file.Name, file.Length, Place(file.Name) is var place && place < Known.Length ? Known[place].What : WhatElse(file.Name))),
    ];

    static int Place(string name) => Array.FindIndex(Known, known => known.Name == name) is >= 0 and var place ? place : Known.Length;

    static string WhatElse(string name) => name.EndsWith(".vrt", StringComparison.Ordinal) ? "Mosaic of a UTM zone (GDAL virtual raster)" : "";
}
