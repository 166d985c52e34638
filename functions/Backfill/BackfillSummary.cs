using System.Globalization;
using Vegetation.Core;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Backfill;

/// <summary>What a backfill did, or what it would do and cost.</summary>
static class BackfillSummary
{
    const string Complete = "complete", Incomplete = "incomplete", Planned = "planned";
    const int MostNamed = 10;

    /// <param name="isOnThisMachine">Where nothing costs money.</param>
    public static PlanBackfillOutput Of(BackfillTotals totals, IReadOnlyList<WeekResult> results, bool isOnThisMachine)
    {
        if (totals.Weeks == totals.Before.Count)
        {
            var nothing = $"{totals.Range}: nothing to run; every week is published already.";
            return new() { Outcome = Complete, Message = nothing };
        }
        List<string> failed =
            [.. results.Where(result => totals.DryRun ? result.Estimate is null : !IsGood(result)).Select(result => result.Week)];
        return new()
        {
            Outcome = failed.Count > 0 ? Incomplete : totals.DryRun ? Planned : Complete,
            Message = (totals.DryRun ? Estimated(totals, results, isOnThisMachine) : Counted(totals, results)) + Named(failed),
        };
    }

    static bool IsGood(WeekResult result) => result.Outcome is Outcome.Published or Outcome.NotPromoted or Outcome.NoScenes;

    /// <summary>Weeks without scenes are named: they are searched again by each start.</summary>
    static string Counted(BackfillTotals totals, IReadOnlyList<WeekResult> results)
    {
        var none = results.Where(result => result.Outcome == Outcome.NoScenes).Select(result => result.Week).ToList();
        return $"{totals.Range}: {Count(results.Count(result => result.Outcome == Outcome.Published))} published, "
            + $"{Count(results.Count(result => result.Outcome == Outcome.NotPromoted))} not promoted, "
            + $"{Count(none.Count)} without scenes{(none.Count > 0 ? $" ({List(none)})" : "")}, "
            + $"{Count(totals.Before.Count)} published before.";
    }

    static string Named(List<string> failed) =>
        failed.Count == 0 ? "" : $" Failed: {List(failed)}. Start the same backfill again to try them.";

    static string List(List<string> weeks) => string.Join(", ", weeks.Take(MostNamed))
        + (weeks.Count > MostNamed ? $" and {Count(weeks.Count - MostNamed)} more" : "");

    /// <summary>The sample, times what it stands for.</summary>
    static string Estimated(BackfillTotals totals, IReadOnlyList<WeekResult> results, bool isOnThisMachine)
    {
        var open = totals.Weeks - totals.Before.Count;
        var sample = results.Select(result => result.Estimate).OfType<Planning.Estimate>().ToList();
        if (sample.Count == 0) return $"{totals.Range}: no estimate, since no week could be planned.";
        double Total(Func<Planning.Estimate, double> figure) => sample.Average(figure) * open;
        var cost = isOnThisMachine ? "." : string.Create(CultureInfo.InvariantCulture,
            $"; on AWS {Total(one => one.Minutes) / 60:N1} hours of jobs if the weeks run one after another, {Usd()}.");
        return string.Create(CultureInfo.InvariantCulture,
            $"{totals.Range}: {Amount.Of(open, "week")} to run, {totals.Before.Count:N0} published before. "
            + $"Estimated from {sample.Count} of them: {Amount.Of((long)Math.Round(Total(one => one.Scenes)), "scene")}, "
            + $"{Amount.OfBytes(Total(one => one.Bytes))}{cost}");

        string Usd() => sample.All(one => one.Cost is not null)
            ? $"about {Total(one => one.Cost!.Value).ToString("N2", CultureInfo.InvariantCulture)} USD"
            : Planning.Estimate.UnknownPrice;
    }

    static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
