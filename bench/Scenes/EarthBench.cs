using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// The Earth in a week, 8,581 scenes, by samples: whole streams served as S3 serves (25 ms, 60 MB/s a connection), each with the start of
/// its process, extrapolated with their spread. What other machines would take is arithmetic over the same figures.
/// </summary>
internal static class EarthBench
{
    const int Scenes = 8581; // of the AWS post's week
    const double SecondsOfCpuByThread = 1.6; // two threads of a core in place of two cores, at worst

    static readonly (string Name, int Threads, double BytesPerSecond)[] Machines =
        [("4 vCPU, 1.25 Gbit/s", 4, 1.25e9 / 8), ("16 vCPU, 10 Gbit/s", 16, 10e9 / 8)];

    public static Task<int> Run(BenchOptions options)
    {
        var root = Directory.CreateDirectory(Path.Combine("artifacts", "bench")).FullName;
        var scene = FullScene.Prepare(root);
        foreach (var (metres, usual) in new[] { (40, 96), (160, 384) }) // of 429 that each of 20 instances has
        {
            var samples = Enumerable.Range(0, options.Rounds).Select(_ =>
                StreamCost.Measure(root, scene, ServerLimits.LikeS3, options with { Resolution = metres }, options.Scenes
                    ?? usual)).ToList();
            Print(metres, samples);
        }
        return Task.FromResult(0);
    }

    static void Print(int metres, List<StreamCost> samples)
    {
        var (cpu, one, peak) = (samples.Average(sample => sample.CpuOfOne), samples[0], samples.Max(sample => sample.Cost.PeakMegabytes));
        var (megabytes, requests) = (one.BytesOfOne / 1e6, one.RequestsOfOne);
        Line($"{metres} m: {samples.Count} samples of {one.Scenes} scenes, {megabytes:0.0} MB, {requests:0.0} requests");
        Line($"  CPU s a scene  {Spread(samples, sample => sample.CpuOfOne)}, peak MB {peak:0}");
        Line($"  wall s a scene {Spread(samples, sample => sample.WallOfOne)} on {Environment.ProcessorCount} cores here");
        Line($"  the Earth here: {Spread(samples, sample => sample.WallOfOne * Scenes / 60)} minutes");
        // on AWS also about 5 minutes until a job's instances compute
        foreach (var (name, threads, network) in Machines)
            foreach (var machines in new[] { 1, 10 })
            {
                var compute = cpu * SecondsOfCpuByThread * Scenes / threads / machines / 60;
                var fetch = one.BytesOfOne * Scenes / network / machines / 60;
                var longer = Math.Max(compute, fetch);
                Line($"  by arithmetic, {machines} x {name}: computing {compute:0.0} minutes, network {fetch:0.0}, so {longer:0.0}");
            }
    }

    static string Spread(List<StreamCost> samples, Func<StreamCost, double> figure) =>
        FormattableString.Invariant($"{samples.Average(figure):0.000} ({samples.Min(figure):0.000} to {samples.Max(figure):0.000})");

    static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
