using System.Text;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions;

namespace Vegetation.Tests.Functions;

public sealed class ManifestBuilderTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static int runs;
    readonly string name = $"plan-{Interlocked.Increment(ref runs)}";

    static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN", "33TXN", "32UQU"];

    Task<RunOnS3> Run(string request = "{}") => RunOnS3.WithScenes(s3.Store, name, [.. Tiles.Select(t => RunOnS3.Scene(t))], request);

    [Fact]
    public async Task Units_are_dealt_over_jobs_and_instances_without_an_empty_one() // fault 19
    {
        var run = await Run("""{"jobs":2,"instancesPerJob":20}""");
        var plan = await run.Plan();
        Assert.Equal(("run-jobs", 1), (plan.Next, plan.Attempt));
        Assert.Equal([3, 2], plan.Jobs.Select(j => j.Instances));
        var units = (await Task.WhenAll(plan.Jobs.Select(run.UnitsOf))).SelectMany(u => u).ToList();
        Assert.Equal(5, units.Distinct().Count());
        Assert.Equal(5, (await s3.Store.List(run.Keys.Units, default)).Count);
        Assert.All(plan.Jobs, j => Assert.True((j.Name + "-12345678").Length <= 63));
    }

    [Fact]
    public async Task More_jobs_than_units_are_cut() => Assert.Equal(5, (await (await Run("""{"jobs":100}""")).Plan()).Jobs.Count);

    [Fact]
    public async Task Only_what_needs_another_attempt_is_planned_again()
    {
        var run = await Run("""{"jobs":1}""");
        var units = await run.UnitsOf((await run.Plan()).Jobs[0]);
        await run.Finish(units[0], UnitStatus.Done);
        await run.Finish(units[1], UnitStatus.Invalid, "grid");
        await run.Finish(units[2], UnitStatus.Failed, Reason.AssetMissing.Name);
        await run.Finish(units[3], UnitStatus.Failed, "http-503");
        var second = await run.Plan(1, new JobResult("001", "failed", "States.TaskFailed"));
        Assert.Equal(("run-jobs", 2), (second.Next, second.Attempt));
        Assert.Equal([units[3], units[4]], await run.UnitsOf(Assert.Single(second.Jobs)));
        Assert.NotNull(await s3.Store.TryGet(run.Keys.JobResults(1), default));
    }

    [Theory]
    [InlineData("{\"unitId\":")]
    [InlineData("""{"unitId":"UNIT","runId":"another","attempt":1,"tile":"33UXP","status":"no-data"}""")]
    public async Task A_record_that_cannot_be_read_or_is_of_another_run_is_none(string record)
    {
        var run = await Run();
        await run.Plan();
        var unit = RunOnS3.Scene(Tiles[0]).Id;
        var content = Encoding.UTF8.GetBytes(record.Replace("UNIT", unit, StringComparison.Ordinal));
        await s3.Store.Put(run.Keys.Record(unit), content, "application/json", default);
        Assert.Contains(unit, (await Task.WhenAll((await run.Plan(1)).Jobs.Select(run.UnitsOf))).SelectMany(u => u));
        Assert.Equal(5, (await run.Aggregate()).Failed);
    }

    [Fact]
    public async Task When_all_have_ended_the_outputs_are_aggregated()
    {
        var run = await Run();
        foreach (var unit in (await s3.Store.GetJson(await Planned(run), FunctionsJson.Default.Plan, default)).Units)
            await run.Finish(unit.Id, UnitStatus.NoData);
        Assert.Equal("aggregate", (await run.Plan(1)).Next);
    }

    [Fact]
    public async Task After_the_last_attempt_every_unit_has_a_record_all_the_same()
    {
        var run = await Run();
        await run.Plan();
        var last = await run.Plan(3);
        Assert.Equal(("aggregate", 0), (last.Next, last.Jobs.Count));
        var records = await s3.Store.List(run.Keys.Records, default);
        Assert.Equal(5, records.Count);
        var record = await s3.Store.GetJson(records[0].Key, CoreJson.Default.UnitRecord, default);
        Assert.Equal((UnitStatus.Failed, Reason.NoRecord.Name), (record.Status, record.Reason));
        Assert.Equal("run-jobs", (await run.Plan()).Next); // a rerun tries them again
    }

    [Fact]
    public async Task A_dry_run_stops_with_the_plan_and_starts_nothing()
    {
        var run = await Run("""{"dryRun":true,"jobs":2}""");
        var plan = await run.Plan();
        Assert.Equal(("stop", 5, 5), (plan.Next, plan.Summary.Units, plan.Summary.Instances));
        Assert.Empty(await s3.Store.List(run.Keys.Attempts, default));
    }

    [Fact]
    public async Task Without_scenes_there_is_nothing_to_run()
    {
        var run = await RunOnS3.WithScenes(s3.Store, name, []);
        Assert.Equal(("aggregate", 0), ((await run.Plan()).Next, (await run.Plan()).Summary.Units));
    }

    [Fact]
    public async Task Two_plans_of_one_search_are_the_same_bytes()
    {
        var run = await Run();
        await run.Plan();
        var first = await Bytes();
        await run.Plan();
        Assert.Equal(first, await Bytes());

        async Task<string[]> Bytes() => await Task.WhenAll((await s3.Store.List(run.Keys.Root, default))
            .Select(async o => o.Key + Convert.ToHexString((await s3.Store.TryGet(o.Key, default))!)));
    }

    static async Task<string> Planned(RunOnS3 run)
    {
        await run.Plan();
        return run.Keys.Plan;
    }
}
