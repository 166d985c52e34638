using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>A rough estimate of a run's duration and cost, rather too high than too low.</summary>
/// <param name="Scenes">Work units to process.</param>
/// <param name="Bytes">Read from the scenes' bucket.</param>
/// <param name="Minutes">From the start of the jobs to the end of the longest.</param>
/// <param name="PricePerHour">USD an instance and hour; null where it is not known.</param>
/// <param name="Cost">USD for the instances; storage, requests and functions are small beside it. Null where the price is not
/// known.</param>
public sealed record Estimate(int Scenes, long Bytes, int Instances, double Minutes, double? PricePerHour, double? Cost)
{
    /// <summary>
    /// Red, near infrared and SCL of a whole tile, compressed: 50.1 MB for the red band of an item with 27 % data, near infrared alike, SCL
    /// 1 % of it.
    /// </summary>
    const double BytesOfAWholeTile = 375e6;

    /// <summary>The AWS post's upper bound for ml.m5.xlarge, which our worker stays below; taken for all types.</summary>
    const double SecondsAScene = 70;

    /// <summary>Until instances are there and have the image: not stated by AWS, ours.</summary>
    const double MinutesToStart = 5;

    internal static Estimate Of(Request request, IReadOnlyList<PlannedUnit> pending, IReadOnlyList<PlannedJob> jobs)
    {
        var instances = jobs.Sum(j => j.Instances);
        var longest = jobs.Count == 0 ? 0 : Math.Ceiling((double)pending.Count / jobs.Count / jobs.Max(j => j.Instances));
        var minutes = jobs.Count == 0 ? 0 : MinutesToStart + longest * SecondsAScene / 60;
        var price = request.InstanceHourUsd ?? Prices.Of(request.InstanceType);
        return new Estimate(
            pending.Count, (long)(pending.Sum(u => u.DataShare) * BytesOfAWholeTile), instances, Math.Round(minutes, 1), price,
            price is null ? null : Math.Round(instances * minutes / 60 * price.Value, 2));
    }

    public string Sentence(string instanceType) => string.Create(CultureInfo.InvariantCulture,
        $"Planned, not run: {Scenes:N0} scenes, {Bytes / 1e9:N1} GB, {Instances:N0} instances of {instanceType}, about {Minutes:N0} "
        + $"minutes, ")
        + (Cost is null
            ? "at a price that is not known: set instanceHourUsd."
            : string.Create(CultureInfo.InvariantCulture, $"about {Cost:N2} USD ({PricePerHour} USD an instance and hour)."));
}
