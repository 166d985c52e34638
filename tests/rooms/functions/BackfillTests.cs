using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Backfill;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>Which weeks of a backfill are run, and what it says at the end.</summary>
public sealed class BackfillTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime
{
    static readonly Invocation Now = new("1", [], DateTimeOffset.UtcNow.AddMinutes(5), null);

    ObjectStore store = null!;

    public async Task InitializeAsync() => store = await s3.EmptyStore();

    public Task DisposeAsync() => Task.CompletedTask;

    Task<PlanBackfillOutput> Plan(string asked, string defaults = "{}") =>
        new BackfillPlanner(store, TimeProvider.System).Run(new(JsonElement.Parse(asked), JsonElement.Parse(defaults)), Now, default);

    /// <summary>As a run of the week leaves it that the schedule started.</summary>
    async Task Publish(string week, string request, string defaults = "{}")
    {
        var end = IsoWeek.TryParse(week)!.Value.Window.To;
        var asked = JsonElement.Parse($$"""{"scheduledAt":"{{end:yyyy-MM-ddTHH:mm:ssZ}}",{{request[1..]}}""");
        var read = RequestReader.Read(SearchScenesInput.WithDefaults(asked, JsonElement.Parse(defaults)), DateTimeOffset.UnixEpoch);
        var run = RunId.For(read.OrThrow(), "");
        await store.Put(new RunKeys(run).Product(ProductNames.Published), "{}"u8.ToArray(), "application/json", default);
    }

    [Fact]
    public async Task Weeks_that_are_published_are_left_out_and_those_of_another_request_are_not()
    {
        const string request = """{"resolution":160}""";
        await Publish("2019-W02", request);
        await Publish("2019-W03", """{"resolution":80}""");
        var plan = await Plan($$"""{"weeks":"2019-W01..2019-W04","request":{{request}}}""");
        Assert.Equal(["2019-W01", "2019-W03", "2019-W04"], plan.Weeks!.Select(week => week.Week));
        Assert.Equal(new DateTimeOffset(2019, 1, 7, 0, 0, 0, TimeSpan.Zero), plan.Weeks![0].Input.ScheduledAt);
        Assert.Equal(request, plan.Request!.Value.GetRawText());
        Assert.StartsWith("2019-W02-", Assert.Single(plan.Totals!.Before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployments_defaults_are_a_part_of_the_request()
    {
        const string defaults = """{"jobs":2}""";
        await Publish("2019-W02", """{"resolution":160}""", defaults);
        Assert.Single((await Plan("""{"weeks":"2019-W02","request":{"resolution":160}}""")).Weeks!);
        Assert.Empty((await Plan("""{"weeks":"2019-W02","request":{"resolution":160}}""", defaults)).Weeks!);
    }

    [Fact]
    public async Task Of_a_dry_run_five_weeks_stand_for_all()
    {
        var plan = await Plan("""{"weeks":"2019-W01..2023-W52","request":{"resolution":160},"dryRun":true}""");
        Assert.Equal(["2019-W01", "2020-W14", "2021-W26", "2022-W39", "2023-W52"], plan.Weeks!.Select(week => week.Week));
        Assert.All(plan.Weeks!, week => Assert.True(week.Input.DryRun));
        var results = plan.Weeks!.Select((week, i) => new WeekResult(
            week.Week, Estimate: i == 4 ? null : new Estimate(8000 + 100 * i, 42_000_000_000, 20, 12, 0.23, 0.92))).ToList();
        var input = new PlanBackfillInput(null) { Totals = plan.Totals, Results = results };
        var end = await new BackfillPlanner(store, TimeProvider.System).Run(input, Now, default);
        Assert.Equal("incomplete", end.Outcome);
        Assert.Equal(
            "2019-W01..2023-W52: 261 weeks to run, 0 published before. Estimated from 4 of them: 2,127,150 scenes, 10,962.0 GB; on AWS "
            + "52.2 hours of jobs if the weeks run one after another, about 240.12 USD. Failed: 2023-W52. Start the same "
            + "backfill again to try them.", end.Message);
    }

    [Theory]
    [InlineData("published", "complete", "2019-W01..2019-W02: 2 published, 0 not promoted, 0 without scenes, 1 published before.")]
    [InlineData("no-scenes", "complete", "1 published, 0 not promoted, 1 without scenes (2019-W02), 1 published before.")]
    [InlineData("not-promoted", "complete", "1 published, 1 not promoted, 0 without scenes")]
    [InlineData("incomplete", "incomplete", "1 published before. Failed: 2019-W02. Start the same backfill again to try them.")]
    [InlineData("failed", "incomplete", "Failed: 2019-W02.")]
    [InlineData(null, "incomplete", "Failed: 2019-W02.")]
    public async Task The_end_names_what_is_not_complete(string? outcome, string expected, string says)
    {
        WeekResult[] results = [new("2019-W01", "a", "published"), new("2019-W02", "b", outcome)];
        var totals = new BackfillTotals("2019-W01..2019-W02", 3, ["before"], DryRun: false);
        var end = await new BackfillPlanner(store, TimeProvider.System).Run(new(null) { Totals = totals, Results = results }, Now, default);
        Assert.Equal(expected, end.Outcome);
        Assert.Contains(says, end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_that_is_not_over_is_refused_since_its_run_would_be_the_schedules()
    {
        var running = IsoWeek.Of(DateTimeOffset.UtcNow);
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => Plan($$"""{"weeks":"{{running}}"}"""));
        Assert.Contains($"weeks: got {running}; expected weeks that are over", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_request_is_refused_before_any_week_is_run() => Assert.Contains(
        "resolution: got 30",
        (await Assert.ThrowsAsync<InvalidRequestException>(() => Plan("""{"weeks":"2019-W01","request":{"resolution":30}}"""))).Message,
        StringComparison.Ordinal);
}
