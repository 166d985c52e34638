using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>
/// How the jobs of a run's attempts ended. Attempts of the same number in several executions share their objects: jobs add up, since all of
/// them cost; notes are those of the last execution.
/// </summary>
internal static class PastAttempts
{
    /// <summary>Keeps the jobs of an attempt beside those of earlier executions. Jobs that are kept already are not kept twice.</summary>
    public static async Task Keep(
        ObjectStore store, RunKeys keys, int attempt, IReadOnlyList<JobResult> jobs, CancellationToken cancellationToken)
    {
        var earlier = await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
        await store.PutJson(
            keys.JobResults(attempt), [.. (earlier ?? []).Union(jobs)], FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
    }

    /// <summary>When an execution begins: what was noted of earlier executions' attempts is not true of it.</summary>
    public static async Task ForgetNotes(ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= ManifestBuilder.MaxAttempts; attempt++)
            if (await store.TryGetJson(keys.JobSize(attempt), FunctionsJson.Default.JobSize, cancellationToken) is { Note: not null } size)
                await store.PutJson(keys.JobSize(attempt), size with { Note = null }, FunctionsJson.Default.JobSize, cancellationToken);
    }

    public static async Task<IReadOnlyList<AttemptJobs>> Load(ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        var attempts = new List<AttemptJobs>();
        for (var attempt = 1; attempt <= ManifestBuilder.MaxAttempts; attempt++)
        {
            var jobs = await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
            var size = await store.TryGetJson(keys.JobSize(attempt), FunctionsJson.Default.JobSize, cancellationToken);
            if (jobs is not null || size?.Note is not null)
                attempts.Add(new(attempt, [.. (jobs ?? []).Select(Plain)], size?.Note) { PlannedMinutes = size?.PlannedMinutes });
        }
        return attempts;

        static JobResult Plain(JobResult job) => job.Error is { } error ? job with { Error = PlainText.Of(error) } : job;
    }
}
