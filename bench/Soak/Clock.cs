using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Vegetation.Bench.Soak;

/// <summary>
/// What depends on the clock or on the number of starts, field by field. Everything else, and every file that is not
/// listed, is compared byte for byte.
/// </summary>
internal static partial class Clock
{
    /// <summary>Of each file the fields that are left out, wherever in it they stand. The first row that fits counts.</summary>
    static readonly (string NameEnd, Func<byte[], string[], string> Read, string[] LeftOut)[] Files =
    [
        ("ledger.json", Json, ["attempt", "seconds", "attempts", "cost"]),
        ("ledger.parquet", Table, ["attempt", "seconds_fetch", "seconds_compute", "seconds_write"]),
        // bytes: of the files beside the report, the ledger among them
        ("index.html", Page, ["attempt", "seconds", "timings", "attempts", "cost", "bytes"]),
        ("-rows.json", Json, ["attempt", "seconds"]),
    ];

    /// <summary>Those that lie in folders of their own and are named after units or weeks.</summary>
    static readonly (string Folder, string[] LeftOut)[] Folders = [("/records/", ["attempt", "seconds"]), ("maps/", ["created"])];

    /// <summary>Whether all of a file is compared, to the byte.</summary>
    public static bool IsNotIn(string name) => RowOf(name).Read is null;

    /// <returns>The SHA-256 of the content, without what depends on the clock.</returns>
    public static string HashOf(string name, byte[] content)
    {
        var (read, leftOut) = RowOf(name);
        return Convert.ToHexString(SHA256.HashData(read is null ? content : Encoding.UTF8.GetBytes(read(content, leftOut))));
    }

    static (Func<byte[], string[], string>? Read, string[] LeftOut) RowOf(string name)
    {
        var (_, ofFolder) = Folders.FirstOrDefault(row => name.Contains(row.Folder, StringComparison.Ordinal));
        if (ofFolder is not null) return (Json, ofFolder);
        var (_, read, leftOut) = Files.FirstOrDefault(file => name.EndsWith(file.NameEnd, StringComparison.Ordinal));
        return (read, leftOut);
    }

    static string Json(byte[] content, string[] leftOut)
    {
        var root = JsonNode.Parse(content)!;
        LeaveOut(root, leftOut);
        return root.ToJsonString();
    }

    static void LeaveOut(JsonNode? node, string[] names)
    {
        if (node is JsonObject fields)
        {
            foreach (var name in names) fields.Remove(name);
            foreach (var (_, value) in fields) LeaveOut(value, names);
        }
        else if (node is JsonArray items)
            foreach (var item in items) LeaveOut(item, names);
    }

    /// <summary>The report holds the ledger as JSON, and its rows as packed JSON.</summary>
    static string Page(byte[] content, string[] leftOut)
    {
        var page = Summary().Replace(Encoding.UTF8.GetString(content), found => Json(Encoding.UTF8.GetBytes(found.Value), leftOut));
        return Rows().Replace(page, found => Json(Unpacked(found.Value), leftOut));
    }

    static byte[] Unpacked(string packed)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    static string Table(byte[] content, string[] leftOut)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, content);
            using var connection = new DuckDBConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            var rest = $"SELECT * EXCLUDE ({string.Join(", ", leftOut)}) FROM read_parquet('{file}')";
            command.CommandText = $"SELECT to_json(t)::VARCHAR FROM ({rest}) t";
            using var rows = command.ExecuteReader();
            var text = new StringBuilder();
            while (rows.Read()) text.AppendLine(rows.GetString(0));
            return text.ToString();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex("(?<=id=\"summary\">)[^<]*")]
    private static partial Regex Summary();

    [GeneratedRegex("(?<=id=\"rows\">)[^<]*")]
    private static partial Regex Rows();
}
