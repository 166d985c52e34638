using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Run;

/// <summary>The lines after a run's table: what it says of itself, and what a person can do now.</summary>
static class RunClosing
{
    /// <summary>As products/Ledger/Outcome has it.</summary>
    const string NoScenes = "no-scenes";

    /// <param name="progress">Of this execution, which may have found all done.</param>
    public static IEnumerable<string> Lines(RunProgress progress, ExecutionResult result, Request request)
    {
        var outcome = Text(result, "outcome");
        if (result.Succeeded && !request.DryRun && outcome != NoScenes && progress is { Jobs: 0, ScenesFound: > 0 })
            yield return "All scenes of this run had been processed before; --fresh starts a new run.";
        if (Text(result, "message") is { } message) yield return message;
        var isEmpty = result.Succeeded && HasMaps(result, request) && !RunFigures.Means(result).Any();
        if (isEmpty) yield return "The maps have no value: no clear pixel of land lies in them.";
        if ((outcome == NoScenes || isEmpty) && request.MaxCloudCover < 100)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"At most {request.MaxCloudCover} % clouds were asked for: --max-cloud 100 takes all acquisitions.");
    }

    /// <summary>Whether there is something to see in a browser.</summary>
    public static bool HasMaps(ExecutionResult result, Request request) => !request.DryRun && Text(result, "outcome") != NoScenes;

    static string? Text(ExecutionResult result, string field) =>
        result.Output is { ValueKind: JsonValueKind.Object } output && output.TryGetProperty(field, out var text) ? text.GetString() : null;
}
