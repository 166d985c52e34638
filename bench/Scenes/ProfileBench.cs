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
        Timed.Run("sh", "-c", $"perf report -i '{data}' --stdio --sort dso,sym -n -t ';' > '{listing}' 2> /dev/null");
        var groups = new ProfileGroups();
        Print($"{scenes} scenes at {options.Resolution} m", [.. File.ReadLines(listing).Select(groups.Of).OfType<ProfileShare>()]);
        return Task.FromResult(0);
    }

    static void Print(string title, List<ProfileShare> shares)
    {
        var total = shares.Sum(share => share.Samples);
        Line(title, total, total);
        foreach (var group in shares.GroupBy(share => share.Group).OrderByDescending(group => group.Sum(share => share.Samples)))
        {
            Line(group.Key, group.Sum(share => share.Samples), total);
            var parts = group.GroupBy(share => share.Part).Select(part => (Name: part.Key, Samples: part.Sum(share => share.Samples)));
            foreach (var (name, samples) in parts.Where(part => part.Name != "" && part.Samples > total / 200).OrderByDescending(part =>
                part.Samples)) Line($"    {name}", samples, total);
        }
    }

    static void Line(string name, int samples, int total) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name,-50}{samples / (double)SamplesPerSecond,7:0.000} s{100.0 * samples / total,7:0.0} %"));
}
