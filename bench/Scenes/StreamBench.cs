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
        var stream = StreamCost.Measure(root, scene, limits, options, options.Scenes ?? UsualScenes * options.Resolution / 10);
        (double Figure, string Format)[] figures =
        [
            (stream.Scenes, "0"), (stream.Cost.Wall, "0.00"), (stream.Cost.Cpu, "0.00"), (stream.Cost.PeakMegabytes, "0"),
            (stream.WallOfOne, "0.000"), ((stream.Cost.Wall - stream.FirstFetch) / stream.Scenes, "0.000"), (stream.CpuOfOne, "0.000"),
            (stream.Cost.Wall * Environment.ProcessorCount / stream.Cost.Cpu, "0.00"), (stream.BytesOfOne / 1e6, "0.0"),
            (stream.RequestsOfOne, "0.0"),
        ];
        return figures.Select(figure => figure.Figure.ToString(figure.Format, CultureInfo.InvariantCulture));
    }

    static void PrintRow(string name, IEnumerable<string> cells) =>
        Console.WriteLine($"{name,-30}" + string.Concat(Columns.Zip(cells, (column, cell) => cell.PadLeft(column.Length + 2))));
}
