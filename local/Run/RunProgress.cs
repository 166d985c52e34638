using System.Diagnostics;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>The numbers that the display shows, derived from an execution's events.</summary>
internal sealed class RunProgress
{
    /// <summary>Of the bar: the search ends at the first, the jobs at the second; the rest is the aggregation's.</summary>
    const double Searched = 0.05, Computed = 0.8;

    const string Aggregating = "Aggregate outputs";

    /// <summary>States that begin when the aggregation has ended.</summary>
    static readonly string[] Ending = ["Processed enough?", "Announce", "Published", "Not promoted", "No scenes", "Say why", "Send mail"];

    readonly Stopwatch sinceFirstJob = new();
    readonly Dictionary<string, (string Status, string? Reason)> ends = new(StringComparer.Ordinal);
    int batches; // answers of the aggregation, each after some hundreds of units

    public string State { get; private set; } = "Start";
    public string RunId { get; private set; } = "";
    public int ScenesFound { get; private set; }

    /// <summary>Work units handed to jobs; a retried unit counts again.</summary>
    public int UnitsStarted { get; private set; }
    public int Jobs { get; private set; }
    public int JobsEnded { get; private set; }
    public int Attempt { get; private set; }
    public double Megapixels { get; private set; }
    public int UnitsEnded { get; private set; }

    /// <summary>Work units by their latest status.</summary>
    public IReadOnlyDictionary<string, int> ByStatus => ends.Values.CountBy(e => e.Status).ToDictionary(StringComparer.Ordinal);

    /// <summary>Failed, invalid and suspect work units, each with status and reason.</summary>
    public IReadOnlyList<string> Problems =>
        [.. ends.Where(e => e.Value.Status is "failed" or "invalid" or "suspect").OrderBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => $"{e.Key}: {e.Value.Status}{(e.Value.Reason is { } reason ? $", {reason}" : "")}")];

    public double MegapixelsPerSecond => sinceFirstJob.Elapsed.TotalSeconds > 0 ? Megapixels / sinceFirstJob.Elapsed.TotalSeconds : 0;

    /// <summary>How much of the run is done, 0..1, as far as it can be told: the aggregation from its batches.</summary>
    public double Share =>
        Ending.Contains(State) ? 1
        : State == Aggregating || batches > 0 ? Computed + ((1 - Computed) * batches / (batches + 1.0))
        : UnitsStarted > 0 ? Searched + ((Computed - Searched) * UnitsEnded / UnitsStarted)
        : Jobs > 0 ? Searched + ((Computed - Searched) * JobsEnded / Jobs) // on AWS, where units are not followed
        : ScenesFound > 0 ? Searched : 0;

    public TimeSpan? TimeLeft => UnitsEnded == 0 ? null : sinceFirstJob.Elapsed / UnitsEnded * (UnitsStarted - UnitsEnded);

    public void Apply(CloudEvent happened)
    {
        switch (happened)
        {
            case StateEvent { Type: "StateEntered", State: "Start" }: Clear(); break; // the first, or the next of several runs
            case StateEvent { Type: "StateEntered", State: { } state, Index: null }: State = state; break;
            case FunctionAnswered { Answer: var answer } function: ApplyAnswer(function.Handler, answer); break;
            case JobStarted job: (Jobs, UnitsStarted) = (Jobs + 1, UnitsStarted + job.Units); sinceFirstJob.Start(); break;
            case JobEnded: if (++JobsEnded == Jobs) sinceFirstJob.Stop(); break;
            case UnitRecorded unit: ApplyRecord(unit); break;
        }
    }

    void Clear()
    {
        (State, RunId, ScenesFound, UnitsStarted, UnitsEnded, Jobs, JobsEnded, Attempt, Megapixels) = ("Start", "", 0, 0, 0, 0, 0, 0, 0);
        ends.Clear();
        batches = 0;
        sinceFirstJob.Reset();
    }

    void ApplyAnswer(string handler, System.Text.Json.JsonElement answer)
    {
        if (answer.TryGetProperty("runId", out var runId)) RunId = runId.GetString()!;
        if (handler == "SearchScenes" && answer.TryGetProperty("scenes", out var scenes)) ScenesFound = scenes.GetInt32();
        if (handler == "AggregateOutputs") batches++;
        if (handler == "BuildManifests") batches = 0;
        if (handler == "BuildManifests" && answer.GetProperty("next").GetString() == "run-jobs")
            Attempt = answer.GetProperty("attempt").GetInt32();
    }

    void ApplyRecord(UnitRecorded unit)
    {
        UnitsEnded++;
        var reason = unit.Record.TryGetProperty("reason", out var said) ? said.GetString() : null;
        ends[unit.UnitId] = (unit.Record.GetProperty("status").GetString()!, reason);
        if (unit.Record.TryGetProperty("megapixels", out var megapixels)) Megapixels += megapixels.GetDouble();
    }
}
