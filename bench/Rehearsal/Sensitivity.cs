using System.Globalization;
using Vegetation.Functions.Forecasting;

namespace Vegetation.Bench.Rehearsal;

/// <summary>What a run would take were one figure half or twice what is assumed, everything else as assumed.</summary>
internal static class Sensitivity
{
    /// <param name="Name">As in docs/scale.md.</param>
    /// <param name="With">The times with this figure so many times as large.</param>
    sealed record Figure(string Name, Func<RunTimes, double, RunTimes> With);

    static readonly Figure[] Figures =
    [
        new("provision", (times, factor) => times with { ProvisionSeconds = times.ProvisionSeconds * factor }),
        new("pull", (times, factor) => times with { PullSeconds = times.PullSeconds * factor }),
        new("end of a job", (times, factor) => times with { EndSeconds = times.EndSeconds * factor }),
        new("CPU seconds a scene, or threads of a core", (times, factor) => times with { ThreadsOfACore = times.ThreadsOfACore * factor }),
        new("network", (times, factor) => times with { NetworkShare = times.NetworkShare * factor }),
        new("spread of scenes", (times, factor) => times with { SceneSpread = times.SceneSpread * factor }),
        new("stragglers", (times, factor) => times with { StragglerShare = times.StragglerShare * factor }),
        new("slowness of stragglers", (times, factor) => times with { StragglerFactor = 1 + ((times.StragglerFactor - 1) * factor) }),
        new("instances lost", (times, factor) => times with { LostInstances = times.LostInstances * factor }),
        new("units tried again", (times, factor) => times with { FailedUnits = times.FailedUnits * factor }),
        new("page of the catalog", (times, factor) => times with { SecondsOfAPage = times.SecondsOfAPage * factor }),
        new("aggregation of a unit", (times, factor) => times with { AggregateSecondsOfAUnit = times.AggregateSecondsOfAUnit * factor }),
    ];

    static readonly double[] Factors = [0.5, 2];

    /// <summary>Shares of tiles with data of the twelve Sentinel-2 items, from as many places, that the tests read.</summary>
    static readonly double[] RealShares = [1, 0.521, 1, 0.729, 0.731, 0.991, 0.24, 1, 0.07, 0.646, 1, 1];

    public static IEnumerable<string> Lines(IReadOnlyList<WorldCase> cases, int seed)
    {
        yield return $"\n| minutes, 90th percentile | {string.Join(" | ", cases.Select(Title))} |";
        yield return $"|---|{string.Concat(Enumerable.Repeat("---|", cases.Count))}";
        yield return Row("as assumed", cases.Select(run => Minutes(run.Run(seed))));
        foreach (var figure in Figures)
            yield return Row($"{figure.Name}: half / twice", cases.Select(run => string.Join(
                " / ", Factors.Select(factor => Minutes((run with { Times = figure.With(run.Times, factor) }).Run(seed))))));
        var random = new Random(seed);
        yield return Row("data as in twelve real items, 74 % of a tile on average", cases.Select(run => Minutes(
            (run with { Shares = random.GetItems(RealShares, run.Tiles) }).Run(seed))));
    }

    static string Title(WorldCase run) => string.Create(CultureInfo.InvariantCulture, $"{run.Resolution} m on {run.Instances}");

    static string Minutes(WorldResult result) => result.Minutes.ToString("0.0", CultureInfo.InvariantCulture);

    static string Row(string name, IEnumerable<string> cells) => $"| {name} | {string.Join(" | ", cells)} |";
}
