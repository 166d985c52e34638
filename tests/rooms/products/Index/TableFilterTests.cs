using System.Text.Json;
using Vegetation.Products;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>
/// Readers skip groups of rows by the statistics that the writer left: where those are wrong, a filter finds too little though all rows are
/// there to be read. So every column of both tables is filtered on.
/// </summary>
[Collection(IndexedRunCollection.Name)]
public sealed class TableFilterTests(IndexedRun run)
{
    [Theory]
    [InlineData(ProductNames.ItemsParquet, 40)]
    [InlineData(ProductNames.LedgerParquet, 35)]
    public void Every_value_of_every_column_is_found_by_a_filter(string product, int fewestColumns)
    {
        var file = run.Product(product);
        var columns = Columns(file);
        Assert.InRange(columns.Count, fewestColumns, 100);
        foreach (var column in columns)
        {
            var values = DuckDb.Rows($"SELECT {column}::VARCHAR AS value, typeof({column}) AS type, count(*) AS rows FROM '{file}' "
                + $"WHERE {column} IS NOT NULL GROUP BY ALL ORDER BY any_value({column})");
            foreach (var value in values)
                Assert.Equal((column, value["value"], value["rows"]), (column, value["value"], Found($"{column} = {Literal(value)}")));
            if (values.Count > 0)
                Assert.Equal(
                    (column, values.Sum(value => (long)value["rows"]!)),
                    (column, Found($"{column} >= {Literal(values[0])} AND {column} <= {Literal(values[^1])}")));
        }

        long Found(string filter) => DuckDb.Count($"'{file}' WHERE {filter}");
    }

    static readonly string[] ItemFilters =
    [
        "{}", """{"datetime":{"$gte":{"time":"2022-06-13T00:00:00Z"}}}""", """{"bbox.xmin":{"$gt":100}}""",
        """{"eo:cloud_cover":{"$eq":null}}""", $$"""{"id":"{{IndexedRun.Upper}}"}""",
    ];

    static readonly string[] LedgerFilters =
    [
        "{}", """{"sensed":{"$gte":{"time":"2022-06-12T00:00:00Z"},"$lt":{"time":"2022-06-12T10:00:00.124Z"}},"tile":"32TPS"}""",
        """{"statistics_ndvi_mean":{"$gte":-1}}""", """{"reason":"no-acquisition"}""",
    ];

    [Fact]
    public void A_second_reader_finds_the_same_rows_by_time_place_number_and_text()
    {
        Assert.Equal([4, 2, 1, 1, 1], Counts(ProductNames.ItemsParquet, ItemFilters));
        Assert.Equal([5, 1, 4, 1], Counts(ProductNames.LedgerParquet, LedgerFilters));
    }

    /// <summary>How many rows hyparquet finds by each filter.</summary>
    int[] Counts(string product, string[] filters)
    {
        var script = Path.Combine(Repository.Root, "tests", "rooms", "products", "Index", "filter.mjs");
        return JsonSerializer.Deserialize<int[]>(Tool.Run("node", [script, run.Product(product), .. filters]))!;
    }

    static string Literal(Dictionary<string, object?> value) =>
        $"CAST('{((string)value["value"]!).Replace("'", "''", StringComparison.Ordinal)}' AS {value["type"]})";

    /// <summary>Those of plain values that lie in no list, but geometries, as SQL names them.</summary>
    static List<string> Columns(string file) =>
    [
        .. DuckDb.Rows($"SELECT DISTINCT path_in_schema AS path FROM parquet_metadata('{file}') ORDER BY 1")
            .Select(row => ((string)row["path"]!).Split(", ")).Where(path => !path.Contains("list") && path[0] != "geometry")
            .Select(path => string.Join('.', path.Select(name => $"\"{name}\""))),
    ];
}
