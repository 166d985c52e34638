using System.Text.Json.Nodes;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>The products of a run as assets of its STAC collection: every file of the folder under its own name.</summary>
public static class StacAssets
{
    static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [ProductNames.Map] = "NDVI of all tiles on a grid of longitude and latitude",
        [ProductNames.MapPicture] = "The map as a picture",
        [ProductNames.Change] = "Change of the NDVI mean since the run before",
        [ProductNames.ChangePicture] = "The change as a picture",
        [ProductNames.ItemsParquet] = "The items of this collection as stac-geoparquet",
        [ProductNames.LedgerParquet] = "Each tile, how it ended and why, as a table",
        [ProductNames.LedgerJson] = "Each tile, how it ended and why, with the whole run",
        [ProductNames.Footprints] = "The footprints of the NDVI files",
        [ProductNames.TileIndex] = "The NDVI files of all zones as one raster in degrees (GDAL 3.9 and newer)",
        [ProductNames.Report] = "The report",
    };

    /// <summary>Media type and role by the ending of the name.</summary>
    static readonly Dictionary<string, (string Type, string Role)> Kinds = new(StringComparer.Ordinal)
    {
        [".html"] = ("text/html", "overview"),
        [".json"] = ("application/json", "metadata"),
        [".geojson"] = ("application/geo+json", "metadata"),
        [".tif"] = ("image/tiff; application=geotiff; profile=cloud-optimized", "data"),
        [".png"] = ("image/png", "overview"),
        [".parquet"] = ("application/vnd.apache.parquet", "metadata"),
        [".vrt"] = ("application/xml", "virtual"),
        [".gti"] = ("application/xml", "virtual"),
    };

    /// <returns>An asset for each file that is there, and for the items' table and the report, which come after the collection.</returns>
    public static JsonObject In(string folder)
    {
        var names = Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Append(ProductNames.ItemsParquet).Append(ProductNames.Report);
        return new(names.Distinct().Where(name => name != ProductNames.Collection).Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, (JsonNode?)Asset(name))));
    }

    static JsonObject Asset(string name)
    {
        var (type, role) = Kinds[Path.GetExtension(name)];
        var asset = new JsonObject { ["href"] = $"./{name}", ["type"] = type, ["roles"] = new JsonArray(name == ProductNames.ItemsParquet ? "collection-mirror" : role) };
        if (Titles.TryGetValue(name, out var title)) asset["title"] = title;
        return asset;
    }
}
