using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>How many jobs and instances an attempt gets, with a deadline or without.</summary>
internal sealed class AttemptSize(ObjectStore store, RunKeys keys, string? region)
{
    /// <param name="isFree">Whether nothing is started, so that nothing has to fit.</param>
    /// <exception cref="NoInstancesException">The quota is 0.</exception>
    /// <exception cref="DeadlineUnreachableException">No size meets the deadline.</exception>
    public async Task<JobSize> Of(
        Request request, int attempt, InstanceQuota? quota, bool isFree, IReadOnlyList<PlannedUnit> pending, int found,
        CancellationToken cancellationToken)
    {
        var most = isFree ? JobSize.Planned(request, quota, region) : JobSize.Of(request, quota, region);
        if (request.DeadlineMinutes is null || attempt > ManifestBuilder.MaxAttempts) return most;
        if (attempt > 1 && await store.TryGetJson(keys.JobSize(1), FunctionsJson.Default.JobSize, cancellationToken) is { Jobs: > 0 } first)
            return first with { PlannedMinutes = null }; // as fast as the first; its promise counts further attempts in
        var spent = JobCost.Of(request, request.DryRun ? [] : await PastAttempts.Load(store, keys, cancellationToken));
        var size = DeadlineSize.Of(request, most, [.. pending.Select(unit => unit.DataShare)], found, spent.Usd ?? 0, region);
        return size.Size ?? (isFree ? most with { Note = size.WhyNot } : throw new DeadlineUnreachableException(size.WhyNot!));
    }
}
