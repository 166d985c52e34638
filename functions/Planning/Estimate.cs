using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
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
    /// Bytes of a band of a whole tile by resolution, compressed, as the worker fetches it: 50.1 MB for the red band of an item with 27 %
    /// data; coarser levels by measured files of collection 1. A band of 20 m has what one of 10 m has at 20 m, and half more.
    /// </summary>
    static readonly Dictionary<int, double> BandBytes = new() { [10] = 185.5e6, [20] = 45e6, [40] = 11e6, [80] = 3.5e6, [160] = 0.9e6 };

    const double ClassBytes = 4e6;

    /// <summary>
    /// The AWS post's upper bound for two bands of 10 m on ml.m5.xlarge, which our worker stays below; taken for all types.
    /// </summary>
    const double SecondsAScene = 70, BytesOfThat = 375e6, LeastSeconds = 2;

    /// <summary>Until instances are there and have the image: not stated by AWS, ours.</summary>
    const double MinutesToStart = 5;

    internal static Estimate Of(Request request, IReadOnlyList<PlannedUnit> pending, IReadOnlyList<PlannedJob> jobs)
    {
        var bytes = BytesOfATile(request);
        var acquisitions = Math.Max(1, pending.Count == 0 ? 1 : pending.Sum(unit => unit.DataShare) / pending.Count); // of a unit, at least
        var seconds = Math.Max(LeastSeconds, SecondsAScene * bytes / BytesOfThat) * acquisitions;
        var instances = jobs.Sum(j => j.Instances);
        var longest = jobs.Count == 0 ? 0 : Math.Ceiling((double)pending.Count / jobs.Count / jobs.Max(j => j.Instances));
        var minutes = jobs.Count == 0 ? 0 : MinutesToStart + longest * seconds / 60;
        var price = request.InstanceHourUsd ?? Prices.Of(request.InstanceType);
        return new Estimate(
            pending.Count, (long)(pending.Sum(u => u.DataShare) * bytes), instances, Math.Round(minutes, 1), price,
            price is null ? null : Math.Round(instances * minutes / 60 * price.Value, 2));
    }

    static double BytesOfATile(Request request) => ClassBytes + request.Bands.Select(role => Sensor.Sentinel2[role])
        .Where(band => band.IsReflectance).Sum(band => BandBytes[Math.Max(band.Metres, request.Resolution)] * (band.Metres > 10 ? 1.5 : 1));

    public string Sentence(string instanceType) => string.Create(CultureInfo.InvariantCulture,
        $"Planned, not run: {Scenes:N0} scenes, {Bytes / 1e9:N1} GB, {Instances:N0} instances of {instanceType}, about {Minutes:N0} "
        + $"minutes, ")
        + (Cost is null
            ? "at a price that is not known: set instanceHourUsd."
            : string.Create(CultureInfo.InvariantCulture, $"about {Cost:N2} USD ({PricePerHour} USD an instance and hour)."));
}
