using System.Text.Json;

namespace Vegetation.Worker.Contract;

/// <summary>The name of this instance, as SageMaker's resourceconfig.json gives it: algo-1, algo-2 ... Only for the log.</summary>
internal static class ResourceConfig
{
    public static string CurrentHost(string folder)
    {
        var file = Path.Combine(folder, "resourceconfig.json");
        if (!File.Exists(file)) return "";
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.TryGetProperty("current_host", out var host) ? host.GetString() ?? "" : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return ""; // the name is for people; no work hangs on it
        }
    }
}
