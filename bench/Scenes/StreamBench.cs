namespace Vegetation.Bench.Scenes;

/// <summary>Several scenes one after the other, served at full speed and as slowly as S3: fetching has to hide behind computing.</summary>
internal static class StreamBench
{
    const int UsualScenes = 6;

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        Console.WriteLine(
            $"{"stream of scenes",-34}{"wall s",8}{"CPU s",8}{"peak MB",9}{"s a scene",11}{"s a scene, first fetch left out",33}");
        for (var round = 0; round < options.Rounds; round++)
        {
            Measure(root, scene, "full speed", ServerLimits.None, options.Scenes ?? UsualScenes);
            Measure(root, scene, "25 ms, 60 MB/s a connection", ServerLimits.LikeS3, options.Scenes ?? UsualScenes);
        }
        return Task.FromResult(0);
    }

    static void Measure(string root, FullScene scene, string name, ServerLimits limits, int scenes)
    {
        using var server = new RangeServer(scene.Folder, limits);
        var units = Enumerable.Range(0, scenes).Select(i => FullScene.Unit(server.Address, i)).ToList();
        var worker = new WorkerRun(Path.Combine(root, "stream"), units);
        var cost = worker.Run();
        var hidden = (cost.Wall - worker.Record(units[0]).Seconds!.Fetch) / scenes; // nothing computes yet that could hide the first
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-34}{cost.Wall,8:0.00}{cost.Cpu,8:0.00}{cost.PeakMegabytes,9:0}{cost.Wall / scenes,11:0.00}{hidden,33:0.00}"));
    }
}
