using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Vegetation.Functions.Aggregation.Index;

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
        ("stac_version", "VARCHAR"), ("stac_extensions", "VARCHAR[]"), ("id", "VARCHAR"), ("geometry", "VARCHAR"),
        ("bbox", "STRUCT(xmin DOUBLE, ymin DOUBLE, xmax DOUBLE, ymax DOUBLE)"),
        ("links", "STRUCT(href VARCHAR, rel VARCHAR, type VARCHAR, title VARCHAR)[]"),
        ("assets", $"STRUCT(ndvi STRUCT({File}, bands {Band}[]), thumbnail STRUCT({File}), scl STRUCT(href VARCHAR, type VARCHAR, roles VARCHAR[], title VARCHAR, \"classification:classes\" {Class}[]))"),
        ("collection", "VARCHAR"), ("datetime", "TIMESTAMPTZ"), ("platform", "VARCHAR"), ("constellation", "VARCHAR"), ("instruments", "VARCHAR[]"), ("gsd", "DOUBLE"),
        ("eo:cloud_cover", "DOUBLE"), ("grid:code", "VARCHAR"), ("proj:code", "VARCHAR"), ("proj:shape", "INTEGER[]"), ("proj:transform", "DOUBLE[]"), ("proj:bbox", "DOUBLE[]"),
        ("processing:level", "VARCHAR"), ("processing:lineage", "VARCHAR"), ("processing:expression", "STRUCT(format VARCHAR, expression VARCHAR)"),
        ("processing:software", "STRUCT(\"vegetation-worker\" VARCHAR)"), ("vegetation:offset", "INTEGER"), ("vegetation:offset_basis", "VARCHAR"),
        ("vegetation:offset_confidence", "VARCHAR"),
        ("vegetation:pixels", "STRUCT(valid BIGINT, nodata BIGINT, saturated BIGINT, masked BIGINT, dilated BIGINT, \"outOfRange\" BIGINT)"), ("vegetation:warnings", "VARCHAR[]"),
    ];

    public static void Write(ParquetDatabase database, string items, JsonObject collection, string path, string scratch)
    {
        var rows = Path.Combine(scratch, "items.rows");
        var types = new SortedSet<string>(StringComparer.Ordinal);
        using (var writer = new StreamWriter(rows))
            foreach (var line in System.IO.File.ReadLines(items)) writer.Write(Row(JsonNode.Parse(line)!.AsObject(), types).ToJsonString() + "\n");
        database.Write(rows, Columns, "* REPLACE (unhex(geometry) AS geometry)", path, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["geo"] = GeoMetadata(types).ToJsonString(),
            ["stac-geoparquet"] = new JsonObject { ["version"] = "1.1.0", ["collections"] = new JsonObject { [(string)collection["id"]!] = collection.DeepClone() } }.ToJsonString(),
        });
    }

    /// <summary>From an item to the products: what lies beside an item lies in the output from there.</summary>
    public static string FromProducts(string href) =>
        href.StartsWith("./", StringComparison.Ordinal) ? "../output/ndvi/" + href[2..]
        : href.StartsWith("../../products/", StringComparison.Ordinal) ? "./" + href["../../products/".Length..] : href;

    static JsonObject Row(JsonObject item, SortedSet<string> types)
    {
        types.Add((string)item["geometry"]!["type"]!);
        var bbox = item["bbox"]!.AsArray();
        foreach (var (_, asset) in item["assets"]!.AsObject()) asset!["href"] = FromProducts((string)asset["href"]!);
        foreach (var link in item["links"]!.AsArray()) link!["href"] = FromProducts((string)link["href"]!);
        var row = new JsonObject
        {
            ["geometry"] = Convert.ToHexString(Wkb(item["geometry"]!)),
            ["bbox"] = new JsonObject { ["xmin"] = bbox[0]!.DeepClone(), ["ymin"] = bbox[1]!.DeepClone(), ["xmax"] = bbox[2]!.DeepClone(), ["ymax"] = bbox[3]!.DeepClone() },
        };
        foreach (var (name, value) in item["properties"]!.AsObject()) row[name] = value?.DeepClone();
        foreach (var name in new[] { "stac_version", "stac_extensions", "id", "links", "assets", "collection" }) row[name] = item[name]?.DeepClone();
        return row;
    }

    static byte[] Wkb(JsonNode geometry)
    {
        var factory = new GeometryFactory();
        var coordinates = geometry["coordinates"]!.AsArray();
        return new WKBWriter().Write((string?)geometry["type"] == "MultiPolygon"
            ? factory.CreateMultiPolygon([.. coordinates.Select(part => Polygon(part!.AsArray()))])
            : Polygon(coordinates));

        Polygon Polygon(JsonArray rings) => factory.CreatePolygon(Ring(rings[0]!), [.. rings.Skip(1).Select(ring => Ring(ring!))]);
        LinearRing Ring(JsonNode ring) => factory.CreateLinearRing([.. ring.AsArray().Select(p => new Coordinate((double)p![0]!, (double)p[1]!))]);
    }

    static JsonObject GeoMetadata(IEnumerable<string> types) => new()
    {
        ["version"] = "1.1.0",
        ["primary_column"] = "geometry",
        ["columns"] = new JsonObject
        {
            ["geometry"] = new JsonObject
            {
                ["encoding"] = "WKB",
                ["geometry_types"] = new JsonArray([.. types.Select(type => (JsonNode)type)]),
                ["covering"] = new JsonObject { ["bbox"] = new JsonObject { ["xmin"] = At("xmin"), ["ymin"] = At("ymin"), ["xmax"] = At("xmax"), ["ymax"] = At("ymax") } },
            },
        },
    };

    static JsonArray At(string field) => ["bbox", field];
}
