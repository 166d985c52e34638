using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Planning;
using Vegetation.Products.Costs;

namespace Vegetation.Bench.Rehearsal;

/// <summary>A run of the Earth to rehearse.</summary>
/// <param name="Tiles">Whole tiles, one unit each.</param>
internal sealed record WorldCase(int Tiles, int Resolution, int Jobs, int InstancesPerJob, string InstanceType = "ml.m5.xlarge")
{
    /// <summary>The post's scenes, and all land tiles.</summary>
    public const int PostTiles = 8581, LandTiles = 20_300;

    /// <summary>Each land tile is seen three times a week.</summary>
    public const int ItemsFound = 3 * LandTiles;

    public RunTimes Times { get; init; } = new();

    /// <summary>Instances that run at a time; null for all.</summary>
    public double? Quota { get; init; }

    /// <summary>Of each unit; null for whole tiles.</summary>
    public IReadOnlyList<double>? Shares { get; init; }

    public int Instances => Jobs * InstancesPerJob;

    /// <summary>As many jobs as the post's 25, as the planner does where a quota is lower.</summary>
    public WorldCase With(int instances)
    {
        var size = JobSize.Of(Request() with { Jobs = 25, InstancesPerJob = 20 }, new InstanceQuota(instances), null);
        return this with { Jobs = size.Jobs, InstancesPerJob = size.InstancesPerJob };
    }

    public Request Request()
    {
        using var typed = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture,
            $$"""{"resolution":{{Resolution}},"jobs":{{Jobs}},"instancesPerJob":{{InstancesPerJob}},"instanceType":"{{InstanceType}}"}"""));
        return RequestReader.Read(typed.RootElement, DateTimeOffset.UnixEpoch.AddYears(50)).OrThrow();
    }

    /// <summary>What the planner would take for this deadline, of any number of instances up to the post's.</summary>
    public string SizeFor(int deadlineMinutes, int seed)
    {
        var request = Request() with { DeadlineMinutes = deadlineMinutes, Jobs = 25, InstancesPerJob = 20 };
        var size = DeadlineSize.Of(request, new JobSize(25, 20), [.. Enumerable.Repeat(1.0, Tiles)], ItemsFound, 0, null);
        if (size is not { Size: { } taken }) return size.WhyNot!;
        var run = (this with { Jobs = taken.Jobs, InstancesPerJob = taken.InstancesPerJob }).Run(seed);
        return string.Create(CultureInfo.InvariantCulture,
            $"deadlineMinutes {deadlineMinutes} for {Tiles:N0} tiles at {Resolution} m takes {taken.Jobs} jobs of "
            + $"{taken.InstancesPerJob} instances: {run.Minutes:0.0} minutes, {run.Cost.Usd:0.00} USD");
    }

    public WorldResult Run(int seed)
    {
        var (request, shares) = (Request(), Shares ?? [.. Enumerable.Repeat(1.0, Tiles)]);
        var range = PlanForecast.Of(request, shares, ItemsFound, Quota, Times, seed);
        var diskGb = JobPlan.Loads(request, shares).Max(job => JobDisk.GbOf(request, job, 0, JobLimits.Default.DiskGb));
        var cost = RunCost.Of(request, [.. shares], Jobs, range.Likely(run => run.InstanceHours), diskGb);
        return new(range, cost);
    }
}

/// <param name="Cost">With the 90th percentile of instance hours.</param>
internal sealed record WorldResult(ForecastRange Range, RunCost Cost)
{
    public double Minutes => Range.Likely(run => run.Minutes);
}
