using System.Text.Json.Nodes;
using static Vegetation.Tests.Infra.Answers;

namespace Vegetation.Tests.Infra;

/// <summary>
/// Faults 49-58 as the state machine meets them; what is reconciled and what is planned again is tested with the functions.
/// </summary>
[Collection(nameof(Synthesized))]
public sealed class OrchestrationFaultTests(Synthesized stack)
{
    [Fact]
    public void A_quota_that_stays_exceeded_is_waited_for_and_then_an_outcome_that_says_so() // fault 49
    {
        var run = Execute(
            stack,
            builds: [Plan(1, "run-jobs", "veg-r-a1-001"), Plan(2, "aggregate")],
            jobs: [Failed("SageMaker.ResourceLimitExceededException")],
            aggregates: [
                Payload(new { runId = "r", outcome = "incomplete", message = "Nothing.", report = "s3://b/r", ledger = "s3://b/l" })]);
        Assert.Equal(13, run.Inputs("Run job").Count);
        var outcome = Assert.Single(run.Inputs("Build manifests")[1]["Payload"]!["jobs"]!.AsArray())!;
        Assert.Equal(
            ("001", "failed", "SageMaker.ResourceLimitExceededException"),
            ((string?)outcome["index"], (string?)outcome["status"], (string?)outcome["error"]));
        Assert.Equal(("FAILED", "Incomplete"), (run.Status, run.Error));
    }

    [Fact]
    public void A_quota_is_waited_for_by_hours_and_a_throttle_by_minutes() // fault 49
    {
        var retries = stack.State("Run job")["Retry"]!.AsArray();
        Assert.InRange(Patience(retries[0]!), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));
        Assert.InRange(Patience(retries[1]!), TimeSpan.FromHours(3), TimeSpan.FromHours(12));
    }

    [Fact]
    public void The_most_jobs_over_quota_and_throttled_to_the_end_fit_into_one_history() // fault 49
    {
        const int mostEvents = 25_000, mostJobs = 100, attempts = 3, eventsATry = 3, eventsAroundThem = 9;
        var tries = 1 + stack.State("Run job")["Retry"]!.AsArray().Sum(retry => (int)retry!["MaxAttempts"]!);
        Assert.InRange(mostJobs * attempts * (tries * eventsATry + eventsAroundThem), 1, mostEvents - 1000);
    }

    [Theory]
    [InlineData("States.Timeout")]
    [InlineData("States.TaskFailed")]
    [InlineData("SageMaker.NeverHeardOf")]
    public void A_job_that_overruns_or_fails_is_run_once_and_its_units_are_planned_again(string error) // faults 52 and 53
    {
        var run = Execute(
            stack,
            builds: [Plan(1, "run-jobs", "veg-r-a1-001"), Plan(2, "run-jobs", "veg-r-a2-001"), Plan(3, "aggregate")],
            jobs: [Failed(error), Completed]);
        Assert.Equal(("SUCCEEDED", 2), (run.Status, run.Inputs("Run job").Count));
    }

    [Fact]
    public void Every_job_failing_ends_the_run_with_what_there_is_and_not_in_the_map() // fault 58
    {
        var run = Execute(
            stack,
            builds: [Plan(1, "run-jobs", "a", "b"), Plan(2, "run-jobs", "c", "d"), Plan(3, "run-jobs", "e", "f"), Plan(4, "aggregate")],
            jobs: [Failed("States.TaskFailed")],
            aggregates: [
                Payload(new { runId = "r", outcome = "incomplete", message = "0 of 9.", report = "s3://b/r", ledger = "s3://b/l" })]);
        Assert.Equal(
            ("FAILED", "Incomplete", "0 of 9. Report: s3://b/r Ledger: s3://b/l", 6),
            (run.Status, run.Error, run.Cause, run.Inputs("Run job").Count));
    }

    [Theory]
    [InlineData("Run jobs")]
    [InlineData("Aggregate outputs")]
    [InlineData("Build manifests")]
    public void A_redriven_run_goes_on_from_the_state_that_was_broken_off(string state) // faults 55 and 60
    {
        var redriven = stack.Definition.DeepClone().AsObject();
        redriven["StartAt"] = state;
        var plan = new
        {
            runId = "r", attempt = 1, next = "run-jobs", instanceType = "ml.m5.xlarge", assetHosts = "*",
            jobs = new[] { Job(1, "001", "veg-r-a1-001") },
        };
        var run = Execution.Of(redriven, plan, Script(null, [Plan(2, "aggregate")], [Completed], null));
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.DoesNotContain(run.Calls, call => call.State == "Search scenes");
    }

    [Fact]
    public void The_most_jobs_with_the_longest_names_stay_far_below_the_limit_of_a_payload() // fault 54
    {
        var jobs = Enumerable.Range(1, 100).Select(n => Longest($"{n:000}")).ToArray();
        var plan = Payload(new
        {
            runId = LongestRun, attempt = 3, next = "run-jobs", instanceType = "ml.m5.xlarge", assetHosts = new string('h', 256), jobs,
            summary = new { units = 100_000, pending = 100_000, instances = 10_000, rejected = 1_000_000, unreadable = 100_000 },
        });
        var run = Execute(stack, builds: [plan, Plan(4, "aggregate")], jobs: [Failed("SageMaker.ResourceNotFoundException")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(100, run.Inputs("Run job").Count);
        Assert.InRange(run.LargestPayloadBytes, 100, 32 * 1024);
    }

    static readonly string LongestRun = new('r', 80);

    static object Longest(string index) => new
    {
        index, name = $"veg-00000000-a3-{index}",
            manifest = $"s3://{new string('b', 63)}/runs/{LongestRun}/attempts/3/manifest-{index}.json", instances = 100, volumeGb = 16_384,
    };

    // The longest that a rule waits in all: full jitter takes anything up to each of these.
    static TimeSpan Patience(JsonNode retry) => TimeSpan.FromSeconds(Enumerable.Range(0, (int)retry["MaxAttempts"]!)
        .Sum(n =>
            Math.Min((double)retry["IntervalSeconds"]! * Math.Pow((double)retry["BackoffRate"]!, n), (double)retry["MaxDelaySeconds"]!)));
}
