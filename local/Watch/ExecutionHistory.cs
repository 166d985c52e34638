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

    /// <param name="history">Oldest first.</param>
    public IEnumerable<CloudEvent> New(IEnumerable<HistoryEntry> history)
    {
        foreach (var entry in history.Where(entry => entry.Id > last))
        {
            last = entry.Id;
            foreach (var happened in Of(entry)) yield return happened;
        }
    }

    IEnumerable<CloudEvent> Of(HistoryEntry entry) =>
        entry.Entered is { } entered ? Entered(entered) : entry.Exited is { } exited ? Exited(exited, entry) : [];

    IEnumerable<CloudEvent> Entered(string state)
    {
        yield return new StateEvent("StateEntered", state, isInJobs ? 0 : null, null);
        if (state == Jobs) isInJobs = true;
        else if (state == Job) yield return new JobStarted(state, 0, 0); // which units a job has, the history does not say
    }

    IEnumerable<CloudEvent> Exited(string state, HistoryEntry entry)
    {
        if (state == Jobs) isInJobs = false;
        else if (state == Job) yield return new JobEnded(state, null);
        else if (Functions.TryGetValue(state, out var handler) && entry.Output is { } output)
            yield return new FunctionAnswered(handler, output);
    }
}
