using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// One full scene, whole processes, in turns: this project's worker, the post's way, gdal_calc, and the floor of the codecs.
/// </summary>
internal static class SceneBench
{
    sealed record Contestant(string Name, Func<long> OutputBytes, Func<Cost> Run)
    {
        /// <summary>The floor of libgdal's codecs that it is compared with.</summary>
        public string Floor { get; init; } = FloorName("DEFLATE", "1");
    }

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        using var server = new RangeServer(scene.Folder, ServerLimits.None);
        var unit = FullScene.Unit(server.Address, 0, options);
        var worker = new WorkerRun(Path.Combine(root, "worker"), [unit]);
        var zstd = new WorkerRun(Path.Combine(root, "worker-zstd"), [unit with { Output = new(OutputCompression.Zstd) }]);
        worker.Run();
        var zones = new WorkerRun(Path.Combine(root, "worker-zones"), [unit with { Zones = Fields.Over(FullScene.Grid, options.Zones) }]);
        var contestants = Workers(worker, zstd, zones, unit, options.Zones).ToList();
        if (options is { Resolution: 10, Indices: ["ndvi"], Composite: CompositeRule.None }) // the others know nothing else
        {
            Floor.Prepare(scene.Folder, worker.Raster(unit));
            contestants.AddRange(Others(scene.Folder));
        }
        contestants.RemoveAll(contestant => options.Only is { } only && !contestant.Name.Contains(only));
        var costs = contestants.ToDictionary(c => c.Name, _ => new List<Cost>());
        for (var round = 0; round < options.Rounds; round++)
            foreach (var contestant in contestants) costs[contestant.Name].Add(contestant.Run());
        var table = new SceneTable();
        foreach (var contestant in contestants)
        {
            var runs = costs[contestant.Name];
            table.Add(contestant.Name, runs, contestant.OutputBytes(), costs.GetValueOrDefault(contestant.Floor));
        }
        PrintPhases(worker.Record(unit));
        return Task.FromResult(0);
    }

    static string FloorName(string compression, string level) => $"floor, {compression} {level}";

    static long Length(string file) => new FileInfo(file).Length;

    static IEnumerable<Contestant> Workers(
        WorkerRun worker, WorkerRun zstd, WorkerRun zones, WorkUnit unit, int fields) =>
    [
        new("worker, DEFLATE 1", () => Length(worker.Raster(unit)), () => worker.Run()),
        new("worker, ZSTD 1", () => Length(zstd.Raster(unit)), () => zstd.Run()) { Floor = FloorName("ZSTD", "1") },
        new($"worker, {fields} zones", () => Length(zones.Raster(unit)), () => zones.Run()),
    ];

    static IEnumerable<Contestant> Others(string folder)
    {
        string In(string name) => Path.Combine(folder, name);
        var bench = Path.Combine(AppContext.BaseDirectory, "bench.dll");
        foreach (var (compression, level) in new[] { ("DEFLATE", "1"), ("DEFLATE", "6"), ("ZSTD", "1") })
            yield return new(FloorName(compression, level), () => Floor.OutputBytes(folder, compression, level),
                () => Timed.Run("dotnet", bench, "floor", folder, compression, level)) { Floor = FloorName(compression, "1") };
        foreach (var codec in new[] { "isal", "libdeflate", "zstd" })
            yield return new($"floor without GDAL, {codec}", () => Length(In($"ndvi.{codec}")),
                () => Timed.Run(Path.Combine("artifacts", "bench", "floor"), folder, codec, In($"ndvi.{codec}")))
            {
                Floor = FloorName(codec == "zstd" ? "ZSTD" : "DEFLATE", "1"),
            };
        yield return new("post's way, xarray", () => Length(In("post.tif")),
            () => Timed.Run("/usr/bin/python3", Path.Combine("bench", "Scenes", "post.py"), folder, In("post.tif")));
        yield return new("gdal_calc, no mask", () => Length(In("calc.tif")),
            () => Timed.Run("gdal_calc.py", "--quiet", "--overwrite", "--type=Float32",
            "-A", In("B04.tif"), "-B", In("B08.tif"), "--calc=(B.astype(float32)-A)/(B.astype(float32)+A)", $"--outfile={In("calc.tif")}"));
    }

    static void PrintPhases(UnitRecord record) => Console.WriteLine(
        $"the worker's last run: fetch {record.Seconds!.Fetch:0.00} s, compute {record.Seconds.Compute:0.00} s, write "
        + $"{record.Seconds.Write:0.00} s; {record.BytesRead / 1e6:0.0} MB read");
}
