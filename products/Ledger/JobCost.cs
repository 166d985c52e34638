using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Products.Costs;

namespace Vegetation.Products.Ledger;

/// <summary>
/// Cost of the jobs, each from its request by the state machine to its noticed end: an upper bound, since waiting for instances counts.
/// </summary>
/// <param name="InstanceHours">Instances times hours, of all jobs whose times are known.</param>
/// <param name="Usd">Null where the price of the type is not known.</param>
public sealed record JobCost(string InstanceType, double InstanceHours, double? UsdPerHour, double? Usd)
{
    /// <summary>The whole run with these instance hours, others estimated from its work units; null where it is not asked for.</summary>
    public RunCost? Run { get; init; }

    /// <param name="shares">Of each work unit how much of its tile has data.</param>
    public static JobCost OfRun(Request request, IReadOnlyList<AttemptJobs> attempts, IReadOnlyCollection<double> shares)
    {
        var jobs = Of(request, attempts);
        return jobs with { Run = RunCost.Of(request, shares, attempts.Sum(attempt => attempt.Jobs.Count), jobs.InstanceHours) };
    }

    public static JobCost Of(Request request, IReadOnlyList<AttemptJobs> attempts)
    {
        var hours = attempts.SelectMany(a => a.Jobs).Sum(HoursOf);
        var price = request.InstanceHourUsd ?? InstancePrices.Of(request.InstanceType);
        return new(request.InstanceType, Math.Round(hours, 4), price, price is null ? null : Math.Round(hours * price.Value, 4));
    }

    static double HoursOf(JobResult job) =>
        job is { Instances: { } instances, Begun: { } begun, Ended: { } ended } ? instances * (ended - begun).TotalHours : 0;
}
