using System.Text.Json.Nodes;
using static Vegetation.Tests.Infra.Answers;

namespace Vegetation.Tests.Infra;

/// <summary>The state machine of past weeks, executed offline: its function and the runs of weeks answer as a test tells them to.</summary>
[Collection(nameof(Synthesized))]
public sealed class BackfillTests(Synthesized stack)
{
    static object Plan(params string[] weeks) => Payload(new
    {
        request = new { area = new[] { 11, 46, 12, 47 }, resolution = 160 },
        weeks = weeks.Select(week => new { week, input = new { scheduledAt = $"after {week}", dryRun = false } }),
        totals = new { range = "2019-W01..2019-W03", weeks = 3, before = Array.Empty<string>(), dryRun = false },
    });

    static object Run(object output) => new { result = new { Status = "SUCCEEDED", Output = output } };

    Execution Execute(object[] functions, params object[] weeks) => Execution.Of(
        stack.Backfill, new { weeks = "2019-W01..2019-W03", request = new { resolution = 160 } },
        new() { ["Plan backfill"] = functions[..1], ["Summarize weeks"] = functions[1..], ["Run week"] = weeks });

    [Fact]
    public void Each_week_is_run_with_the_request_and_its_own_time_and_one_that_fails_does_not_stop_the_others()
    {
        var run = Execute(
            [Plan("2019-W01", "2019-W02", "2019-W03"), Payload(new { outcome = "incomplete", message = "2019-W02 is not complete" })],
            Run(new { runId = "a", outcome = "published", message = new string('x', 10_000) }), Failed("States.TaskFailed"),
            Run(new { runId = "c", outcome = "no-scenes" }));
        Assert.Equal(("FAILED", "Incomplete", "2019-W02 is not complete"), (run.Status, run.Error, run.Cause));
        Assert.Equal(
            ["after 2019-W01", "after 2019-W02", "after 2019-W03"],
            run.Inputs("Run week").Select(input => (string?)input["Input"]!["scheduledAt"]));
        Assert.All(run.Inputs("Run week"), input =>
        {
            Assert.Equal((160, 11), ((int)input["Input"]!["resolution"]!, (int)input["Input"]!["area"]![0]!));
            Assert.StartsWith("WorkflowMachine", ((string?)input["StateMachineArn"])!.Split(':')[^1]);
        });
        Assert.Equal(
            """
            [{"week":"2019-W01","runId":"a","outcome":"published"},{"week":"2019-W02","error":"States.TaskFailed","outcome":"failed"},{"week":"2019-W03","runId":"c","outcome":"no-scenes"}]
            """.Trim(),
            Results(run).ToJsonString());
    }

    [Fact]
    public void Of_a_dry_run_the_estimates_are_kept()
    {
        var run = Execute(
            [Plan("2019-W01"), Payload(new { outcome = "planned", message = "so much" })],
            Run(new { runId = "a", estimate = new { scenes = 7 }, plan = "s3://bucket/plan.json" }));
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal("""[{"week":"2019-W01","estimate":{"scenes":7}}]""", Results(run).ToJsonString());
        Assert.Equal("so much", (string?)run.Output!["message"]);
    }

    [Fact]
    public void Without_weeks_to_run_it_sums_up_at_once()
    {
        var run = Execute([Plan(), Payload(new { outcome = "complete", message = "all before" })]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Empty(run.Inputs("Run week"));
        Assert.Empty(Results(run));
    }

    [Fact]
    public void A_decade_of_weeks_fits_into_a_state()
    {
        var weeks = Enumerable.Range(0, 600).Select(i => $"{2015 + i / 50}-W{i % 50 + 1:00}").ToArray();
        var run = Execute(
            [Plan(weeks), Payload(new { outcome = "complete", message = "done" })],
            Run(new { runId = "2019-W01-0a1b2c3d", outcome = "published", message = new string('x', 300) }));
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.InRange(run.LargestPayloadBytes, 50_000, 200_000);
    }

    static JsonArray Results(Execution run) => run.Inputs("Summarize weeks").Single()["Payload"]!["results"]!.AsArray();
}
