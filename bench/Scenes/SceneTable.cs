using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// The table of contestants that took turns: medians, then the least of all rounds, since what other work on the machine adds is never
/// negative; ratios of the least to that of libgdal's codecs, and the middle one of the ratios round by round.
/// </summary>
internal sealed class SceneTable
{
    static readonly string[] Columns =
        ["wall s", "CPU s", "least wall s", "least CPU s", "peak MB", "file MB", "least wall/floor", "least CPU/floor",
            "CPU/floor by rounds"];

    public SceneTable() => Print("one scene, whole process", Columns);

    /// <param name="floor">The runs of libgdal's codecs in the same rounds; null = they did not run.</param>
    public void Add(string name, List<Cost> runs, long bytes, List<Cost>? floor)
    {
        var median = Cost.Median(runs);
        Print(name,
            [Figure(median.Wall), Figure(median.Cpu), Figure(runs.Min(run => run.Wall)), Figure(runs.Min(run => run.Cpu)),
                Figure(median.PeakMegabytes, "0"), Figure(bytes / 1e6, "0.0"),
                .. floor is null ? ["-", "-", "-"] : Ratios(runs, floor)]);
    }

    static string[] Ratios(List<Cost> runs, List<Cost> floor) =>
    [
        Figure(runs.Min(run => run.Wall) / floor.Min(run => run.Wall)), Figure(runs.Min(run => run.Cpu) / floor.Min(run => run.Cpu)),
        // both runs of a round saw the same machine
        Figure(runs.Zip(floor, (a, b) => a.Cpu / b.Cpu).Order().ElementAt((runs.Count - 1) / 2)),
    ];

    static string Figure(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);

    static void Print(string name, string[] cells) =>
        Console.WriteLine($"{name,-30}" + string.Concat(Columns.Zip(cells, (column, cell) => cell.PadLeft(column.Length + 2))));
}
