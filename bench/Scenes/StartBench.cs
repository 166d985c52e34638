using System.Diagnostics;
using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>How long the worker's process takes until its first request for a file arrives: nothing of a job can be done before.</summary>
internal static class StartBench
{
    public static async Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        List<double> seconds = [];
        for (var round = 0; round < options.Rounds; round++) seconds.Add(await Start(root, scene, options));
        seconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"start to first request, {seconds.Count} rounds: least {seconds[0]:0.000} s, middle {seconds[seconds.Count / 2]:0.000} s"));
        return 0;
    }

    static async Task<double> Start(string root, FullScene scene, BenchOptions options)
    {
        using var server = new RangeServer(scene.Folder, ServerLimits.None);
        var worker = new WorkerRun(Path.Combine(root, "start"), [FullScene.Unit(server.Address, 0, options with { Resolution = 160 })]);
        var clock = Stopwatch.StartNew();
        var run = Task.Run(() => worker.Run());
        while (server.Requests == 0 && !run.IsCompleted) Thread.Sleep(1);
        var first = clock.Elapsed.TotalSeconds;
        await run;
        return first;
    }
}
