using Vegetation.Core;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>What a person can do about a run with gaps: sentences, the most useful first. None for a run without a failure.</summary>
static class NextSteps
{
    const int MostReasons = 3;

    public static IReadOnlyList<string> Of(LedgerDocument ledger) => ledger.Outcome switch
    {
        Outcome.NoScenes => WithoutScenes(ledger),
        Outcome.Published => [.. Failures(ledger.Rows)],
        Outcome.NotPromoted => [.. Failures(ledger.Rows), NotPromoted],
        _ => [.. Failures(ledger.Rows), Again(ledger), .. Less(ledger.Counts)],
    };

    const string NotPromoted = "The table of tiles below says why so little land was observed. If that is expected, copy this run's "
        + "products/published.json over latest.json, or use a smaller minimumObservedOfPrevious (0 switches the check off).";

    static IReadOnlyList<string> WithoutScenes(LedgerDocument ledger)
    {
        var steps = new List<string>();
        if (ledger.Rejected.Count(p => p.Reason == GapReason.TooCloudy.Name) is > 0 and var cloudy)
            steps.Add($"Too cloudy: {Amount.Of(cloudy, "scene")}. Raise maxCloudCover, or ask for a longer time.");
        if (ledger.Rejected.Count(p => p.Reason == GapReason.HardlyClear.Name) is > 0 and var hardlyClear)
            steps.Add($"Hardly a clear pixel: {Amount.Of(hardlyClear, "scene")}. Ask for a longer time.");
        if (ledger.Unreadable.Count > 0) steps.Add("The catalog's items could not be read; the warnings say why. Try another catalog.");
        if (ledger.TileCounts.GetValueOrDefault(GapReason.NoAcquisition.Name) is > 0 and var tiles)
            steps.Add($"For {Amount.Of(tiles, "land tile")} the catalog lists no acquisition in that time: use a longer one (each place "
                + "is imaged every two to five days), or try again in a day.");
        if (ledger.TileCounts.Count == 0)
            steps.Add("No land tile lies in the area: check its coordinates (longitude comes before latitude).");
        return steps;
    }

    /// <summary>The most frequent reasons of failures, each with its remedy.</summary>
    static IEnumerable<string> Failures(IReadOnlyList<LedgerRow> rows) =>
        (from row in rows
         where row.Status is UnitStatus.Failed or UnitStatus.Invalid
         group row by (row.StatusWord, row.Reason) into failures
         orderby failures.Count() descending, failures.Key.Reason
         select $"{failures.Count()} {failures.Key.StatusWord} with {failures.Key.Reason ?? "no reason"}: {Remedy(failures.First())}")
             .Take(MostReasons);

    static string Remedy(LedgerRow row) => Reason.Find(row.Status, row.Reason) is { } known
        ? $"{known.Meaning}; {known.Remedy.Replace("`", "", StringComparison.Ordinal)}."
        : "the ledger has the details.";

    static string Again(LedgerDocument ledger) => ledger.Request.TryGetProperty("scheduledAt", out var scheduledAt)
        ? $"Start again with \"scheduledAt\": \"{scheduledAt}\": what was processed is kept, and only the rest is computed."
        : "Start a new run of the same request (below) if the reasons are temporary.";

    static IEnumerable<string> Less(StatusCounts counts) => counts.Processed == 0 ? [] :
        [$"Or accept this result: with a minimumProcessed of at most {Math.Floor(1000.0 * counts.Processed / counts.Units) / 1000} "
            + "it would have been published."];
}
