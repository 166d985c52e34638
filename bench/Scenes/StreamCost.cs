namespace Vegetation.Bench.Scenes;

/// <summary>What one worker took for many scenes, one after the other or side by side as it sees fit.</summary>
/// <param name="FirstFetch">Seconds: nothing computes yet that could hide it.</param>
internal sealed record StreamCost(int Scenes, Cost Cost, double FirstFetch, double BytesOfOne, double RequestsOfOne)
{
    public double WallOfOne => Cost.Wall / Scenes;
    public double CpuOfOne => Cost.Cpu / Scenes;

    public static StreamCost Measure(string root, FullScene scene, ServerLimits limits, BenchOptions options, int scenes)
    {
        using var server = new RangeServer(scene.Folder, limits);
        var units = Enumerable.Range(0, scenes).Select(i => FullScene.Unit(server.Address, i, options)).ToList();
        var worker = new WorkerRun(Path.Combine(root, "stream"), units);
        var cost = worker.Run();
        var records = units.Select(worker.Record).ToList();
        return new(scenes, cost, records[0].Seconds!.Fetch, records.Average(record => record.BytesRead), server.Requests / (double)scenes);
    }
}
