using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>How the jobs of a run's attempts ended, as far as it is kept.</summary>
internal static class PastAttempts
{
    public static async Task<IReadOnlyList<AttemptJobs>> Load(ObjectStore store, RunKeys keys, CancellationToken cancellationToken)
    {
        var attempts = new List<AttemptJobs>();
        for (var attempt = 1; attempt <= ManifestBuilder.MaxAttempts; attempt++)
        {
            var jobs = await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
            var size = await store.TryGetJson(keys.JobSize(attempt), FunctionsJson.Default.JobSize, cancellationToken);
            if (jobs is not null || size?.Note is not null) attempts.Add(new(attempt, [.. (jobs ?? []).Select(Plain)], size?.Note));
        }
        return attempts;

        static JobResult Plain(JobResult job) => job.Error is { } error ? job with { Error = PlainText.Of(error) } : job;
    }
}
