using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Planning;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Functions;

/// <summary>What keeps a plan from its jobs, or makes them fewer: the quota, the ceiling, the hosts that may be read.</summary>
public sealed class PlanLimitsTests(EmbeddedS3 s3) : PlanTest(s3)
{
    [Fact]
    public async Task A_plan_asks_for_the_quota_once_and_fits_into_it_and_ledger_and_message_say_so()
    {
        var run = await Run("""{"jobs":3,"instancesPerJob":20,"minimumProcessed":0}""");
        var input = new BuildManifestsInput(run.Keys.RunId.ToString(), null, null);
        var asking = await new ManifestBuilder(Store, TimeProvider.System).Run(input, RunOnS3.Invocation, default);
        Assert.Equal(("ask-quota", "L-0307F515", 0, 0), (asking.Next, asking.QuotaCode, asking.Attempt, asking.Jobs.Count));
        var plan = await run.Plan(asking.Attempt, asking.PlanDigest, [], new(2));
        Assert.Equal(("run-jobs", 1, 2), (plan.Next, plan.Attempt, plan.Jobs.Sum(job => job.Instances)));
        Assert.Equal(2, plan.Quota!.Instances); // the state keeps it for the next attempt
        Assert.Null(await Store.Head(run.Keys.JobResults(0), default));
        await run.Plan(1, new JobResult("001", "failed", "States.TaskFailed"));
        var answer = await run.Aggregate();
        Assert.Contains("Note: 2 instances instead of 60", answer.Message, StringComparison.Ordinal);
        Assert.Equal("Vegetation map 2023-W49: published, 0 % of the land observed", answer.Mail!.Subject);
        Assert.Equal(answer.Message, answer.Mail.Text.Split('\n')[0]);
        Assert.Contains(
            $"https://console.aws.amazon.com/s3/object/{Store.Bucket}?prefix=runs%2F", answer.Mail.Text, StringComparison.Ordinal);
        var ledger = await Store.GetJson(run.Keys.Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, default);
        Assert.StartsWith("2 instances instead of 60", Assert.Single(ledger.Attempts).Note);
        Assert.Contains("\nCost: about ", answer.Mail.Text, StringComparison.Ordinal);
        var asked = RequestReader.Read(ledger.Request, DateTimeOffset.UnixEpoch).OrThrow();
        var mail = RunMail.Of(ledger with { Cost = null }, asked, run.Keys, Store.Bucket, null, "Here.");
        Assert.DoesNotContain("Cost", mail.Text, StringComparison.Ordinal); // on one machine there is none
    }

    [Fact]
    public async Task A_ceiling_ends_a_run_before_its_first_job_and_leaves_out_the_attempts_beyond_it()
    {
        var run = await Run("""{"jobs":1,"instancesPerJob":1,"maxCostUsd":1}""");
        var plan = await run.Plan();
        Assert.Equal("run-jobs", plan.Next);
        var noon = new DateTimeOffset(2023, 12, 13, 12, 0, 0, TimeSpan.Zero);
        var failed = new JobResult("001", "failed", "States.TaskFailed", 1, noon, noon.AddHours(5), 1000); // 1.15 USD, its disk 0.96
        var next = await run.Plan(1, failed);
        Assert.Equal(("aggregate", ManifestBuilder.MaxAttempts), (next.Next, next.Attempt));
        var answer = await run.Aggregate(new AggregateOutputsInput(run.Keys.RunId.ToString(), null, next.Attempt));
        Assert.Equal("incomplete", answer.Outcome);
        Assert.Contains("No attempt 2: the jobs would cost about", answer.Message, StringComparison.Ordinal);
        var exceeded = await Assert.ThrowsAsync<CostCeilingException>(() => run.Plan()); // started again with the same ceiling
        Assert.Contains("after 2.11 USD so far; maxCostUsd is 1.", exceeded.Message, StringComparison.Ordinal);
        var dry = await (await Run("""{"jobs":1,"instancesPerJob":1,"maxCostUsd":0.001,"dryRun":true}""")).Plan();
        Assert.Contains("Note: the jobs would cost about", dry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Started_again_with_a_higher_ceiling_a_run_counts_all_jobs_that_it_had_and_forgets_what_was_left_out()
    {
        var small = (int most) => $$"""{"area":[15,46,18,50],"jobs":1,"instancesPerJob":1,"maxCostUsd":{{most}}}""";
        var run = await Run(small(1));
        await run.Plan();
        var noon = new DateTimeOffset(2023, 12, 13, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal("aggregate", (await run.Plan(1, new JobResult("001", "failed", "States.TaskFailed", 1, noon, noon.AddHours(5)))).Next);

        run = await Run(small(50));
        await run.Finish((await run.UnitsOf((await run.Plan()).Jobs[0])).First(), UnitStatus.Done);
        foreach (var unit in await run.UnitsOf((await run.Plan()).Jobs[0])) await run.Finish(unit, UnitStatus.NoData);
        var again = new JobResult("001", "succeeded", null, 1, noon.AddDays(1), noon.AddDays(1).AddHours(1));
        Assert.Equal("aggregate", (await run.Plan(1, again)).Next);
        Assert.Equal("aggregate", (await run.Plan(1, again)).Next); // a function that is called twice keeps them once
        Assert.DoesNotContain("No attempt", (await run.Aggregate()).Message, StringComparison.Ordinal);
        var ledger = await Store.GetJson(run.Keys.Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, default);
        Assert.Equal(6, ledger.Cost!.InstanceHours);
        var attempt = Assert.Single(ledger.Attempts);
        Assert.Equal((null, "failed succeeded"), (attempt.Note, string.Join(' ', attempt.Jobs.Select(job => job.Status))));
    }

    [Theory]
    [InlineData(0.001, null, null, "the jobs would cost about")]
    [InlineData(1000.0, null, null, null)]
    [InlineData(null, "ml.x9.xlarge", null, null)]
    [InlineData(1.0, "ml.x9.xlarge", 0.5, null)]
    public void A_ceiling_is_compared_with_the_estimate(double? most, string? type, double? price, string? exceeded)
    {
        var request = Asked(most) with { InstanceType = type ?? "ml.m5.xlarge", InstanceHourUsd = price };
        var estimate = Estimate.Of(request, [new PlannedUnit("", 1, "")]);
        var words = CostCeiling.Exceeded(request, JobCost.Of(request, []), estimate);
        Assert.StartsWith(exceeded ?? "", words ?? "");
        Assert.Equal(exceeded is null, words is null);
    }

    [Fact]
    public void A_ceiling_without_a_price_is_refused()
    {
        var request = Asked(1) with { InstanceType = "ml.x9.xlarge" };
        var estimate = Estimate.Of(request, [new PlannedUnit("", 1, "")]);
        var refused = Assert.Throws<InvalidRequestException>(() => CostCeiling.Exceeded(request, JobCost.Of(request, []), estimate));
        Assert.StartsWith("instanceHourUsd: got nothing; expected the price of an hour of ml.x9.xlarge", refused.Message);
    }

    static Request Asked(double? most) => RequestReader.Read(
        JsonDocument.Parse("{}").RootElement, new DateTimeOffset(2023, 12, 13, 0, 0, 0, TimeSpan.Zero)).OrThrow() with
        {
            MaxCostUsd = most,
        };

    [Fact]
    public async Task A_quota_of_nothing_ends_a_run_before_its_jobs()
    {
        var run = await Run();
        await Assert.ThrowsAsync<NoInstancesException>(() => run.Plan(null, null, [], new(0)));
        Assert.Empty(await Store.List(run.Keys.Attempts, default));
    }

    [Fact]
    public async Task Jobs_are_told_from_which_hosts_they_may_read_and_there_are_none_where_no_scene_may_be_read()
    {
        var run = await Run();
        var allowed = new BuildManifestsInput(run.Keys.RunId.ToString(), null, null) { Quota = new(10_000) };
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(
            () => new ManifestBuilder(Store, TimeProvider.System, AssetHosts.Default).Run(allowed, RunOnS3.Invocation, default));
        Assert.Contains("example.org", refused.Message, StringComparison.Ordinal);
        var plan = await new ManifestBuilder(Store, TimeProvider.System, AssetHosts.Default.With(new("example.org/"))).Run(
            allowed, RunOnS3.Invocation, default);
        Assert.Equal(("run-jobs", "example.org/"), (plan.Next, plan.AssetHosts));
        Assert.Equal(["example.org"], (await Choice(run)).Hosts);
    }
}
