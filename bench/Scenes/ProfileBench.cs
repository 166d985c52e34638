using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// Where the worker's CPU time goes, by the kernel's sampling profiler, grouped by what the code is for. Naming what the runtime compiles
/// costs some of the time itself, so shares are to be trusted, and those of the runtime least.
/// </summary>
internal static class ProfileBench
{
    const int SamplesPerSecond = 997; // no multiple of what timers do

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        using var server = new RangeServer(scene.Folder, ServerLimits.None);
        var scenes = options.Scenes ?? 1;
        var units = Enumerable.Range(0, scenes).Select(number => FullScene.Unit(server.Address, number, options)).ToList();
        var (worker, data) = (new WorkerRun(Path.Combine(root, "profiled"), units), Path.Combine(root, "perf.data"));
        worker.Run("perf", "record", "-q", "-e", "cpu-clock", "-F", $"{SamplesPerSecond}", "-o", data, "--");
        units.ForEach(unit => worker.Record(unit));
        var listing = Path.Combine(root, "perf.txt");
        Timed.Run("sh", "-c", $"perf script -i '{data}' -F ip,sym,dso > '{listing}' 2> /dev/null");
        Print($"{scenes} scenes at {options.Resolution} m", [.. File.ReadLines(listing).Select(ProfileGroups.Of)]);
        return Task.FromResult(0);
    }

    static void Print(string title, List<(string Group, string Part)> samples)
    {
        double total = samples.Count;
        Line($"{title}: {total / SamplesPerSecond:0.00} CPU s");
        foreach (var group in samples.GroupBy(sample => sample.Group).OrderByDescending(group => group.Count()))
        {
            Line($"{group.Key,-34}{group.Count() / (double)SamplesPerSecond,7:0.000} s{100 * group.Count() / total,7:0.0} %");
            foreach (var part in group.GroupBy(sample => sample.Part).Where(part => part.Key != "" && part.Count() > total / 200)
                .OrderByDescending(part => part.Count()))
                Line($"    {part.Key,-38}{part.Count() / (double)SamplesPerSecond,7:0.000} s{100 * part.Count() / total,7:0.0} %");
        }
    }

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
