using System.Globalization;

namespace Vegetation.Bench.Rehearsal;

/// <summary>
/// The Earth rehearsed: nothing is measured, the planner's own simulation of its plan is printed as tables for docs/scale.md.
/// </summary>
internal static class WorldBench
{
    static readonly int[] Fleets = [1, 2, 5, 10, 20, 50, 100, 200, 500];
    static readonly string[] Types = ["ml.m5.large", "ml.m5.xlarge", "ml.m5.2xlarge", "ml.m5.4xlarge", "ml.c5.xlarge", "ml.c5.2xlarge"];

    static readonly WorldCase Post = new(WorldCase.PostTiles, 10, 25, 20);

    /// <summary>What the deployment page promises.</summary>
    static readonly WorldCase[] Promises = [Post.With(50), (Post with { Resolution = 160 }).With(1)];

    /// <summary>A row of a table for each run.</summary>
    internal sealed record Table(string Title, IReadOnlyList<(string Name, WorldCase Run)> Rows)
    {
        public string Head => $"| {Title} | search | plan | jobs | aggregation | minutes | instance-hours | USD a run |";
    }

    public static IReadOnlyList<Table> Tables { get; } =
    [
        new("the Earth", [.. Runs().Select(run => (Title(run), run)), ($"{Title(Post)}, with a quota of 100", Post with { Quota = 100 })]),
        new("10 m by instances", [.. Fleets.Select(fleet => ($"{fleet}", Post.With(fleet)))]),
        new("160 m by instances", [.. Fleets[..6].Select(fleet => ($"{fleet}", (Post with { Resolution = 160 }).With(fleet)))]),
        new("10 m by type, 50 instances", [.. Types.Select(type => (type, Promises[0] with { InstanceType = type }))]),
    ];

    public static int Run(BenchOptions options)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seed {options.Seed}; minutes: the median, and what 9 of 10 do not exceed"));
        foreach (var table in Tables)
        {
            Console.WriteLine($"\n{table.Head}\n|---|---|---|---|---|---|---|---|");
            foreach (var (name, run) in table.Rows) Console.WriteLine(Row(name, run, options.Seed));
        }
        Console.WriteLine();
        foreach (var promise in Promises) Console.WriteLine(promise.SizeFor(20, options.Seed));
        foreach (var tiles in new[] { WorldCase.PostTiles, WorldCase.LandTiles })
            Console.WriteLine((Post with { Tiles = tiles }).SizeFor(30, options.Seed));
        foreach (var line in Sensitivity.Lines(Promises, options.Seed)) Console.WriteLine(line);
        return 0;
    }

    static IEnumerable<WorldCase> Runs() =>
        from tiles in new[] { WorldCase.PostTiles, WorldCase.LandTiles }
        from metres in new[] { 10, 40, 160 }
        from instances in metres == 10 ? new[] { 500, 50 } : metres == 40 ? [50, 10] : [10, 1]
        select (Post with { Tiles = tiles, Resolution = metres }).With(instances);

    static string Title(WorldCase run) => string.Create(
        CultureInfo.InvariantCulture, $"{run.Tiles:N0} tiles, {run.Resolution} m, {run.Jobs} x {run.InstancesPerJob}");

    public static string Row(string name, WorldCase run, int seed)
    {
        var (range, cost) = run.Run(seed);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {range.Median(r => r.Search):0.0} | {range.Median(r => r.Plan):0.0} | {range.Median(r => r.Jobs):0.0} | "
            + $"{range.Median(r => r.Aggregation):0.0} | {range.Median(r => r.Minutes):0.0} / {range.Likely(r => r.Minutes):0.0} | "
            + $"{range.Likely(r => r.InstanceHours):0.0} | {cost.Usd:0.00} |");
    }
}
