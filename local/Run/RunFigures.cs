using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Indices;

namespace Vegetation.Local.Run;

/// <summary>What a run found, as its closing table shows it.</summary>
static class RunFigures
{
    /// <param name="result">Its output is the aggregation's, or a plan's, which has no land.</param>
    public static IEnumerable<(string Name, string Value)> Of(RunProgress progress, ExecutionResult result)
    {
        yield return ("scenes found", Number(progress.ScenesFound));
        foreach (var (status, count) in ByStatus(progress, result)) yield return ($"scenes {status}", Number(count));
        if (result.Output is not { ValueKind: JsonValueKind.Object } output) yield break;
        if (output.TryGetProperty("land", out var land) && land.ValueKind == JsonValueKind.Object)
        {
            yield return ("tiles observed", Part(land, "observedKm2"));
            yield return ("tiles clear", Part(land, "clearKm2"));
        }
        foreach (var mean in Means(result))
            yield return ($"mean {SpectralIndex.Find(mean.Name)?.Label ?? mean.Name} (map)",
                mean.Value.GetDouble().ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture));
    }

    /// <summary>Of the map of each index that has a value.</summary>
    public static IEnumerable<JsonProperty> Means(ExecutionResult result) =>
        result.Output is { ValueKind: JsonValueKind.Object } output && output.TryGetProperty("means", out var means)
            && means.ValueKind == JsonValueKind.Object ? means.EnumerateObject() : [];

    /// <summary>Of the whole run, where the aggregation tells them; else of what this execution computed.</summary>
    static IEnumerable<(string Status, int Count)> ByStatus(RunProgress progress, ExecutionResult result)
    {
        (string Field, string Status)[] all =
            [("done", "done"), ("failed", "failed"), ("invalid", "invalid"), ("noData", "no-data"), ("suspect", "suspect")];
        if (result.Output is not { ValueKind: JsonValueKind.Object } output || !output.TryGetProperty("units", out _))
            return progress.ByStatus.OrderBy(status => status.Key, StringComparer.Ordinal).Select(status => (status.Key, status.Value));
        return all.Select(field => (field.Status, Count: output.TryGetProperty(field.Field, out var count) ? count.GetInt32() : 0))
            .Where(status => status.Count > 0);
    }

    public static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    /// <summary>64,540 km², 92 %: of the land of the run's tiles.</summary>
    static string Part(JsonElement land, string field)
    {
        var (part, whole) = (land.GetProperty(field).GetInt64(), land.GetProperty("expectedKm2").GetInt64());
        return string.Create(CultureInfo.InvariantCulture, $"{part:N0} km²{(whole > 0 ? $", {100.0 * part / whole:0} %" : "")}");
    }
}
