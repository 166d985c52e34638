using System.Text.Json.Nodes;
using Vegetation.Products.Stac;

namespace Vegetation.Products.Tables;

/// <summary>
/// The STAC items as one table: stac-geoparquet 1.1 (radiantearth/stac-geoparquet-spec), in GeoParquet 1.1: geometry as WKB, properties as columns of their own, hrefs
/// relative to the products.
/// </summary>
public static class ItemsParquet
{
    const string Statistics = "STRUCT(minimum DOUBLE, maximum DOUBLE, mean DOUBLE, stddev DOUBLE, valid_percent DOUBLE)";
    const string Band = "STRUCT(name VARCHAR, description VARCHAR, data_type VARCHAR, nodata DOUBLE, \"raster:scale\" DOUBLE, \"raster:offset\" DOUBLE, "
        + $"\"raster:spatial_resolution\" DOUBLE, statistics {Statistics})";
    const string File = "href VARCHAR, type VARCHAR, roles VARCHAR[], \"file:size\" BIGINT, \"file:checksum\" VARCHAR";
    const string Class = "STRUCT(value INTEGER, name VARCHAR, title VARCHAR, description VARCHAR, nodata BOOLEAN, count BIGINT)";

    static readonly (string Name, string Type)[] Columns =
    [
        ("type", "VARCHAR"), ("stac_version", "VARCHAR"), ("stac_extensions", "VARCHAR[]"), ("id", "VARCHAR"), ("geometry", "BLOB"),
        ("bbox", "STRUCT(xmin DOUBLE, ymin DOUBLE, xmax DOUBLE, ymax DOUBLE)"),
        ("links", "STRUCT(href VARCHAR, rel VARCHAR, type VARCHAR, title VARCHAR, \"vegetation:offset\" INTEGER)[]"),
        ("assets", $"STRUCT(ndvi STRUCT({File}, bands {Band}[]), thumbnail STRUCT({File}), scl STRUCT(href VARCHAR, type VARCHAR, roles VARCHAR[], title VARCHAR, \"classification:classes\" {Class}[]))"),
        ("collection", "VARCHAR"), ("datetime", "TIMESTAMPTZ"), ("platform", "VARCHAR"), ("constellation", "VARCHAR"), ("instruments", "VARCHAR[]"), ("gsd", "DOUBLE"),
        ("eo:cloud_cover", "DOUBLE"), ("grid:code", "VARCHAR"), ("proj:code", "VARCHAR"), ("proj:shape", "INTEGER[]"), ("proj:transform", "DOUBLE[]"), ("proj:bbox", "DOUBLE[]"),
        ("processing:level", "VARCHAR"), ("processing:lineage", "VARCHAR"), ("processing:expression", "STRUCT(format VARCHAR, expression VARCHAR)"),
        ("processing:software", "STRUCT(\"vegetation-worker\" VARCHAR)"), ("vegetation:offset", "INTEGER"), ("vegetation:offset_basis", "VARCHAR"),
        ("vegetation:offset_confidence", "VARCHAR"),
        ("vegetation:pixels",
            "STRUCT(valid BIGINT, nodata BIGINT, saturated BIGINT, masked BIGINT, dilated BIGINT, clipped BIGINT, \"outOfRange\" BIGINT)"),
        ("vegetation:warnings", "VARCHAR[]"),
    ];

    /// <summary>Fields beside its properties that are taken as they are.</summary>
    static readonly string[] OfTheItem = ["type", "stac_version", "stac_extensions", "id", "links", "assets", "collection"];

    /// <param name="items">The items, one a line.</param>
    /// <param name="files">The same items.</param>
    public static void Write(ParquetDatabase database, string items, IReadOnlyList<NdviFile> files, JsonObject collection, string path)
    {
        var types = files.Select(file => file.GeometryType).Distinct().Order(StringComparer.Ordinal);
        var box = files.Count == 0 ? null : collection["extent"]!["spatial"]!["bbox"]![0]!.AsArray();
        database.Write(path, Columns, System.IO.File.ReadLines(items).Select(Row), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [GeoMetadata.Key] = GeoMetadata.Of(types, box, "bbox"),
            ["stac-geoparquet"] = new JsonObject
            {
                ["version"] = "1.1.0",
                ["collections"] = new JsonObject { [(string)collection["id"]!] = StacCollection.WithoutItems(collection) },
            }.ToJsonString(),
        });
    }

    static JsonObject Row(string line)
    {
        var item = JsonNode.Parse(line)!.AsObject();
        foreach (var (_, asset) in item["assets"]!.AsObject()) asset!["href"] = ItemHref.FromProducts((string)asset["href"]!);
        foreach (var link in item["links"]!.AsArray()) link!["href"] = ItemHref.FromProducts((string)link["href"]!);
        var row = new JsonObject { ["geometry"] = Wkb.Hex(item["geometry"]!), ["bbox"] = Box(item["bbox"]!.AsArray()) };
        foreach (var (name, value) in item["properties"]!.AsObject()) row[name] = value?.DeepClone();
        foreach (var name in OfTheItem) row[name] = item[name]?.DeepClone();
        return row;
    }

    static JsonObject Box(JsonArray sides) => new()
    {
        ["xmin"] = sides[0]!.DeepClone(), ["ymin"] = sides[1]!.DeepClone(), ["xmax"] = sides[2]!.DeepClone(), ["ymax"] = sides[3]!.DeepClone(),
    };
}
