using System.Globalization;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Functions.Forecasting;
using Vegetation.Products.Costs;

namespace Vegetation.Functions.Planning;

/// <summary>An estimate of a run's duration and cost by simulation of its plan, on the high side.</summary>
/// <param name="Scenes">Work units to process.</param>
/// <param name="Bytes">Read from the scenes' bucket.</param>
/// <param name="Minutes">From the start of the execution to its publication, 90th percentile of simulated runs.</param>
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

    /// <param name="request">With the jobs and instances that it gets.</param>
    /// <param name="found">Items that the search returned.</param>
    /// <param name="limits">What the deployment allows its jobs; its defaults where it is null.</param>
    internal static Estimate Of(Request request, IReadOnlyList<PlannedUnit> pending, int found = 0, JobLimits? limits = null)
    {
        List<double> shares = [.. pending.Select(unit => unit.DataShare)];
        var forecast = PlanForecast.Of(request, shares, found, times: limits?.Times);
        var jobs = JobPlan.Loads(request, shares);
        var (spilled, least) = (pending.Max(unit => unit.Spilled) ?? 0, (limits ?? JobLimits.Default).DiskGb);
        var diskGb = jobs.Select(job => JobDisk.GbOf(request, job, spilled, least)).DefaultIfEmpty(least).Max();
        var cost = RunCost.Of(request, shares, jobs.Count, forecast.Likely(run => run.InstanceHours), diskGb);
        var pixel = (double)Resolution.PixelMetres(request.Resolution, request.IsGenerated) / request.Resolution;
        var pixels = 1 / (pixel * pixel); // of generated scenes there are fewer, in files as much smaller
        var price = request.InstanceHourUsd ?? InstancePrices.Of(request.InstanceType);
        return new Estimate(
            pending.Count, (long)(shares.Sum() * SceneLoad.Of(request).Bytes * pixels), jobs.Sum(job => job.Instances),
            Math.Round(forecast.Likely(run => run.Minutes), 1), price, cost.Usd)
        {
            Terms = cost.Terms, OutputBytes = (long)(cost.OutputBytes * pixels), CostAMonth = cost.UsdAMonth,
        };
    }

    /// <param name="isOnThisMachine">Where neither instances nor storage cost anything.</param>
    public string Sentence(Request request, bool isOnThisMachine = false) => Scenes == 0 ? Empty(request)
        : $"Planned, not run: {Amount.Of(Scenes, "scene")}, {Amount.OfBytes(Bytes)}"
            + (isOnThisMachine ? $" to read; its scene outputs take about {Amount.OfBytes(OutputBytes)}." : OnAws(request));

    /// <summary>In place of dollars.</summary>
    public const string UnknownPrice = "at a price that is not known: set instanceHourUsd";

    string OnAws(Request request) => string.Create(CultureInfo.InvariantCulture,
        $", {Amount.Of(Instances, "instance")} of {request.InstanceType}; on AWS about {Minutes:N0} minutes, ")
        + (Cost is null
            ? $"{UnknownPrice}."
            : string.Create(CultureInfo.InvariantCulture,
                $"about {Cost:N2} USD ({Terms[0].Usd:N2} of it for instances at {PricePerHour} USD an hour)."))
        + string.Create(CultureInfo.InvariantCulture,
            $" Its scene outputs, {Amount.OfBytes(OutputBytes)}, cost about {CostAMonth:N2} USD in their first month.");

    static string Empty(Request request) =>
        "Planned, not run: no scene would be processed, so there would be no map. Ask for a longer time or a larger area"
        + (request.MaxCloudCover < 100
            ? string.Create(CultureInfo.InvariantCulture, $", or raise maxCloudCover, which is {request.MaxCloudCover}.") : ".");
}
