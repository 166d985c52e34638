using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>How many jobs and instances an attempt gets, with a deadline or without.</summary>
internal sealed class AttemptSize(ObjectStore store, RunKeys keys, string? region, JobLimits limits)
{
    /// <param name="isFree">Whether nothing is started, so that nothing has to fit.</param>
    /// <exception cref="NoInstancesException">The quota is 0.</exception>
    /// <exception cref="DeadlineUnreachableException">No size meets the deadline.</exception>
    public async Task<JobSize> Of(
        Request request, int attempt, InstanceQuota? quota, bool isFree, IReadOnlyList<PlannedUnit> pending, int found,
        CancellationToken cancellationToken)
    {
        if (request.DeadlineMinutes is null || attempt > ManifestBuilder.MaxAttempts) return Within(request, quota, isFree);
        var shares = pending.Select(unit => unit.DataShare).ToList();
        if (quota?.Instances < 1)
        {
            var needed = DeadlineSize.Of(request, JobSize.Asked(request), shares, found, 0, region, limits);
            var none = Within(needed.Size?.Of(request) ?? request, quota, isFree); // the quota to ask for is that of the deadline
            return none with { Note = needed.WhyNot ?? none.Note, PlannedMinutes = needed.Size?.PlannedMinutes };
        }
        var most = Within(request, quota, isFree);
        if (attempt > 1 && await store.TryGetJson(keys.JobSize(1), FunctionsJson.Default.JobSize, cancellationToken) is { Jobs: > 0 } first)
            return first.Instances <= most.Instances // as fast as the first, whose promise counts further attempts in
                ? first with { PlannedMinutes = null } : most;
        var before = request.DryRun ? [] : await PastAttempts.Load(store, keys, cancellationToken);
        var chosen = DeadlineSize.Of(request, most, shares, found, JobCost.Of(request, before).Usd ?? 0, region, limits);
        if (chosen.Size is not { } size)
            return isFree ? most with { Note = chosen.WhyNot } : throw new DeadlineUnreachableException(chosen.WhyNot!);
        // What a run that is gone on with was planned to take is not the time that its jobs took in all.
        return before.Any(past => past.Jobs.Count > 0) ? size with { PlannedMinutes = null } : size;
    }

    JobSize Within(Request request, InstanceQuota? quota, bool isFree) =>
        isFree ? JobSize.Planned(request, quota, region, limits) : JobSize.Of(request, quota, region, limits);
}
