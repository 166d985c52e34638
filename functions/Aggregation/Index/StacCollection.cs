using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>A run as a STAC 1.1 collection: a static catalog whose items lie beside the NDVI files, and whose assets are the run's products.</summary>
public static class StacCollection
{
    const string Parquet = "application/vnd.apache.parquet", Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    static readonly (string Key, string File, string Title, string Type, string Role)[] Products =
    [
        ("map", ProductNames.Map, "NDVI of all tiles on a grid of longitude and latitude", Cog, "data"),
        ("change", ProductNames.Change, "Change of the NDVI mean since the run before", Cog, "data"),
        ("items", ProductNames.ItemsParquet, "The items as stac-geoparquet", Parquet, "collection-mirror"),
        ("ledger", ProductNames.LedgerParquet, "Each tile, how it ended and why", Parquet, "metadata"),
        ("ledger-json", ProductNames.LedgerJson, "Each tile, how it ended and why", "application/json", "metadata"),
        ("footprints", ProductNames.Footprints, "The footprints of the NDVI files", "application/geo+json", "metadata"),
        ("overview", ProductNames.MapPicture, "The map as a picture", "image/png", "overview"),
        ("report", ProductNames.Report, "The report", "text/html", "overview"),
    ];

    /// <param name="folder">The products made so far: assets are those that are there.</param>
    public static JsonObject Of(LedgerDocument ledger, string folder)
    {
        var rows = ledger.Rows.Where(row => row.Product is not null).ToList();
        return new JsonObject
        {
            ["type"] = "Collection",
            ["stac_version"] = "1.1.0",
            ["id"] = ledger.RunId,
            ["title"] = $"NDVI, {Day(ledger, "from")} to {Day(ledger, "to")}",
            ["description"] = "Cloud-masked NDVI of Sentinel-2 L2A scenes, one item a scene. Contains modified Copernicus Sentinel data.",
            ["keywords"] = new JsonArray("NDVI", "vegetation", "Sentinel-2"),
            ["license"] = "other",
            ["providers"] = new JsonArray(new JsonObject { ["name"] = "ESA", ["roles"] = new JsonArray("producer", "licensor"), ["url"] = "https://sentinel.esa.int" }),
            ["extent"] = new JsonObject
            {
                ["spatial"] = new JsonObject { ["bbox"] = new JsonArray(Box(rows)) },
                ["temporal"] = new JsonObject { ["interval"] = new JsonArray(new JsonArray(Text(ledger, "from"), Text(ledger, "to"))) },
            },
            ["links"] = Links(rows),
            ["assets"] = Assets(folder),
        };
    }

    static JsonArray Links(IEnumerable<LedgerRow> rows) =>
    [
        Link("root", $"./{ProductNames.Collection}", "application/json"),
        Link("license", "https://sentinels.copernicus.eu/documents/247904/690755/Sentinel_Data_Legal_Notice", "application/pdf"),
        .. rows.Select(row => (JsonNode)Link("item", $"../output/{OutputNames.Item(row.UnitId!)}", "application/geo+json")),
    ];

    static JsonObject Assets(string folder)
    {
        var assets = new JsonObject();
        foreach (var (key, file, title, type, role) in Products)
            assets[key] = new JsonObject { ["href"] = $"./{file}", ["type"] = type, ["title"] = title, ["roles"] = new JsonArray(role) };
        foreach (var (key, file, _, _, _) in Products.Where(p => p.File is ProductNames.Map or ProductNames.Change or ProductNames.MapPicture))
            if (!File.Exists(Path.Combine(folder, file))) assets.Remove(key);
        return assets;
    }

    /// <summary>Around all footprints: west, south, east, north; the Earth where there are none or where they lie on both sides of the antimeridian.</summary>
    static JsonArray Box(IEnumerable<LedgerRow> rows)
    {
        var points = rows.Where(row => row.Footprint is not null).SelectMany(row => Points(row.Footprint!.Value.GetProperty("coordinates"))).ToList();
        if (points.Count == 0) return [-180, -90, 180, 90];
        return [points.Min(p => p.Longitude), points.Min(p => p.Latitude), points.Max(p => p.Longitude), points.Max(p => p.Latitude)];
    }

    static IEnumerable<(double Longitude, double Latitude)> Points(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Points);

    static JsonObject Link(string rel, string href, string type) => new() { ["rel"] = rel, ["href"] = href, ["type"] = type };

    static string Text(LedgerDocument ledger, string field) =>
        ledger.Request.GetProperty(field).GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Day(LedgerDocument ledger, string field) => Text(ledger, field)[..10];
}
