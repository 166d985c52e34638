using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Units;

namespace Vegetation.Worker.Contract;

/// <summary>
/// One line of JSON for each scene, which CloudWatch Logs Insights can query and from which CloudWatch takes its metrics (Embedded Metric Format).
/// The status is the metrics' one dimension: a run or a unit as dimension would make, and bill, a metric for each.
/// </summary>
internal sealed class SceneLog(TextWriter output, string host, TimeProvider time)
{
    const string Namespace = "Vegetation";

    static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly (string Name, string Unit)[] Metrics =
    [
        ("scenes", "Count"), ("fetchSeconds", "Seconds"), ("computeSeconds", "Seconds"), ("writeSeconds", "Seconds"), ("bytesRead", "Bytes"),
        ("megapixelsPerSecond", "Count/Second"),
    ];

    public void Write(UnitRecord record)
    {
        var line = new JsonObject
        {
            ["unit"] = record.UnitId,
            ["run"] = record.RunId,
            ["status"] = ExitMessage.Name(record.Status),
            ["reason"] = record.Reason,
            ["detail"] = record.Detail,
            ["host"] = host,
            ["attempt"] = record.Attempt,
            ["scenes"] = 1,
            ["fetchSeconds"] = record.Seconds?.Fetch,
            ["computeSeconds"] = record.Seconds?.Compute,
            ["writeSeconds"] = record.Seconds?.Write,
            ["megapixels"] = record.Megapixels,
            ["megapixelsPerSecond"] = record.Seconds is { } s && s.Compute + s.Write > 0 ? Math.Round(record.Megapixels / (s.Compute + s.Write), 3) : null,
            ["bytesRead"] = record.BytesRead,
        };
        foreach (var empty in line.Where(field => field.Value is null).Select(field => field.Key).ToList()) line.Remove(empty);
        line["_aws"] = Metadata(line);
        output.WriteLine(line.ToJsonString(OneLine));
    }

    /// <summary>What CloudWatch reads first: which fields of the line are metrics. It may name only those that are there.</summary>
    JsonObject Metadata(JsonObject line) => new()
    {
        ["Timestamp"] = time.GetUtcNow().ToUnixTimeMilliseconds(),
        ["CloudWatchMetrics"] = new JsonArray(new JsonObject
        {
            ["Namespace"] = Namespace,
            ["Dimensions"] = new JsonArray(new JsonArray("status")),
            ["Metrics"] = new JsonArray([.. Metrics.Where(m => line.ContainsKey(m.Name)).Select(m => (JsonNode)new JsonObject { ["Name"] = m.Name, ["Unit"] = m.Unit })]),
        }),
    };
}
