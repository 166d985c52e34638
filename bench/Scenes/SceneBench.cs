using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// One full scene, whole processes, in turns: this project's worker, the post's way, gdal_calc, and the floor of the codecs.
/// </summary>
internal static class SceneBench
{
    sealed record Contestant(string Name, Func<long> OutputBytes, Func<Cost> Run);

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        using var server = new RangeServer(scene.Folder, ServerLimits.None);
        var unit = FullScene.Unit(server.Address, 0, options);
        var worker = new WorkerRun(Path.Combine(root, "worker"), [unit]);
        var zstd = new WorkerRun(Path.Combine(root, "worker-zstd"), [unit with { Output = new(OutputCompression.Zstd) }]);
        worker.Run();
        var contestants = Workers(worker, zstd, unit).ToList();
        if (options is { Resolution: 10, Indices: ["ndvi"], Composite: CompositeRule.None }) // the others know nothing else
        {
            Floor.Prepare(scene.Folder, worker.Raster(unit));
            contestants.AddRange(Others(scene.Folder));
        }
        contestants.RemoveAll(contestant => options.Only is { } only && !contestant.Name.Contains(only));
        var costs = contestants.ToDictionary(c => c.Name, _ => new List<Cost>());
        for (var round = 0; round < options.Rounds; round++)
            foreach (var contestant in contestants) costs[contestant.Name].Add(contestant.Run());
        PrintTable(contestants, costs);
        PrintPhases(worker.Record(unit));
        return Task.FromResult(0);
    }

    static long Length(string file) => new FileInfo(file).Length;

    static IEnumerable<Contestant> Workers(WorkerRun worker, WorkerRun zstd, WorkUnit unit) =>
    [
        new("worker, DEFLATE 1", () => Length(worker.Raster(unit)), worker.Run),
        new("worker, ZSTD 1", () => Length(zstd.Raster(unit)), zstd.Run),
    ];

    static IEnumerable<Contestant> Others(string folder)
    {
        string In(string name) => Path.Combine(folder, name);
        var bench = Path.Combine(AppContext.BaseDirectory, "bench.dll");
        foreach (var (compression, level) in new[] { ("DEFLATE", "1"), ("DEFLATE", "6"), ("ZSTD", "1") })
            yield return new($"floor, {compression} {level}", () => Floor.OutputBytes(folder, compression, level),
                () => Timed.Run("dotnet", bench, "floor", folder, compression, level));
        yield return new("post's way, xarray", () => Length(In("post.tif")),
            () => Timed.Run("/usr/bin/python3", Path.Combine("bench", "Scenes", "post.py"), folder, In("post.tif")));
        yield return new("gdal_calc, no mask", () => Length(In("calc.tif")),
            () => Timed.Run("gdal_calc.py", "--quiet", "--overwrite", "--type=Float32",
            "-A", In("B04.tif"), "-B", In("B08.tif"), "--calc=(B.astype(float32)-A)/(B.astype(float32)+A)", $"--outfile={In("calc.tif")}"));
    }

    static void PrintTable(List<Contestant> contestants, Dictionary<string, List<Cost>> costs)
    {
        Console.WriteLine(
            $"{"one scene, whole process",-26}{"wall s",8}{"CPU s",8}{"peak MB",9}{"file MB",9}"
            + $"{"wall, first = 1",17}{"CPU, first = 1",16}");
        var first = costs[contestants[0].Name];
        foreach (var contestant in contestants)
        {
            var runs = costs[contestant.Name];
            var (median, megabytes) = (Cost.Median(runs), contestant.OutputBytes() / 1e6);
            Console.WriteLine(
                $"{contestant.Name,-26}{median.Wall,8:0.00}{median.Cpu,8:0.00}{median.PeakMegabytes,9:0}{megabytes,9:0}"
                + $"{Ratio(runs, first, c => c.Wall),17:0.00}{Ratio(runs, first, c => c.Cpu),16:0.00}");
        }
    }

    /// <summary>The middle one of the ratios round by round: both runs of a round saw the same machine.</summary>
    static double Ratio(List<Cost> runs, List<Cost> others, Func<Cost, double> figure) =>
        runs.Zip(others, (a, b) => figure(a) / figure(b)).Order().ElementAt((runs.Count - 1) / 2);

    static void PrintPhases(UnitRecord record) => Console.WriteLine(
        $"the worker's last run: fetch {record.Seconds!.Fetch:0.00} s, compute {record.Seconds.Compute:0.00} s, write "
        + $"{record.Seconds.Write:0.00} s; {record.BytesRead / 1e6:0.0} MB read");
}
