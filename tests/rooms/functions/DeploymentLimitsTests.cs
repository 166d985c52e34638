using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Planning;

namespace Vegetation.Tests.Functions;

/// <summary>What a deployment's settings and an instance's memory and disk mean for a plan.</summary>
public sealed class DeploymentLimitsTests(EmbeddedS3 s3) : PlanTest(s3)
{
    static Request Asked(string json) => RequestReader.Read(
        JsonDocument.Parse(json).RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow();

    static List<PlannedUnit> Units(int count) => [.. Enumerable.Range(0, count).Select(i => new PlannedUnit($"u{i:00000}", 1, ""))];

    [Fact]
    public void A_deployment_with_fewer_jobs_at_a_time_or_shorter_ones_is_forecast_to_take_longer()
    {
        var usual = Minutes(JobLimits.Default);
        Assert.True(Minutes(JobLimits.Default with { AtATime = 1 }) > 1.5 * usual);
        Assert.True(Minutes(JobLimits.Default with { Minutes = 15 }) > usual + 3); // a second attempt

        static double Minutes(JobLimits limits) =>
            Estimate.Of(Asked("""{"jobs":4,"instancesPerJob":1}"""), Units(2000), 0, limits).Minutes;
    }

    [Fact]
    public void A_deadline_takes_no_more_jobs_than_run_at_a_time()
    {
        var size = DeadlineSize.Of(
            Asked("""{"deadlineMinutes":25}"""), new(25, 20), [.. Units(2000).Select(_ => 1.0)], 0, 0, null,
            JobLimits.Default with { AtATime = 2 }).Size!;
        Assert.InRange(size.Jobs, 1, 2);
        Assert.True(size.InstancesPerJob > 1);
    }

    [Fact]
    public void A_deadline_counts_the_deployments_disks()
    {
        Assert.True(Usd(16_000) > 2 * Usd(30)); // 3.07 USD an hour, the instance 0.23

        static double Usd(int diskGb) => double.Parse(
            Regex.Match(DeadlineSize.Of(
                Asked("""{"deadlineMinutes":60,"maxCostUsd":0.01}"""), new(25, 20), [.. Units(2000).Select(_ => 1.0)], 0, 0, null,
                JobLimits.Default with { DiskGb = diskGb }).WhyNot!, "about ([0-9.]+) USD").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>192 MB a tile, and a third more to be safe.</summary>
    [Theory]
    [InlineData(17, 1, 30)]
    [InlineData(200, 1, 60)]
    [InlineData(200, 10, 30)]
    [InlineData(8581, 4, 546)]
    public void Instances_get_the_disk_that_their_outputs_need_and_the_deployments_at_least(int units, int instances, int expected)
    {
        var request = Asked($$"""{"jobs":1,"instancesPerJob":{{instances}}}""");
        var job = Assert.Single(JobPlan.Distribute(new(new("r")), "bucket", request, 1, Units(units), new HashSet<string>(), 30));
        Assert.Equal(expected, job.Job.VolumeGb);
    }

    [Fact]
    public void Outputs_that_no_disk_holds_are_refused()
    {
        var refused = Assert.Throws<InvalidRequestException>(() => JobPlan.Distribute(
            new(new("r")), "bucket", Asked("""{"jobs":1,"instancesPerJob":1}"""), 1, Units(70_000), new HashSet<string>(), 30));
        Assert.Matches("^instancesPerJob: got 1, each of which would keep 17[0-9]{3} GB of outputs on its disk; expected at most 1024 GB: "
            + "take more jobs or instances", refused.Message);
    }

    [Fact]
    public async Task A_unit_that_the_type_cannot_hold_is_refused_before_a_plan_and_a_larger_type_takes_it()
    {
        const string asked = """
            "indices":["ndvi","evi2","savi","msavi2","gndvi","ndwi","evi","kndvi"],"resolution":10,"composite":"best"
            """;
        var run = await Run($$"""{"instanceType":"ml.m5.large",{{asked}}}""");
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => run.Plan());
        Assert.Matches("^instanceType: got ml.m5.large with 8 GiB of memory; expected 1[0-9].[0-9] GiB for 33..._20231204_20231211_best "
            + ".8 indices at 10 m, 1 acquisitions.: take a type with more memory, a coarser resolution, or fewer indices", refused.Message);
        Assert.Null(await Store.Head(run.Keys.Plan, default));
        Assert.Equal("run-jobs", (await (await Run($$"""{"instanceType":"ml.m5.xlarge",{{asked}}}""")).Plan()).Next);
    }

    [Fact]
    public void More_work_units_than_a_run_may_have_are_refused_with_their_number()
    {
        var refused = Assert.Throws<InvalidRequestException>(() => PlanCeiling.Require(PlanCeiling.MostUnits + 1));
        Assert.Equal($"area: got {PlanCeiling.MostUnits + 1} work units; expected at most {PlanCeiling.MostUnits} a run: ask for a smaller "
            + "area or fewer days at a time (a backfill runs week after week), or for a composite, which has one a tile.", refused.Message);
        PlanCeiling.Require(PlanCeiling.MostUnits);
        PlanCeiling.Require(LandTiles.All.Count); // the Earth
    }
}
