using System.Globalization;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Backfill;

/// <summary>What a backfill did, or what it would do and cost.</summary>
static class BackfillSummary
{
    const string Complete = "complete", Incomplete = "incomplete", Planned = "planned";
    const int MostNamed = 10;

    public static PlanBackfillOutput Of(BackfillTotals totals, IReadOnlyList<WeekResult> results)
    {
        if (totals.Weeks == totals.Before.Count)
        {
            var nothing = $"{totals.Range}: nothing to run; all {Count(totals.Weeks)} weeks are published.";
            return new() { Outcome = Complete, Message = nothing };
        }
        if (totals.DryRun) return new() { Outcome = Planned, Message = Estimated(totals, results) };
        var good = results.Where(result => result.Outcome is Outcome.Published or Outcome.NotPromoted or Outcome.NoScenes).ToList();
        List<string> bad = [.. results.Except(good).Select(result => result.Week)];
        return new()
        {
            Outcome = bad.Count == 0 ? Complete : Incomplete,
            Message = $"{totals.Range}: {Count(good.Count)} of {Count(results.Count)} weeks run, {Count(totals.Before.Count)} published "
                + $"before.{Named(bad)}",
        };
    }

    static string Named(List<string> bad) => bad.Count == 0 ? ""
        : $" Not complete: {string.Join(", ", bad.Take(MostNamed))}"
            + (bad.Count > MostNamed ? $" and {Count(bad.Count - MostNamed)} more" : "") + ". Start the same backfill again to try them.";

    /// <summary>The sample, times what it stands for.</summary>
    static string Estimated(BackfillTotals totals, IReadOnlyList<WeekResult> results)
    {
        var open = totals.Weeks - totals.Before.Count;
        var sample = results.Select(result => result.Estimate).OfType<Planning.Estimate>().ToList();
        var failed = results.Where(result => result.Estimate is null).Select(result => result.Week).ToList();
        var unknown = failed.Count == 0 ? "" : $" {string.Join(", ", failed)} could not be planned.";
        if (sample.Count == 0) return $"{totals.Range}: no estimate.{unknown}";
        double Total(Func<Planning.Estimate, double> figure) => sample.Average(figure) * open;
        var cost = sample.All(one => one.Cost is not null)
            ? $"about {Total(one => one.Cost!.Value).ToString("N2", CultureInfo.InvariantCulture)} USD for instances"
            : "at a price that is not known: set instanceHourUsd";
        return string.Create(CultureInfo.InvariantCulture,
            $"{totals.Range}: {open:N0} weeks to run, {totals.Before.Count:N0} published before. By {sample.Count} of them: "
            + $"{Total(one => one.Scenes):N0} scenes, {Total(one => one.Bytes) / 1e12:N2} TB, {Total(one => one.Minutes) / 60:N1} hours of "
            + $"jobs one week after the other, {cost}.{unknown}");
    }

    static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
