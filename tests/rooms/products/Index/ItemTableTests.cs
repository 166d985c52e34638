using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.IO;
using Vegetation.Core.Geography;
using Vegetation.Products;
using Vegetation.Products.Shapes;

namespace Vegetation.Tests.Products.Index;

/// <summary>items.parquet, as DuckDB reads it.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class ItemTableTests(IndexedRun run)
{
    string File => run.Product(ProductNames.ItemsParquet);

    [Fact]
    public void Every_field_of_every_item_is_in_its_row_and_hrefs_start_from_the_products()
    {
        var rows = DuckDb.Rows($"SELECT id, to_json(COLUMNS(* EXCLUDE (id, geometry, datetime, bbox))) FROM '{File}'");
        Assert.Equal(run.Items.Select(i => i.GetProperty("id").GetString()), rows.Select(r => (string)r["id"]!));
        foreach (var (item, row) in run.Items.Zip(rows))
        {
            var expected = JsonNode.Parse(item.GetRawText())!.AsObject();
            foreach (var (_, asset) in expected["assets"]!.AsObject()) asset!["href"] = Moved((string)asset["href"]!);
            foreach (var link in expected["links"]!.AsArray()) link!["href"] = Moved((string)link["href"]!);
            foreach (var (name, value) in Fields(expected))
                Assert.True(JsonNode.DeepEquals(Plain(value), Plain(JsonNode.Parse((string)row[name]!))),
                    $"{name}: {value?.ToJsonString()} has become {row[name]}");
        }
    }

    [Fact]
    public void Times_are_instants_in_UTC_and_boxes_and_geometries_those_of_the_items()
    {
        var columns =
            "epoch_ms(datetime) AS ms, bbox.xmin AS w, bbox.ymin AS s, bbox.xmax AS e, bbox.ymax AS n, hex(ST_AsWKB(geometry)) AS wkb";
        foreach (var (item, row) in run.Items.Zip(DuckDb.Rows($"SELECT {columns} FROM '{File}'")))
        {
            Assert.Equal(item.GetProperty("properties").GetProperty("datetime").GetDateTimeOffset()
                .ToUnixTimeMilliseconds(), (long)row["ms"]!);
            Assert.Equal(item.GetProperty("bbox").EnumerateArray()
                .Select(n => n.GetDouble()), new[] { "w", "s", "e", "n" }.Select(side => (double)row[side]!));
            var found = new WKBReader().Read(Convert.FromHexString((string)row["wkb"]!));
            Assert.True(GeometryJson.Polygons(item.GetProperty("geometry")).EqualsExact(found));
        }
        // by the file's own metadata
        Assert.Equal("GEOMETRY('OGC:CRS84')", DuckDb.Rows($"DESCRIBE SELECT geometry FROM '{File}'").Single()["column_type"]);
        var instant = DuckDb.Rows($"SELECT logical_type AS t FROM parquet_schema('{File}') WHERE name = 'datetime'").Single()["t"]!;
        Assert.Contains("isAdjustedToUTC=1", (string)instant, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_says_what_GeoParquet_and_stac_geoparquet_ask()
    {
        var metadata = DuckDb.Metadata(File);
        var geo = JsonDocument.Parse(metadata["geo"]).RootElement;
        Assert.Equal(("1.1.0", "geometry"), (geo.GetProperty("version").GetString(), geo.GetProperty("primary_column").GetString()));
        var column = geo.GetProperty("columns").GetProperty("geometry");
        Assert.Equal("WKB", column.GetProperty("encoding").GetString());
        Assert.Equal(["MultiPolygon", "Polygon"], column.GetProperty("geometry_types").EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal(["bbox", "xmax"], column.GetProperty("covering").GetProperty("bbox").GetProperty("xmax").EnumerateArray()
            .Select(t => t.GetString()!));
        var collections = JsonDocument.Parse(metadata["stac-geoparquet"]).RootElement;
        Assert.Equal("1.1.0", collections.GetProperty("version").GetString());
        var collection = JsonNode.Parse(collections.GetProperty("collections").GetProperty("test-run").GetRawText())!;
        var published = JsonNode.Parse(run.Text(ProductNames.Collection))!;
        published["links"]!.AsArray().RemoveAll(link => (string?)link!["rel"] == "item");
        Assert.True(JsonNode.DeepEquals(published, collection));
    }

    static IEnumerable<KeyValuePair<string, JsonNode?>> Fields(JsonObject item) =>
        item["properties"]!.AsObject().Where(property => property.Key != "datetime")
        .Concat(item.Where(field => field.Key is "type" or "stac_version" or "stac_extensions" or "collection" or "links" or "assets"));

    static string Moved(string href) =>
        href.StartsWith("../../products/", StringComparison.Ordinal) ? "./" + href["../../products/".Length..]
        : href.StartsWith("../", StringComparison.Ordinal) ? "../output/" + href[3..]
        : href;

    /// <summary>Without nulls, which a column has where a document has no field; numbers by value.</summary>
    static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Key, Plain(f.Value)))),
        JsonArray values => new JsonArray([.. values.Select(Plain)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
