using DuckDB.NET.Data;

namespace Vegetation.Tests.Products.Index;

/// <summary>Parquet files as DuckDB reads them.</summary>
static class DuckDb
{
    /// <summary>The rows of a query, by column.</summary>
    public static List<Dictionary<string, object?>> Rows(string query)
    {
        using var database = new DuckDBConnection("Data Source=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount)
                .ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    public static long Count(string source) => (long)Rows($"SELECT count(*) AS n FROM {source}").Single()["n"]!;

    public static IReadOnlyDictionary<string, string> Metadata(string file) =>
        Rows($"SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('{file}')")
            .ToDictionary(r => (string)r["k"]!, r => (string)r["v"]!);
}
