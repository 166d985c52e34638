using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using SkiaSharp;

namespace Vegetation.Tests.Frozen;

/// <summary>
/// Contents as they are compared. JSON: fields sorted, without times and without hashes and lengths of other files, which are pinned
/// themselves. Tables: their rows as JSON. Pictures: their pixels, also in an SVG. The report: its data. TIFF and the rest: as they are.
/// </summary>
sealed partial class NormalForm(IReadOnlyList<string[]> renames)
{
    static readonly HashSet<string> LeftOut =
    [
        "attempt", "attempts", "seconds", "timings", "cost", "seconds_fetch", "seconds_compute", "seconds_write", "fetch_seconds",
            "compute_seconds", "write_seconds",
        "sha256", "md5", "eTag", "bytes", "seal", "file:checksum", "file:size", "created",
        "pixels_total", // a column since the table has all fields of ledger.json; there it is pinned
    ];

    const string Picture = "data:image/png;base64,";

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public string NameOf(string key) => Renamed(key, key);

    public byte[] Of(string name, byte[] content) => Path.GetExtension(name) switch
    {
        ".json" or ".geojson" => Text(Json(Utf8(content), name)),
        ".ndjson" =>
            Text(string.Join('\n', Utf8(content).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Json(line, name)))),
        ".parquet" => Text(string.Join('\n', Rows(content).Select(row => Json(row, name)))),
        ".html" => Text(string.Join('\n', Data().Matches(Utf8(content)).Select(data => Json(Unpacked(data.Groups[1].Value.Trim()), name)))),
        ".vrt" or ".gti" => Text(Renamed(Utf8(content), name)),
        ".png" => Pixels(content),
        ".svg" => Text(Images().Replace(Utf8(content), image => HashOf(image.Value))),
        _ => content,
    };

    string Renamed(string text, string name) => renames.Where(pair => pair.Length < 3 || name.EndsWith(pair[2], StringComparison.Ordinal))
        .Aggregate(text, (now, pair) => now.Replace(pair[0], pair[1], StringComparison.Ordinal));

    string Json(string text, string name)
    {
        using var read = JsonDocument.Parse(text);
        using var renamed = JsonDocument.Parse(Renamed(Written(read.RootElement.WriteTo), name));
        return Written(json => Sort(renamed.RootElement, json));
    }

    static string Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Plain)) write(json);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    static void Sort(JsonElement element, Utf8JsonWriter json)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            var kept = element.EnumerateObject().Where(field => !LeftOut.Contains(field.Name));
            foreach (var field in kept.OrderBy(field => field.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(field.Name);
                Sort(field.Value, json);
            }
            json.WriteEndObject();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in element.EnumerateArray()) Sort(item, json);
            json.WriteEndArray();
        }
        else if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text
            && text.StartsWith(Picture, StringComparison.Ordinal)) json.WriteStringValue(HashOf(text[Picture.Length..]));
        else element.WriteTo(json);
    }

    static IEnumerable<string> Rows(byte[] parquet)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, parquet);
            using var connection = new DuckDBConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT to_json(t)::VARCHAR FROM read_parquet('{file}') t";
            using var rows = command.ExecuteReader();
            var found = new List<string>();
            while (rows.Read()) found.Add(rows.GetString(0));
            return found;
        }
        finally
        {
            File.Delete(file);
        }
    }

    static string Unpacked(string data)
    {
        if (data.StartsWith('{') || data.StartsWith('[')) return data;
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(data)), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        var bytes = unpacked.ToArray();
        return bytes is [(byte)'{' or (byte)'[', ..] ? Utf8(bytes) : JsonSerializer.Serialize(Convert.ToBase64String(bytes));
    }

    static string HashOf(string base64Png) => Convert.ToHexStringLower(SHA256.HashData(Pixels(Convert.FromBase64String(base64Png))));

    static byte[] Pixels(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        using var rgba = bitmap.Copy(SKColorType.Rgba8888);
        return [.. Text($"{rgba.Width} x {rgba.Height}\n"), .. rgba.Bytes];
    }

    static string Utf8(byte[] content) => Encoding.UTF8.GetString(content);

    static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>In an SVG.</summary>
    [GeneratedRegex("(?<=data:image/png;base64,)[A-Za-z0-9+/=]+")]
    private static partial Regex Images();

    [GeneratedRegex("<script type=\"(?:application/json|application/octet-stream|text/plain)\"[^>]*>([^<]*)</script>")]
    private static partial Regex Data();
}
