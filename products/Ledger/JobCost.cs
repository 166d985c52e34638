using Vegetation.Core.Requests;
using Vegetation.Core.Work;

namespace Vegetation.Products.Ledger;

/// <summary>
/// Cost of the jobs, each from its request by the state machine to its noticed end: an upper bound, since waiting for instances counts.
/// </summary>
/// <param name="InstanceHours">Instances times hours, of all jobs whose times are known.</param>
/// <param name="Usd">Null where the price of the type is not known.</param>
public sealed record JobCost(string InstanceType, double InstanceHours, double? UsdPerHour, double? Usd)
{
    public static JobCost Of(Request request, IReadOnlyList<AttemptJobs> attempts)
    {
        var hours = attempts.SelectMany(a => a.Jobs).Sum(HoursOf);
        var price = request.InstanceHourUsd ?? Prices.Of(request.InstanceType);
        return new(request.InstanceType, Math.Round(hours, 4), price, price is null ? null : Math.Round(hours * price.Value, 4));
    }

    static double HoursOf(JobResult job) =>
        job is { Instances: { } instances, Begun: { } begun, Ended: { } ended } ? instances * (ended - begun).TotalHours : 0;
}
