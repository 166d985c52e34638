using System.Diagnostics;

namespace Vegetation.Bench.Soak;

/// <summary>The outcome of a round: how often the run was started, and what is wrong with what it left, if anything.</summary>
/// <param name="Landed">Disturbances that hit a running run; the others came after its end, or waited for a process that never
/// existed.</param>
internal sealed record RoundResult(int Starts, int Landed, IReadOnlyList<string> Violations);

/// <summary>
/// One run, disturbed in its first starts and then started again until it ends. Whatever happened to it, no start shows a stack trace or
/// hangs, and after its end no process of it is left.
/// </summary>
internal sealed class SoakRound(string program, string folder, string request, TimeSpan undisturbed)
{
    const int MostStartsInPeace = 4;
    static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(15), Look = TimeSpan.FromMilliseconds(20);

    readonly RunProcesses processes = new(folder);
    readonly List<string> violations = [];
    int starts, landed;

    /// <summary>Longer than any wait of a run that is not stuck.</summary>
    TimeSpan HangLimit => undisturbed * 10 + TimeSpan.FromMinutes(2);

    public async Task<RoundResult> Run(IReadOnlyList<IReadOnlyList<Injection>> plan)
    {
        var ended = false;
        foreach (var injections in plan)
            if (!ended) ended = await Start(injections);
        for (var peace = 0; !ended && peace < MostStartsInPeace && violations.Count == 0; peace++) ended = await Start([]);
        if (!ended && violations.Count == 0) violations.Add($"it has not ended after {starts} starts");
        await RequireNoProcess();
        return new(starts, landed, violations);
    }

    /// <returns>Whether the run ended as it should: exit code 0.</returns>
    async Task<bool> Start(IReadOnlyList<Injection> injections)
    {
        starts++;
        using var start = new RunStart(program, folder, request);
        var disturbances = injections.Select(injection => Disturb(start, injection)).ToList();
        if (!await start.WaitForExit(HangLimit))
        {
            violations.Add($"start {starts} hangs: {start.Lines.LastOrDefault()}");
            processes.KillAll();
            await start.WaitForExit(HangLimit);
        }
        await Task.WhenAll(disturbances);
        if (start.ShowsItsStack)
            violations.Add($"start {starts}, exit code {start.ExitCode}, shows a stack trace; see {folder}/logs/soak.log");
        var log = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName, "soak.log");
        await File.AppendAllLinesAsync(log, [$"start {starts}: exit code {start.ExitCode}", .. start.Lines]);
        return start.ExitCode == 0;
    }

    async Task Disturb(RunStart start, Injection injection)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < undisturbed * injection.When && !start.HasEnded) await Task.Delay(Look);
        if (start.HasEnded) return;
        var id = injection.IsSignal ? await Appears(injection.Target, start) : null;
        if (injection.IsSignal && id is null) return;
        Interlocked.Increment(ref landed);
        if (injection.Method == Method.FillDisk) await FillDisk(injection);
        else if (injection.Method == Method.StartTwice) await StartTwice();
        else await processes.Strike(id!.Value, injection);
    }

    /// <summary>The process to strike, which may not be there yet.</summary>
    async Task<int?> Appears(Target target, RunStart start)
    {
        while (!start.HasEnded)
        {
            if (processes.Of(target) is [var first, ..]) return first;
            await Task.Delay(Look);
        }
        return null;
    }

    async Task FillDisk(Injection injection)
    {
        using var filler = SmallDisk.Fill(folder, kilobytesLeft: (int)(injection.Seconds * 100));
        await Task.Delay(TimeSpan.FromSeconds(injection.Seconds));
    }

    async Task StartTwice()
    {
        using var second = new RunStart(program, folder, request);
        if (!await second.WaitForExit(HangLimit)) violations.Add("a second start beside the first hangs");
        else if (second.ShowsItsStack) violations.Add("a second start beside the first shows a stack trace");
    }

    async Task RequireNoProcess()
    {
        var clock = Stopwatch.StartNew();
        while (processes.All().Count > 0 && clock.Elapsed < OrphanGrace) await Task.Delay(Look);
        violations.AddRange(processes.All().Select(process => $"a process is left: {process.Command}"));
        processes.KillAll();
    }
}
