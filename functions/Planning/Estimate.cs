using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Products.Costs;

namespace Vegetation.Functions.Planning;

/// <summary>A rough estimate of a run's duration and cost, rather too high than too low.</summary>
/// <param name="Scenes">Work units to process.</param>
/// <param name="Bytes">Read from the scenes' bucket.</param>
/// <param name="Minutes">From the start of the jobs to the end of the longest.</param>
/// <param name="PricePerHour">USD an instance and hour; null where it is not known.</param>
/// <param name="Cost">USD for everything that the run does once; null where the price of the instances is not known.</param>
public sealed record Estimate(int Scenes, long Bytes, int Instances, double Minutes, double? PricePerHour, double? Cost)
{
    /// <summary>What <see cref="Cost"/> is the sum of.</summary>
    public IReadOnlyList<CostTerm> Terms { get; init; } = [];

    /// <summary>Of the scene outputs, and USD a month for keeping them.</summary>
    public long OutputBytes { get; init; }

    /// <inheritdoc cref="OutputBytes"/>
    public double CostAMonth { get; init; }

    /// <summary>
    /// Of a whole tile, compressed: 50.1 MB for the red band of 10 m of an item with 27 % data, others alike by their pixels; SCL 1 %.
    /// </summary>
    const double BytesOfABand = 186.5e6, BytesOfClasses = 2e6;

    /// <summary>
    /// The AWS post's upper bound for ml.m5.xlarge, for NDVI at 10 m, which our worker stays below; taken for all types, and in proportion
    /// to the bytes for other indices and resolutions.
    /// </summary>
    const double SecondsAScene = 70, BytesOfThatScene = 2 * BytesOfABand + BytesOfClasses;

    /// <summary>Until instances are there and have the image: not stated by AWS, ours.</summary>
    const double MinutesToStart = 5;

    internal static Estimate Of(Request request, IReadOnlyList<PlannedUnit> pending, IReadOnlyList<PlannedJob> jobs)
    {
        var instances = jobs.Sum(j => j.Instances);
        var longest = jobs.Count == 0 ? 0 : Math.Ceiling((double)pending.Count / jobs.Count / jobs.Max(j => j.Instances));
        var bytes = request.Bands.Sum(role => BytesOf(Sensor.Sentinel2[role], request.Resolution));
        var acquisitions = pending.Count == 0 ? 0 : Math.Max(1, pending.Average(unit => unit.DataShare)); // a composite has several
        var minutes = jobs.Count == 0 ? 0 : MinutesToStart + longest * acquisitions * SecondsAScene * bytes / BytesOfThatScene / 60;
        var price = request.InstanceHourUsd ?? InstancePrices.Of(request.InstanceType);
        var cost = RunCost.Of(request, [.. pending.Select(u => u.DataShare)], jobs.Count, instances * minutes / 60);
        return new Estimate(
            pending.Count, (long)(pending.Sum(u => u.DataShare) * bytes), instances, Math.Round(minutes, 1), price, cost.Usd)
        {
            Terms = cost.Terms, OutputBytes = cost.OutputBytes, CostAMonth = cost.UsdAMonth,
        };
    }

    static double BytesOf(SensorBand band, int resolution)
    {
        var pixel = band.Metres << Resolution.LevelOf(resolution, band);
        return band.IsReflectance ? BytesOfABand * 100 / (pixel * pixel) : BytesOfClasses;
    }

    public string Sentence(string instanceType) => string.Create(CultureInfo.InvariantCulture,
        $"Planned, not run: {Scenes:N0} scenes, {Bytes / 1e9:N1} GB, {Instances:N0} instances of {instanceType}, about {Minutes:N0} "
        + $"minutes, ")
        + (Cost is null
            ? "at a price that is not known: set instanceHourUsd."
            : string.Create(CultureInfo.InvariantCulture,
                $"about {Cost:N2} USD ({Terms[0].Usd:N2} of it for instances at {PricePerHour} USD an hour)."))
        + string.Create(CultureInfo.InvariantCulture,
            $" Its scene outputs, {OutputBytes / 1e9:N1} GB, cost about {CostAMonth:N2} USD in their first month.");
}
