using System.Text;
using System.Text.Json;

namespace Vegetation.Core.Work;

/// <summary>
/// The work units of one job in SageMaker's form: a JSON array whose first element is the prefix, the others keys below it.
/// <c>ShardedByS3Key</c> distributes these objects over the job's instances.
/// </summary>
public static class Manifest
{
    public static byte[] Write(string bucket, RunKeys keys, IEnumerable<string> unitIds)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("prefix", $"s3://{bucket}/{keys.Units}");
            json.WriteEndObject();
            foreach (var unitId in unitIds) json.WriteStringValue($"{unitId}.json");
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    /// <summary>The bucket and the full keys that a manifest names.</summary>
    public static (string Bucket, IReadOnlyList<string> Keys) Read(ReadOnlySpan<byte> manifest)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(manifest));
            var prefix = new Uri(json.RootElement[0].GetProperty("prefix").GetString()!);
            var folder = prefix.AbsolutePath.TrimStart('/');
            return (prefix.Host, [.. json.RootElement.EnumerateArray().Skip(1).Select(name => folder + name.GetString())]);
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or KeyNotFoundException or UriFormatException or ArgumentNullException
                or IndexOutOfRangeException)
        {
            throw new FormatException($"not a SageMaker manifest: {e.Message}", e);
        }
    }
}
