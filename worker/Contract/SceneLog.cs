using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Contract;

/// <summary>
/// One line of JSON for each scene, which CloudWatch Logs Insights can query and from which CloudWatch takes its metrics (Embedded Metric
/// Format).
/// </summary>
internal sealed class SceneLog(TextWriter output, string host, TimeProvider time)
{
    static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly (string Name, string Unit)[] Measures =
    [
        (SceneMetrics.FetchSeconds, "Seconds"), (SceneMetrics.ComputeSeconds, "Seconds"), (SceneMetrics.WriteSeconds, "Seconds"),
        (SceneMetrics.BytesRead, "Bytes"), (SceneMetrics.MegapixelsPerSecond, "Count/Second"),
    ];

    public void Write(UnitRecord record)
    {
        var line = new JsonObject
        {
            ["unit"] = record.UnitId,
            ["run"] = record.RunId,
            [SceneMetrics.Status] = record.Status.Word(),
            ["reason"] = record.Reason,
            ["detail"] = record.Detail,
            ["host"] = host,
            ["attempt"] = record.Attempt,
            [SceneMetrics.Scenes] = 1,
            [SceneMetrics.FetchSeconds] = record.Seconds?.Fetch,
            [SceneMetrics.ComputeSeconds] = record.Seconds?.Compute,
            [SceneMetrics.WriteSeconds] = record.Seconds?.Write,
            ["megapixels"] = record.Megapixels,
            [SceneMetrics.MegapixelsPerSecond] = record.Seconds is { } s && s.Compute + s.Write > 0
                ? Math.Round(record.Megapixels / (s.Compute + s.Write), 3) : null,
            [SceneMetrics.BytesRead] = record.BytesRead,
        };
        foreach (var empty in line.Where(field => field.Value is null).Select(field => field.Key).ToList()) line.Remove(empty);
        line["_aws"] = Metadata(line);
        try
        {
            output.WriteLine(line.ToJsonString(OneLine));
        }
        catch (IOException)
        {
            // Nobody can be told: what stands in the record is worth more than the line.
        }
    }

    /// <summary>What CloudWatch reads first: which fields of the line are metrics. It may name only those that are there.</summary>
    JsonObject Metadata(JsonObject line) => new()
    {
        ["Timestamp"] = time.GetUtcNow().ToUnixTimeMilliseconds(),
        ["CloudWatchMetrics"] = new JsonArray(
            Directive([SceneMetrics.Status], [(SceneMetrics.Scenes, "Count")]),
            Directive([], Measures.Where(measure => line.ContainsKey(measure.Name)))),
    };

    static JsonObject Directive(string[] dimensions, IEnumerable<(string Name, string Unit)> metrics) => new()
    {
        ["Namespace"] = SceneMetrics.Namespace,
        ["Dimensions"] = new JsonArray(new JsonArray([.. dimensions.Select(name => (JsonNode)name)])),
        ["Metrics"] = new JsonArray([.. metrics.Select(m => (JsonNode)new JsonObject { ["Name"] = m.Name, ["Unit"] = m.Unit })]),
    };
}
