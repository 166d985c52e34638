using System.Globalization;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>What a person can do about a run that is not as it should be: sentences, the most useful first. None for a run without a failure.</summary>
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

    const string NotPromoted = "The tiles below say why so little land was observed. Where that is as it should be, copy this run's "
        + "products/published.json over latest.json, or ask with a smaller minimumObservedOfPrevious (0 never holds a run back).";

    static IReadOnlyList<string> WithoutScenes(LedgerDocument ledger)
    {
        var steps = new List<string>();
        if (ledger.Rejected.Count(p => p.Reason == RejectedScene.TooCloudy) is > 0 and var cloudy)
            steps.Add(Text($"{cloudy} scenes were too cloudy: raise maxCloudCover, or ask for a longer time."));
        if (ledger.Unreadable.Count > 0) steps.Add("The catalog's items could not be read: the warnings say why; another of catalogs may serve.");
        if (ledger.TileCounts.GetValueOrDefault(TileState.NoAcquisition) is > 0 and var tiles)
            steps.Add(Text($"No satellite took {tiles} of the land tiles in that time, or the catalog does not have it yet: ask for a longer time (each place is seen every two to five days), or again in a day."));
        if (ledger.TileCounts.Count == 0) steps.Add("No land tile lies in the area: check its coordinates, longitude before latitude.");
        return steps;
    }

    /// <summary>The reasons that most failures have, each with its remedy.</summary>
    static IEnumerable<string> Failures(IReadOnlyList<LedgerRow> rows) =>
        (from row in rows
         where row.Status is UnitStatus.Failed or UnitStatus.Invalid
         group row by (row.StatusWord, row.Reason) into failures
         orderby failures.Count() descending, failures.Key.Reason
         select Text($"{failures.Count()} {failures.Key.StatusWord} with {failures.Key.Reason ?? "no reason"}: {Remedy(failures.First())}")).Take(MostReasons);

    static string Remedy(LedgerRow row) => row.Reason switch
    {
        FailureReason.AssetMissing => "the catalog names files that are gone; another of catalogs may have them.",
        FailureReason.Crash => "the worker died over them; the jobs' logs say of what. Where it was memory, take a larger instanceType.",
        FailureReason.NoRecord => "their jobs failed before they were begun; see the jobs below, and the quota for instances.",
        FailureReason.OutputChanged => "their files were changed after their workers had written them; the next start computes them again.",
        FailureReason.UnusableFile =>
            "their files are as their workers wrote them and cannot be used, as the ledger says; the next start computes them again.",
        _ when row.Status == UnitStatus.Invalid => "the input is bad and stays so; the ledger says what is wrong with it.",
        _ => "tried again in each attempt; the ledger has the details.",
    };

    static string Again(LedgerDocument ledger) => ledger.Request.TryGetProperty("scheduledAt", out var scheduledAt)
        ? $"Start again with \"scheduledAt\": \"{scheduledAt}\": what was processed is kept, and only the rest is computed."
        : "Start a new run of the same request (below), if the reasons are ones that pass.";

    static IEnumerable<string> Less(StatusCounts counts) => counts.Processed == 0 ? [] :
        [Text($"Or accept what there is: with a minimumProcessed of at most {Math.Floor(1000.0 * counts.Processed / counts.Units) / 1000} it would have been published.")];

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
