using System.Globalization;
using Spectre.Console;
using Vegetation.Core;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>Shows an execution: a progress bar on a terminal, otherwise a line for each step, and one now and then.</summary>
/// <param name="namesRun">Whether each line begins with the run: there are several.</param>
internal sealed class RunDisplay(IAnsiConsole console, TimeProvider time, bool namesRun = false)
{
    const int LongestBar = 50, MaxProblems = 5;
    const double LeastShownRate = 0.1; // a small run at a coarse resolution is no measurement
    static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Steps that this machine only answers for AWS.</summary>
    static readonly string[] OfAws = ["Ask for quota", "Create log of jobs", "Limit log of jobs", "Send mail", "Announce"];

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
        foreach (var (name, value) in RunFigures.Of(progress, result)) table.AddRow(Markup.Escape(name), Markup.Escape(value));
        table.AddRow("time", RunFigures.Duration(took));
        console.Write(table);
        foreach (var problem in progress.Problems.Take(MaxProblems)) Say(problem);
        if (progress.Problems.Count > MaxProblems)
            Say($"and {RunFigures.Number(progress.Problems.Count - MaxProblems)} more; the report lists all of them");
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

    /// <summary>The parts differ in their letters too: there may be no colours.</summary>
    Markup Bar()
    {
        const int ofNumber = 7; // a space, 100 %, and the last column, in which some terminals break the line
        var cells = Math.Clamp(console.Profile.Width - ofNumber, 1, LongestBar);
        var filled = (int)(progress.Share * cells);
        var (done, open) = console.Profile.Capabilities.Unicode ? ('━', '╌') : ('=', '.');
        return new Markup(string.Create(CultureInfo.InvariantCulture,
            $"[green]{new string(done, filled)}[/][grey]{new string(open, cells - filled)}[/] {progress.Share * 100:0} %"));
    }

    void Plain(CloudEvent happened)
    {
        lock (progress)
        {
            progress.Apply(happened);
            var now = time.GetUtcNow();
            if (progress.State == lastState && (happened is not UnitRecorded || now - lastPlain < PlainInterval)) return;
            if (progress.State.EndsWith('?') || OfAws.Contains(progress.State)) return; // they take no time
            (lastState, lastPlain) = (progress.State, now);
            Say(Line());
        }
    }

    string Line()
    {
        List<string> parts = namesRun && progress.RunId.Length > 0 ? [$"{progress.RunId}: {progress.State}"] : [progress.State];
        if (progress.ScenesFound > 0) parts.Add($"{Amount.Of(progress.ScenesFound, "scene")} found");
        if (progress.Jobs > 0) parts.Add($"{RunFigures.Number(progress.JobsEnded)} of {Amount.Of(progress.Jobs, "job")}");
        if (progress.UnitsStarted > 0)
            parts.Add($"{RunFigures.Number(progress.UnitsEnded)} of {Amount.Of(progress.UnitsStarted, "scene")} finished");
        if (progress.Attempt > 1) parts.Add($"attempt {RunFigures.Number(progress.Attempt)}");
        if (progress.ByStatus.GetValueOrDefault("failed") + progress.ByStatus.GetValueOrDefault("invalid") is > 0 and var failed)
            parts.Add($"{RunFigures.Number(failed)} failed");
        if (progress.MegapixelsPerSecond >= LeastShownRate)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{progress.MegapixelsPerSecond:0.0} megapixels/s"));
        if (progress.JobsEnded < progress.Jobs && progress.TimeLeft is { } left) parts.Add($"{RunFigures.Duration(left)} left");
        return string.Join(", ", parts);
    }
}
