namespace Vegetation.Products;

/// <summary>What a product is: for people, for browsers, and as a role of STAC.</summary>
/// <param name="Place">Where it stands among the others, in the order in which people look for them.</param>
public sealed record ProductKind(string Title, string MediaType, string Role, int Place)
{
    static readonly (string Name, string Title)[] Titles =
    [
        (ProductNames.Report, "The report"),
        (ProductNames.Map, "The map of land: NDVI mean, standard deviation, observations, clear share, snow and water share"),
        (ProductNames.MapPicture, "The map as a picture"),
        (ProductNames.Change, "Change of the NDVI mean since the run before"),
        (ProductNames.ChangePicture, "The change as a picture"),
        (ProductNames.CoveragePicture, "Clear share of each tile, or why it was not processed, as a picture"),
        (ProductNames.Histogram, "NDVI of land by area, as a picture"),
        (ProductNames.LatitudeProfile, "NDVI of land by latitude, as a picture"),
        (ProductNames.LedgerJson, "The ledger: outcome and reason of each tile and scene; its NDVI statistics include water, those of "
            + "the map do not"),
        (ProductNames.LedgerParquet, "The ledger as a table"),
        (ProductNames.Collection, "The scenes' NDVI as a STAC collection"),
        (ProductNames.ItemsParquet, "Its items as a table (stac-geoparquet)"),
        (ProductNames.Footprints, "Outlines of the scenes"),
        (ProductNames.TileIndex, "One mosaic of all scenes (GDAL tile index, GDAL 3.9 and newer)"),
    ];

    static readonly Dictionary<string, (string MediaType, string Role)> Formats = new(StringComparer.Ordinal)
    {
        [".html"] = ("text/html; charset=utf-8", "overview"),
        [".json"] = ("application/json", "metadata"),
        [".geojson"] = ("application/geo+json", "metadata"),
        [".tif"] = ("image/tiff; application=geotiff; profile=cloud-optimized", "data"),
        [".png"] = ("image/png", "overview"),
        [".parquet"] = ("application/vnd.apache.parquet", "metadata"),
        [".vrt"] = ("application/xml", "virtual"),
        [".gti"] = ("application/xml", "virtual"),
    };

    /// <param name="name">A file of the products; mosaics of zones are the ones that are not known by name.</param>
    public static ProductKind Of(string name)
    {
        var place = Array.FindIndex(Titles, known => known.Name == name);
        var (mediaType, role) = Formats[Path.GetExtension(name)];
        return place >= 0
            ? new(Titles[place].Title, mediaType, name == ProductNames.ItemsParquet ? "collection-mirror" : role, place)
            : new("Mosaic of a UTM zone (GDAL virtual raster)", mediaType, role, Titles.Length);
    }
}
