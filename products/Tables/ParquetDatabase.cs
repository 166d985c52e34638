using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;

namespace Vegetation.Products.Tables;

/// <summary>
/// DuckDB as the writer of Parquet files: rows go to a packed file of JSON, from which it reads typed columns, so that memory does not grow with them. One thread, so that the
/// same rows give the same bytes; no extension is fetched.
/// </summary>
/// <param name="scratch">A folder for temporary files: the rows, and what does not fit into memory.</param>
public sealed class ParquetDatabase(string scratch) : IDisposable
{
    const int RowsOfAGroup = 5 * 2048; // DuckDB cuts at its vectors, of 2048 rows
    const string Binary = "BLOB";
    readonly DuckDBConnection connection = Open(scratch);

    /// <param name="columns">Names and DuckDB's types. A value for a BLOB is in hexadecimal digits.</param>
    /// <param name="metadata">Key and text of the file's own metadata.</param>
    public void Write(string path, IReadOnlyList<(string Name, string Type)> columns, IEnumerable<JsonObject> rows, IReadOnlyDictionary<string, string> metadata)
    {
        var file = Path.Combine(scratch, $"{Path.GetFileName(path)}.json.gz");
        var types = string.Join(", ", columns.Select(c => $"{Quoted(c.Name)}: {Quoted(c.Type == Binary ? "VARCHAR" : c.Type)}"));
        var source = Pack(rows, file) > 0
            ? $"(FROM read_json({Quoted(file)}, format = 'newline_delimited', compression = 'gzip', columns = {{{types}}}, maximum_object_size = 67108864))"
            : $"(SELECT {string.Join(", ", columns.Select(c => $"NULL::{(c.Type == Binary ? "VARCHAR" : c.Type)} AS \"{c.Name}\""))} WHERE false)";
        var select = string.Join(", ", columns.Select(c => c.Type == Binary ? $"unhex(\"{c.Name}\") AS \"{c.Name}\"" : $"\"{c.Name}\""));
        var pairs = string.Join(", ", metadata.Select(pair => $"{Quoted(pair.Key)}: {Quoted(pair.Value)}"));
        Run(connection, string.Create(CultureInfo.InvariantCulture,
            $"COPY (SELECT {select} FROM {source}) TO {Quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowsOfAGroup}, KV_METADATA {{{pairs}}})"));
        File.Delete(file);
    }

    public void Dispose() => connection.Dispose();

    static DuckDBConnection Open(string scratch)
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Run(connection, $"SET threads = 1; SET preserve_insertion_order = true; SET memory_limit = '512MB'; SET temp_directory = {Quoted(scratch)}; "
            + "SET autoinstall_known_extensions = false; SET autoload_known_extensions = false; SET TimeZone = 'UTC'");
        return connection;
    }

    static int Pack(IEnumerable<JsonObject> rows, string file)
    {
        var count = 0;
        using var writer = new StreamWriter(new GZipStream(File.Create(file), CompressionLevel.Fastest));
        foreach (var row in rows)
        {
            writer.Write(row.ToJsonString());
            writer.Write('\n');
            count++;
        }
        return count;
    }

    static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
