using System.Text.Json;

namespace Vegetation.Local.Watch;

/// <summary>From the history of an execution on AWS to the events of one on this machine: what is new since the last call.</summary>
internal sealed class ExecutionHistory
{
    const string Jobs = "Run jobs", Job = "Run job";

    /// <summary>The functions, by the states that call them.</summary>
    static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["Search scenes"] = "SearchScenes", ["Build manifests"] = "BuildManifests", ["Aggregate outputs"] = "AggregateOutputs",
    };

    long last;
    bool isInJobs;

    /// <param name="history">The answer of get-execution-history, oldest first, with its data.</param>
    public IEnumerable<CloudEvent> New(JsonElement history)
    {
        foreach (var entry in history.GetProperty("events").EnumerateArray())
        {
            if (entry.GetProperty("id").GetInt64() is var id && id <= last) continue;
            last = id;
            foreach (var happened in Of(entry)) yield return happened;
        }
    }

    IEnumerable<CloudEvent> Of(JsonElement entry)
    {
        if (entry.TryGetProperty("stateEnteredEventDetails", out var entered)) return Entered(Name(entered));
        if (entry.TryGetProperty("stateExitedEventDetails", out var exited)) return Exited(Name(exited), exited);
        return [];
    }

    IEnumerable<CloudEvent> Entered(string state)
    {
        yield return new StateEvent("StateEntered", state, isInJobs ? 0 : null, null);
        if (state == Jobs) isInJobs = true;
        else if (state == Job) yield return new JobStarted(state, 0, 0); // which units a job has, the history does not say
    }

    IEnumerable<CloudEvent> Exited(string state, JsonElement exited)
    {
        if (state == Jobs) isInJobs = false;
        else if (state == Job) yield return new JobEnded(state, null);
        else if (Functions.TryGetValue(state, out var handler) && exited.TryGetProperty("output", out var output))
            yield return new FunctionAnswered(handler, JsonElement.Parse(output.GetString()!));
    }

    static string Name(JsonElement details) => details.GetProperty("name").GetString()!;
}
