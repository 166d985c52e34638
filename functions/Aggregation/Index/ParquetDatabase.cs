using System.Globalization;
using DuckDB.NET.Data;

namespace Vegetation.Functions.Aggregation.Index;

/// <summary>DuckDB as the writer of Parquet files: it reads lines of JSON into typed columns. One thread, so that the same lines give the same bytes; nothing is fetched.</summary>
public sealed class ParquetDatabase : IDisposable
{
    const int RowsOfAGroup = 10_000;
    readonly DuckDBConnection connection = new("Data Source=:memory:");

    /// <param name="scratch">Where it may spill what does not fit into memory.</param>
    public ParquetDatabase(string scratch)
    {
        connection.Open();
        Run($"SET threads = 1; SET preserve_insertion_order = true; SET memory_limit = '512MB'; SET temp_directory = {Quoted(scratch)}; "
            + "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'");
    }

    /// <param name="lines">A file of JSON objects, one a line.</param>
    /// <param name="columns">Name and type of each field, in order.</param>
    /// <param name="select">What becomes of the columns: a select list.</param>
    /// <param name="metadata">Key and text of the file's own metadata.</param>
    public void Write(string lines, IReadOnlyList<(string Name, string Type)> columns, string select, string path, IReadOnlyDictionary<string, string> metadata)
    {
        var types = string.Join(", ", columns.Select(c => $"{Quoted(c.Name)}: {Quoted(c.Type)}"));
        var source = new FileInfo(lines).Length == 0
            ? $"(SELECT {string.Join(", ", columns.Select(c => $"NULL::{c.Type} AS \"{c.Name}\""))} WHERE false)"
            : $"read_json({Quoted(lines)}, format = 'newline_delimited', columns = {{{types}}}, maximum_object_size = 67108864)";
        var pairs = string.Join(", ", metadata.Select(pair => $"{Quoted(pair.Key)}: {Quoted(pair.Value)}"));
        Run($"COPY (SELECT {select} FROM {source}) TO {Quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowsOfAGroup.ToString(CultureInfo.InvariantCulture)}"
            + (metadata.Count == 0 ? ")" : $", KV_METADATA {{{pairs}}})"));
    }

    public void Dispose() => connection.Dispose();

    void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
