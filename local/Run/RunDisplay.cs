using System.Globalization;
using Spectre.Console;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>Shows an execution: a progress bar on a terminal, otherwise a line now and then.</summary>
/// <param name="namesRun">Whether each line begins with the run: there are several.</param>
internal sealed class RunDisplay(IAnsiConsole console, TimeProvider time, bool namesRun = false)
{
    const int BarCells = 50, MaxProblems = 5;
    static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(200);

    readonly RunProgress progress = new();
    DateTimeOffset lastPlain;
    string lastState = "";

    public RunProgress Progress => progress;

    /// <summary>Runs the work and shows the events it reports.</summary>
    public async Task<ExecutionResult> Show(Func<Action<CloudEvent>, Task<ExecutionResult>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Out.IsTerminal) return await work(Plain);
        return await console.Live(new Text("")).AutoClear(true).StartAsync(live => Follow(live, work));
    }

    /// <summary>Writes a line unwrapped: the console would break long lines, and a broken path cannot be copied.</summary>
    public void Say(string line) => console.Profile.Out.Writer.WriteLine(line);

    public void Summary(ExecutionResult result, TimeSpan took)
    {
        if (progress.RunId.Length == 0) return; // it failed before there was a run
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("run", Markup.Escape(progress.RunId));
        table.AddRow("scenes found", Number(progress.ScenesFound));
        table.AddRow("jobs", Number(progress.Jobs));
        foreach (var (status, count) in progress.ByStatus.OrderBy(s => s.Key, StringComparer.Ordinal))
            table.AddRow($"scenes {status}", Number(count));
        if (progress.Megapixels > 0)
            table.AddRow("megapixels per second", progress.MegapixelsPerSecond.ToString("0.0", CultureInfo.InvariantCulture));
        table.AddRow("time", Duration(took));
        table.AddRow("largest state", $"{result.LargestPayloadBytes / 1024.0:0.0} KB");
        console.Write(table);
        foreach (var problem in progress.Problems.Take(MaxProblems)) Say(problem);
        if (progress.Problems.Count > MaxProblems)
            Say($"and {Number(progress.Problems.Count - MaxProblems)} more; the report lists all of them");
    }

    async Task<ExecutionResult> Follow(LiveDisplayContext live, Func<Action<CloudEvent>, Task<ExecutionResult>> work)
    {
        var execution = work(happened => { lock (progress) progress.Apply(happened); });
        while (!execution.IsCompleted)
        {
            await Task.WhenAny(execution, Task.Delay(LiveInterval));
            lock (progress) live.UpdateTarget(new Rows(Bar(), new Text(Line())));
        }
        return await execution;
    }

    Markup Bar()
    {
        var share = progress.UnitsStarted == 0 ? 0 : (double)progress.UnitsEnded / progress.UnitsStarted;
        var filled = (int)(share * BarCells);
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"[green]{new string('━', filled)}[/][grey]{new string('━', BarCells - filled)}[/] {share * 100:0} %"));
    }

    void Plain(CloudEvent happened)
    {
        lock (progress)
        {
            progress.Apply(happened);
            var now = time.GetUtcNow();
            if (progress.State == lastState && (happened is not UnitRecorded || now - lastPlain < PlainInterval)) return;
            if (progress.State.EndsWith('?')) return; // decisions take no time
            (lastState, lastPlain) = (progress.State, now);
            Say(Line());
        }
    }

    string Line()
    {
        List<string> parts = namesRun && progress.RunId.Length > 0 ? [$"{progress.RunId}: {progress.State}"] : [progress.State];
        if (progress.ScenesFound > 0) parts.Add($"{Number(progress.ScenesFound)} scenes found");
        if (progress.Jobs > 0) parts.Add($"{Number(progress.JobsEnded)} of {Number(progress.Jobs)} jobs");
        if (progress.UnitsStarted > 0) parts.Add($"{Number(progress.UnitsEnded)} of {Number(progress.UnitsStarted)} scenes finished");
        if (progress.Attempt > 1) parts.Add($"attempt {Number(progress.Attempt)}");
        if (progress.ByStatus.GetValueOrDefault("failed") + progress.ByStatus.GetValueOrDefault("invalid") is > 0 and var failed)
            parts.Add($"{Number(failed)} failed");
        if (progress.Megapixels > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{progress.MegapixelsPerSecond:0.0} megapixels/s"));
        if (progress.JobsEnded < progress.Jobs && progress.TimeLeft is { } left) parts.Add($"{Duration(left)} left");
        return string.Join(", ", parts);
    }

    static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");
}
