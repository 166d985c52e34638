using System.Globalization;

namespace Vegetation.Bench.Soak;

/// <summary>The programs of a run, by a word of their command lines.</summary>
internal enum Target { Run, Worker, Bucket, Function, Interpreter }

/// <summary>What is done to a run: signals to one of its processes, a full disk for a while, a second start beside it.</summary>
internal enum Method { Kill, Terminate, Pause, PauseAndKill, FillDisk, StartTwice }

/// <summary>One disturbance of one start.</summary>
/// <param name="When">Since the start, as a share of what an undisturbed run takes.</param>
/// <param name="Seconds">How long a pause or a full disk lasts.</param>
internal sealed record Injection(Method Method, Target Target, double When, double Seconds)
{
    public bool IsSignal => Method is not (Method.FillDisk or Method.StartTwice);

    public override string ToString()
    {
        var what = Method switch
        {
            Method.Kill => "KILL", Method.Terminate => "TERM", Method.Pause => "STOP+CONT", Method.PauseAndKill => "STOP+KILL",
            Method.FillDisk => "disk full", _ => "second start",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{what}{(IsSignal ? $" {Target}" : "")} at {When * 100:0} %");
    }
}

/// <summary>What a round does to each of its starts that it disturbs.</summary>
internal static class RoundPlan
{
    static readonly Target[] Targets =
        [Target.Run, Target.Run, Target.Worker, Target.Worker, Target.Bucket, Target.Bucket, Target.Function, Target.Interpreter];

    static readonly Method[] Signals = [Method.Kill, Method.Kill, Method.Kill, Method.Terminate, Method.Pause, Method.PauseAndKill];

    /// <param name="canFill">Whether the round's folder is a disk of its own, which can be filled.</param>
    public static IReadOnlyList<IReadOnlyList<Injection>> Draw(Random random, bool small, bool canFill)
    {
        var starts = small ? 1 : random.Next(1, 4);
        return [.. Enumerable.Range(0, starts).Select(_ => Disturbances(random, small ? 2 : random.Next(1, 4), canFill))];
    }

    static List<Injection> Disturbances(Random random, int count, bool canFill) =>
        [.. Enumerable.Range(0, count).Select(_ => One(random, canFill)).OrderBy(injection => injection.When)];

    // Each draws the same numbers whatever becomes of them, so that a seed means the same with and without a disk of its own.
    static Injection One(Random random, bool canFill)
    {
        var (what, signal, target) = (random.Next(10), Signals[random.Next(Signals.Length)], Targets[random.Next(Targets.Length)]);
        var (when, seconds) = (random.NextDouble(), 0.2 + random.NextDouble() * 4);
        return new(what switch { 0 => Method.StartTwice, 1 or 2 when canFill => Method.FillDisk, _ => signal }, target, when, seconds);
    }
}
