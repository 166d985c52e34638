using System.Diagnostics;
using System.Globalization;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// What a whole process took, as the operating system counts it: seconds of wall clock and of all cores, and its largest memory in MB.
/// </summary>
internal sealed record Cost(double Wall, double Cpu, double PeakMegabytes)
{
    /// <summary>The run whose wall time is the middle one.</summary>
    public static Cost Median(IEnumerable<Cost> runs) => runs.OrderBy(r => r.Wall).ToList() is var sorted ? sorted[(sorted.Count - 1) / 2]
        : null!;
}

/// <summary>Runs a command to its end under GNU time.</summary>
internal static class Timed
{
    /// <exception cref="InvalidOperationException">the command failed; what it said is in the message.</exception>
    public static Cost Run(IReadOnlyDictionary<string, string> variables, string command, params string[] arguments)
    {
        var figures = Path.GetTempFileName();
        var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%e %U %S %M", "-o", figures, command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException(
            $"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{errors.Result}");
        var numbers = File.ReadAllText(figures).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        File.Delete(figures);
        return new(numbers[0], numbers[1] + numbers[2], numbers[3] / 1024);
    }

    public static Cost Run(string command, params string[] arguments) => Run(new Dictionary<string, string>(), command, arguments);
}
