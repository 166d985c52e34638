using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Vegetation.Bench.Scenes;
using Vegetation.Functions;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;

namespace Vegetation.Bench.Search;

/// <summary>
/// A search of the whole Earth and its plan, by the functions as they are hosted, in a process of their own that is measured.
/// </summary>
internal static class SearchBench
{
    /// <summary>How often each of 20,300 tiles is seen: three times in a week, 50 times make a million scenes.</summary>
    static readonly int[] Passes = [3, 6, 12, 25, 50];

    public static int Run(BenchOptions options)
    {
        Console.WriteLine("scenes    slices  search s  wall s  own CPU s  peak MB  largest state  failed pages");
        foreach (var passes in Passes.Where(p => options.Only is null || p.ToString(CultureInfo.InvariantCulture) == options.Only))
        {
            var seconds = Contestants(options).Select(slices => Measure(World.Of(passes), slices, options.LatencyMs)).ToList();
            if (seconds.Count > 1)
                Console.WriteLine(FormattableString.Invariant($"side by side {seconds[0] / seconds[^1]:0.0} times as fast"));
        }
        return 0;
    }

    /// <summary>Side by side and one after the other, where a page has a latency that could hide.</summary>
    static IEnumerable<int> Contestants(BenchOptions options) =>
        options.Slices is { } slices ? [slices] : options.LatencyMs > 0 ? [1, CatalogDirectory.MaxRequestsAtOnce]
        : [CatalogDirectory.MaxRequestsAtOnce];

    /// <returns>The seconds of the search.</returns>
    static double Measure(World world, int slices, int latencyMs)
    {
        var folder = Directory.CreateTempSubdirectory("bench-search-");
        try
        {
            using var server = new WorldServer(world, folder.FullName, latencyMs);
            var said = Path.Combine(folder.FullName, "said");
            var variables = new Dictionary<string, string>(server.Bucket.Variables) { ["SEARCH_SLICES"] = $"{slices}" };
            var cost = Timed.Run(
                variables, "dotnet", typeof(SearchBench).Assembly.Location, "search-once", world.Request(server.Catalog), said);
            var figures = File.ReadAllLines(said);
            var seconds = double.Parse(figures[0], CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{world.Scenes,9:N0} {slices,6} {seconds,9:0.0} {cost.Wall,7:0.0} {cost.Cpu,10:0.0} {cost.PeakMegabytes,8:0} "
                + $"{figures[1],14} {server.Failures,13}"));
            return seconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The state machine's part: search until there is no cursor, then plan. Each call has a Lambda's quarter of an hour.
    /// </summary>
    public static async Task<int> Once(string request, string said)
    {
        var state = $$"""{"request":{{request}},"executionName":"world","startedAt":"2024-06-01T00:00:00Z"}""";
        var (largest, watch) = (0, Stopwatch.StartNew());
        do state = await Call("SearchScenes", state);
        while (JsonNode.Parse(state)!["cursor"] is not null);
        var seconds = watch.Elapsed.TotalSeconds;
        state = await Call("BuildManifests", $$"""{{state[..^1]}},"quota":{"instances":500} }""");
        var summary = JsonNode.Parse(state)!["summary"]!;
        if ((int)summary["units"]! < 10_000) throw new InvalidOperationException($"only {summary} was planned");
        await File.WriteAllLinesAsync(said, [seconds.ToString(CultureInfo.InvariantCulture), $"{largest:N0} B"]);
        return 0;

        async Task<string> Call(string function, string state)
        {
            var handler = Handlers.Create(function, FunctionSettings.FromEnvironment(), TimeProvider.System);
            var answer = await handler(
                new Invocation("1", Encoding.UTF8.GetBytes(state), DateTimeOffset.UtcNow.AddMinutes(15), null), CancellationToken.None);
            largest = Math.Max(largest, answer.Length);
            return Encoding.UTF8.GetString(answer);
        }
    }
}
