using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Vegetation.Functions.Aggregation;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>The two Parquet files, as DuckDB reads them.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class TableTests(IndexedRun run) : IDisposable
{
    readonly DuckDBConnection database = Open();

    public void Dispose() => database.Dispose();

    [Fact]
    public void Every_field_of_every_item_is_in_its_row_and_hrefs_start_from_the_products()
    {
        var rows = Rows($"SELECT id, to_json(COLUMNS(* EXCLUDE (id, geometry, datetime, bbox))) FROM '{run.Product(ProductNames.ItemsParquet)}'");
        Assert.Equal(run.Items.Select(i => i.GetProperty("id").GetString()), rows.Select(r => (string)r["id"]!));
        foreach (var (item, row) in run.Items.Zip(rows))
        {
            var expected = JsonNode.Parse(item.GetRawText())!.AsObject();
            foreach (var asset in expected["assets"]!.AsObject()) asset.Value!["href"] = Moved((string)asset.Value["href"]!);
            foreach (var link in expected["links"]!.AsArray()) link!["href"] = Moved((string)link["href"]!);
            foreach (var (name, value) in expected["properties"]!.AsObject().Where(p => p.Key != "datetime").Concat(expected.Where(p => p.Key is "type" or "stac_version" or "stac_extensions" or "collection" or "links" or "assets")))
                Assert.True(JsonNode.DeepEquals(Plain(value), Plain(JsonNode.Parse((string)row[name]!))), $"{name}: {value?.ToJsonString()} has become {row[name]}");
        }

        string Moved(string href) => href.StartsWith("../../products/", StringComparison.Ordinal) ? "./" + href["../../products/".Length..] : href.StartsWith("./", StringComparison.Ordinal) ? "../output/ndvi/" + href[2..] : href;
    }

    [Fact]
    public void Times_are_instants_in_UTC_and_boxes_and_geometries_those_of_the_items()
    {
        var rows = Rows($"SELECT epoch_ms(datetime) AS ms, bbox.xmin AS w, bbox.ymin AS s, bbox.xmax AS e, bbox.ymax AS n, hex(ST_AsWKB(geometry)) AS wkb FROM '{run.Product(ProductNames.ItemsParquet)}'");
        foreach (var (item, row) in run.Items.Zip(rows))
        {
            Assert.Equal(item.GetProperty("properties").GetProperty("datetime").GetDateTimeOffset().ToUnixTimeMilliseconds(), (long)row["ms"]!);
            Assert.Equal(item.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()), new[] { "w", "s", "e", "n" }.Select(side => (double)row[side]!));
            Assert.Equal(Positions(item.GetProperty("geometry").GetProperty("coordinates")), Read((string)row["wkb"]!).Coordinates.Select(c => (c.X, c.Y)));
        }
        Assert.Equal("GEOMETRY('OGC:CRS84')", Rows($"DESCRIBE SELECT geometry FROM '{run.Product(ProductNames.ItemsParquet)}'").Single()["column_type"]); // by the file's own metadata
        var instant = Rows($"SELECT logical_type AS t FROM parquet_schema('{run.Product(ProductNames.ItemsParquet)}') WHERE name = 'datetime'").Single()["t"]!;
        Assert.Contains("isAdjustedToUTC=1", (string)instant, StringComparison.Ordinal);
    }

    [Fact]
    public void The_items_file_says_what_GeoParquet_and_stac_geoparquet_ask()
    {
        var metadata = Metadata(run.Product(ProductNames.ItemsParquet));
        var geo = JsonDocument.Parse(metadata["geo"]).RootElement;
        Assert.Equal(("1.1.0", "geometry"), (geo.GetProperty("version").GetString(), geo.GetProperty("primary_column").GetString()));
        var column = geo.GetProperty("columns").GetProperty("geometry");
        Assert.Equal("WKB", column.GetProperty("encoding").GetString());
        Assert.Equal(["MultiPolygon", "Polygon"], column.GetProperty("geometry_types").EnumerateArray().Select(t => t.GetString()!));
        Assert.Equal(["bbox", "xmax"], column.GetProperty("covering").GetProperty("bbox").GetProperty("xmax").EnumerateArray().Select(t => t.GetString()!));
        var collections = JsonDocument.Parse(metadata["stac-geoparquet"]).RootElement;
        Assert.Equal("1.1.0", collections.GetProperty("version").GetString());
        var collection = JsonNode.Parse(collections.GetProperty("collections").GetProperty("test-run").GetRawText())!;
        var published = JsonNode.Parse(run.Text(ProductNames.Collection))!;
        published["links"]!.AsArray().RemoveAll(link => (string?)link!["rel"] == "item");
        Assert.True(JsonNode.DeepEquals(published, collection));
    }

    [Fact]
    public void Every_row_of_the_ledger_is_there_figure_by_figure()
    {
        var rows = Rows($"SELECT * EXCLUDE (geometry), hex(ST_AsWKB(geometry)) AS wkb, epoch_ms(sensed) AS ms FROM '{run.Product(ProductNames.LedgerParquet)}'");
        Assert.Equal(run.Ledger.Rows.Count, rows.Count);
        foreach (var (row, found) in run.Ledger.Rows.Zip(rows))
        {
            object?[] expected =
            [
                row.Tile, row.LandKm2, row.ObservedKm2, row.ClearKm2, row.UnitId, row.Catalog, row.Baseline, row.CloudCover, row.StatusWord, row.Reason, row.Detail, row.Attempt, row.ValidShare,
                row.Ndvi?.Mean, row.Ndvi?.StandardDeviation, row.Ndvi?.Minimum, row.Ndvi?.Maximum, row.Offset, row.OffsetBasis, row.OffsetConfidence,
                row.Seconds?.Fetch, row.Seconds?.Compute, row.Seconds?.Write, row.Megapixels, row.BytesRead, row.Product,
                row.Pixels?.Valid, row.Pixels?.Nodata, row.Pixels?.Saturated, row.Pixels?.Masked, row.Pixels?.Dilated,
                row.Pixels?.Clipped, row.Pixels?.OutOfRange, row.Sensed?.ToUnixTimeMilliseconds(),
            ];
            string[] names =
            [
                "tile", "land_km2", "observed_km2", "clear_km2", "unit_id", "catalog", "baseline", "cloud_cover_percent", "status", "reason", "detail", "attempt", "valid_share",
                "ndvi_mean", "ndvi_standard_deviation", "ndvi_minimum", "ndvi_maximum", "boa_offset", "boa_offset_basis", "boa_offset_confidence",
                "fetch_seconds", "compute_seconds", "write_seconds", "megapixels", "bytes_read", "product",
                "pixels_valid", "pixels_nodata", "pixels_saturated", "pixels_masked", "pixels_dilated",
                "pixels_clipped", "pixels_out_of_range", "ms",
            ];
            Assert.Equal(expected, names.Select(name => found[name]));
            Assert.Equal(row.Pixels?.ByClass, found["pixels_by_class"] as IEnumerable<long>);
            Assert.Equal(Positions(row.Footprint!.Value.GetProperty("coordinates")), Read((string)found["wkb"]!).Coordinates.Select(c => (c.X, c.Y)));
        }
        Assert.Contains(rows, row => row["unit_id"] is null && (string)row["reason"]! == "no acquisition");
    }

    [Fact]
    public void Tables_of_many_rows_are_cut_into_groups_and_keep_their_order()
    {
        using var folder = new TemporaryFolder();
        run.Write(folder.Path, IndexedRun.LedgerOf([.. Enumerable.Range(0, 12_000).Select(i => new LedgerRow { Tile = $"{12_000 - i:00000}" })]), []);
        var file = folder[ProductNames.LedgerParquet];
        Assert.Equal([10_240L, 1_760L], Rows($"SELECT DISTINCT row_group_id AS g, row_group_num_rows AS n FROM parquet_metadata('{file}') ORDER BY 1").Select(r => (long)r["n"]!));
        Assert.Equal(0L, Rows($"SELECT count(*) AS n FROM read_parquet('{file}', file_row_number = true) WHERE tile::INTEGER + file_row_number <> 12000").Single()["n"]);
    }

    internal static DuckDBConnection Open()
    {
        var database = new DuckDBConnection("Data Source=:memory:");
        database.Open();
        return database;
    }

    internal static IReadOnlyDictionary<string, string> Metadata(DuckDBConnection database, string file) =>
        Rows(database, $"SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('{file}')").ToDictionary(r => (string)r["k"]!, r => (string)r["v"]!);

    IReadOnlyDictionary<string, string> Metadata(string file) => Metadata(database, file);

    List<Dictionary<string, object?>> Rows(string query) => Rows(database, query);

    internal static List<Dictionary<string, object?>> Rows(DuckDBConnection database, string query)
    {
        using var command = database.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    static Geometry Read(string hex) => new WKBReader().Read(Convert.FromHexString(hex));

    static IEnumerable<(double, double)> Positions(JsonElement coordinates) => coordinates[0].ValueKind == JsonValueKind.Number
        ? [(coordinates[0].GetDouble(), coordinates[1].GetDouble())]
        : coordinates.EnumerateArray().SelectMany(Positions);

    /// <summary>Without nulls, which a column has where a document has no field; numbers by value.</summary>
    static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Where(f => f.Value is not null).Select(f => KeyValuePair.Create(f.Key, Plain(f.Value)))),
        JsonArray values => new JsonArray([.. values.Select(Plain)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
