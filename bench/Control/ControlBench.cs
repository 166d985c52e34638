using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Bench.Aggregation;
using Vegetation.Bench.Scenes;
using Vegetation.Bench.Search;
using Vegetation.Core.Work;

namespace Vegetation.Bench.Control;

/// <summary>
/// Search, plan and aggregation of more and more work units, each function in a process of its own: time, memory and requests, and how they
/// grow. Catalog and S3 are stand-ins in this process, whose speed the seconds contain. The heap of each is held to what the function's
/// memory leaves it: one that needs more fails.
/// </summary>
internal static class ControlBench
{
    static readonly int[] Sizes = [1_000, 10_000, 100_000];

    /// <summary>Of a function's memory; GDAL's rasters and the runtime itself take the rest.</summary>
    const double ShareOfHeap = 0.6;

    /// <param name="Longest">Seconds of its longest call; Lambda ends one after 15 minutes.</param>
    sealed record Row(string Stage, int Units, Cost Cost, long Requests, int Calls, double Longest, int StateBytes);

    public static async Task<int> Run(BenchOptions options)
    {
        Console.WriteLine("| stage | work units | wall s | CPU s | peak MB | requests a unit | calls | longest call s | state B |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var rows = new List<Row>();
        foreach (var units in options.Scenes is { } one ? [one] : Sizes)
        {
            if (IsWanted("search")) rows.AddRange(SearchAndPlan(units));
            if (IsWanted("aggregate")) rows.AddRange(await Finished(units));
        }
        foreach (var stage in rows.GroupBy(row => row.Stage).Where(stage => stage.Count() > 1)) PrintGrowth([.. stage]);
        return 0;

        bool IsWanted(string stage) => options.Only is null || options.Only == stage;
    }

    /// <summary>A unit of each scene that is found.</summary>
    static List<Row> SearchAndPlan(int units)
    {
        var folder = Directory.CreateTempSubdirectory("bench-control-");
        try
        {
            var world = new World(units);
            using var server = new WorldServer(world, folder.FullName, latencyMs: 0);
            var request = JsonNode.Parse(world.Request(server.Catalog))!.AsObject();
            (request["selection"], request["maxCloudCover"]) = ("all", 100);
            var state = new JsonObject { ["request"] = request, ["executionName"] = "world", ["startedAt"] = "2024-06-01T00:00:00Z" };
            var searched = Stage(FunctionSize.SearchScenes, units, server.Bucket, state.ToJsonString(), out var after);
            after = $$"""{{after[..^1]}},"quota":{"instances":500} }""";
            return [searched, Stage(FunctionSize.BuildManifests, units, server.Bucket, after, out _)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>After the jobs: what has no record is looked for, and there is nothing; then all is aggregated.</summary>
    static async Task<List<Row>> Finished(int units)
    {
        var folder = Directory.CreateTempSubdirectory("bench-control-");
        try
        {
            using var bucket = new BucketServer(folder.FullName);
            await Task.Run(new FinishedRun(bucket, units).Write);
            var planned = Stage(
                FunctionSize.BuildManifests, units, bucket, """{"runId":"world","attempt":3,"jobs":[]}""", out var after);
            return
            [
                planned with { Stage = "BuildManifests after the jobs" },
                Stage(FunctionSize.AggregateOutputs, units, bucket, after, out _),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Row Stage(FunctionSize size, int units, BucketServer bucket, string before, out string after)
    {
        var (file, function) = (Path.GetTempFileName(), size.Function);
        File.WriteAllText(file, before);
        var (earlier, kinds) = (bucket.Requests, bucket.Kinds.ToDictionary());
        var variables = bucket.Variables;
        variables["DOTNET_GCHeapHardLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"0x{(long)(ShareOfHeap * size.MemoryMb) << 20:X}");
        var cost = Timed.Run(
            variables, "dotnet", typeof(ControlBench).Assembly.Location, "control-stage", function, $"{size.Minutes}", file);
        var said = File.ReadAllLines(file);
        File.Delete(file);
        after = said[0];
        var row = new Row(function, units, cost, bucket.Requests - earlier, int.Parse(said[1], CultureInfo.InvariantCulture),
            double.Parse(said[2], CultureInfo.InvariantCulture), after.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {function} | {units:N0} | {cost.Wall:0.0} | {cost.Cpu:0.0} | {cost.PeakMegabytes:0} | "
            + $"{row.Requests / (double)units:0.00} | {row.Calls} | {row.Longest:0.0} | {row.StateBytes:N0} |"));
        if (after.Contains("refused", StringComparison.Ordinal)) Console.WriteLine($"  {after}");
        else if (after.Contains("\"failed\":", StringComparison.Ordinal)) Console.Error.WriteLine($"  {after}");
        foreach (var (kind, count) in bucket.Kinds.OrderByDescending(kind => kind.Value))
            if (count - kinds.GetValueOrDefault(kind) is > 0 and var own)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {own / (double)units,8:0.0000} {kind}"));
        return row;
    }

    /// <summary>The power of the number of units with which a figure grows between the last two sizes, and a million by that.</summary>
    static void PrintGrowth(IReadOnlyList<Row> rows)
    {
        const int million = 1_000_000;
        var (smaller, larger) = (rows[^2], rows[^1]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{larger.Stage}: CPU grows as units^{Power(row => row.Cost.Cpu):0.00}, memory as "
            + $"units^{Power(row => row.Cost.PeakMegabytes):0.00}; a million by that: {At(row => row.Cost.Cpu):N0} CPU s, "
            + $"{At(row => row.Cost.PeakMegabytes):N0} MB"));

        double Power(Func<Row, double> figure) =>
            Math.Log(figure(larger) / figure(smaller)) / Math.Log((double)larger.Units / smaller.Units);

        double At(Func<Row, double> figure) => figure(larger) * Math.Pow((double)million / larger.Units, Power(figure));
    }
}
