using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products.Costs;

namespace Vegetation.Products.Ledger;

/// <summary>
/// Cost of the jobs' instances and their disks, each from its request by the state machine to its noticed end: an upper bound,
/// since waiting for instances counts.
/// </summary>
/// <param name="InstanceHours">Instances times hours, of all jobs whose times are known.</param>
/// <param name="Usd">Of both; null where the price of the type is not known.</param>
public sealed record JobCost(string InstanceType, double InstanceHours, double? UsdPerHour, double? Usd)
{
    /// <summary>The whole run with these instance hours, others estimated from its work units; null where it is not asked for.</summary>
    public RunCost? Run { get; init; }

    /// <param name="shares">Of each work unit how much of its tile has data.</param>
    public static JobCost OfRun(Request request, IReadOnlyList<AttemptJobs> attempts, IReadOnlyCollection<double> shares)
    {
        var (cost, jobs) = (Of(request, attempts), attempts.SelectMany(attempt => attempt.Jobs).ToList());
        return cost with { Run = RunCost.Of(request, shares, jobs.Count, cost.InstanceHours, DiskGbOf(jobs)) };
    }

    public static JobCost Of(Request request, IReadOnlyList<AttemptJobs> attempts)
    {
        var jobs = attempts.SelectMany(attempt => attempt.Jobs).ToList();
        var (hours, price) = (jobs.Sum(HoursOf), request.InstanceHourUsd ?? InstancePrices.Of(request.InstanceType));
        var usd = (hours * price) + RunCost.UsdOfDisks(request, hours, DiskGbOf(jobs));
        return new(request.InstanceType, Math.Round(hours, 4), price, usd is { } known ? Math.Round(known, 4) : null);
    }

    /// <summary>Of an instance, in the mean of all their hours.</summary>
    static double DiskGbOf(IReadOnlyCollection<JobResult> jobs) => jobs.Sum(HoursOf) is > 0 and var hours
        ? jobs.Sum(job => HoursOf(job) * (job.VolumeGb ?? RunCost.UsualDiskGb)) / hours : RunCost.UsualDiskGb;

    static double HoursOf(JobResult job) =>
        job is { Instances: { } instances, Begun: { } begun, Ended: { } ended } ? instances * (ended - begun).TotalHours : 0;
}
