using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>Many scenes by one worker, served at full speed and as slowly as S3: fetching has to hide behind computing.</summary>
internal static class StreamBench
{
    const int UsualScenes = 6; // at 10 m; at 20 m twice as many, and so on, or the start of the process counts too much

    static readonly string[] Columns =
        ["scenes", "wall s", "CPU s", "peak MB", "wall s/scene", "without first fetch", "CPU s/scene", "wall x cores / CPU", "MB/scene",
            "requests/scene"];

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        PrintRow($"stream at {options.Resolution} m", Columns);
        for (var round = 0; round < options.Rounds; round++)
        {
            PrintRow("full speed", Measure(root, scene, ServerLimits.None, options));
            PrintRow("25 ms, 60 MB/s a connection", Measure(root, scene, ServerLimits.LikeS3, options));
        }
        return Task.FromResult(0);
    }

    static IEnumerable<string> Measure(string root, FullScene scene, ServerLimits limits, BenchOptions options)
    {
        using var server = new RangeServer(scene.Folder, limits);
        var scenes = options.Scenes ?? UsualScenes * options.Resolution / 10;
        var units = Enumerable.Range(0, scenes).Select(i => FullScene.Unit(server.Address, i, options)).ToList();
        var worker = new WorkerRun(Path.Combine(root, "stream"), units);
        var cost = worker.Run();
        var records = units.Select(worker.Record).ToList();
        var hidden = cost.Wall - records[0].Seconds!.Fetch; // nothing computes yet that could hide the first
        (double Figure, string Format)[] figures =
        [
            (scenes, "0"), (cost.Wall, "0.00"), (cost.Cpu, "0.00"), (cost.PeakMegabytes, "0"), (cost.Wall / scenes, "0.000"),
            (hidden / scenes, "0.000"), (cost.Cpu / scenes, "0.000"), (cost.Wall * Environment.ProcessorCount / cost.Cpu, "0.00"),
            (records.Average(record => record.BytesRead) / 1e6, "0.0"), (server.Requests / (double)scenes, "0.0"),
        ];
        return figures.Select(figure => figure.Figure.ToString(figure.Format, CultureInfo.InvariantCulture));
    }

    static void PrintRow(string name, IEnumerable<string> cells) =>
        Console.WriteLine($"{name,-30}" + string.Concat(Columns.Zip(cells, (column, cell) => cell.PadLeft(column.Length + 2))));
}
