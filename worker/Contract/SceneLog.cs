using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Units;

namespace Vegetation.Worker.Contract;

/// <summary>One line of JSON for each scene, which CloudWatch Logs Insights can query.</summary>
internal sealed class SceneLog(TextWriter output, string host)
{
    static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(UnitRecord record)
    {
        var line = new JsonObject
        {
            ["unit"] = record.UnitId,
            ["status"] = ExitMessage.Name(record.Status),
            ["reason"] = record.Reason,
            ["detail"] = record.Detail,
            ["host"] = host,
            ["attempt"] = record.Attempt,
            ["fetchSeconds"] = record.Seconds?.Fetch,
            ["computeSeconds"] = record.Seconds?.Compute,
            ["writeSeconds"] = record.Seconds?.Write,
            ["megapixels"] = record.Megapixels,
            ["bytesRead"] = record.BytesRead,
        };
        foreach (var empty in line.Where(field => field.Value is null).Select(field => field.Key).ToList()) line.Remove(empty);
        output.WriteLine(line.ToJsonString(OneLine));
    }
}
