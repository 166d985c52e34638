using System.Globalization;
using static Vegetation.Tests.Infra.Answers;

namespace Vegetation.Tests.Infra;

/// <summary>The synthesized state machine executed offline: each function and job answers as the test tells it to.</summary>
[Collection(nameof(Synthesized))]
public sealed class ExecutionTests(Synthesized stack)
{
    // SageMaker's limit on a job's name; a hyphen and 8 characters of it belong to the try, the rest may be planned.
    const int LongestName = 63;

    [Fact]
    public void A_run_searches_until_no_cursor_is_left_and_then_salvages_until_nothing_is_pending() // faults 51 and 52
    {
        var run = Execute(
            stack,
            searches: [Payload(new { runId = "r", scenes = 100, cursor = 2 }), Payload(new { runId = "r", scenes = 150 })],
            builds: [Plan(1, "run-jobs", "veg-r-a1-001", "veg-r-a1-002"), Plan(2, "run-jobs", "veg-r-a2-001"), Plan(3, "aggregate")],
            jobs: [Completed, Failed("States.TaskFailed"), Completed],
            aggregates: [Payload(new { runId = "r", outcome = "published" })]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(
            [
                "Search scenes", "Search scenes", "Build manifests", "Run job", "Run job",
                "Build manifests", "Run job", "Build manifests", "Aggregate outputs", "Announce",
            ],
            run.Steps);
        Assert.Equal("""{"runId":"r","scenes":100,"cursor":2}""", run.Inputs("Search scenes")[1]["Payload"]!.ToJsonString());
        Assert.Equal("""{"runId":"r","outcome":"published"}""", run.Output!.ToJsonString());
    }

    [Fact]
    public void Outputs_are_aggregated_until_no_cursor_is_left()
    {
        var run = Execute(
            stack, aggregates: [
            Payload(new { runId = "r", cursor = 7 }), Payload(new { runId = "r", cursor = 9 }),
            Payload(new { runId = "r", outcome = "published" })]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal([null, 7, 9], run.Inputs("Aggregate outputs").Select(call => (int?)call["Payload"]!["cursor"]));
    }

    [Fact]
    public void What_is_announced_is_the_output_of_a_published_run_and_of_no_other()
    {
        var run = Execute(stack, aggregates: [Payload(new { runId = "r", outcome = "published", week = "2023-W49" })]);
        var entry = run.Inputs("Announce").Single()["Entries"]![0]!;
        Assert.Equal(run.Output!.ToJsonString(), entry["Detail"]!.ToJsonString());
        Assert.Empty(Execute(stack, aggregates: [Payload(new { runId = "r", outcome = "not-promoted" })]).Inputs("Announce"));
    }

    [Theory]
    [InlineData("published", null, "SUCCEEDED")]
    [InlineData("incomplete", null, "FAILED")]
    [InlineData("published", "SNS.InternalErrorException", "SUCCEEDED")]
    public void The_end_of_a_run_is_sent_in_words_and_goes_on_if_it_cannot_be_sent(string outcome, string? error, string status)
    {
        var answers = Script(null, null, null, [Payload(new
        {
            runId = "r", outcome, message = "m", report = "s3://b/r", ledger = "s3://b/l",
            mail = new { subject = "Map", text = "In words" },
        })]);
        if (error is not null) answers["Send mail"] = [Failed(error)];
        var run = Execution.Of(stack.Definition, new { }, answers);
        var sent = run.Inputs("Send mail")[0];
        Assert.Equal((status, "Map", "In words"), (run.Status, (string?)sent["Subject"], (string?)sent["Message"]));
    }

    [Fact]
    public void A_run_that_cannot_be_announced_is_published_all_the_same()
    {
        var answers = Script(null, null, null, null);
        answers["Announce"] = [Failed("EventBridge.InternalException")];
        var run = Execution.Of(stack.Definition, new { }, answers);
        Assert.Equal(("SUCCEEDED", 4), (run.Status, run.Inputs("Announce").Count));
    }

    [Fact]
    public void Outputs_that_were_changed_are_planned_and_run_again_by_the_same_execution()
    {
        var run = Execute(
            stack,
            builds: [Plan(0, "aggregate"), Plan(1, "run-jobs", "veg-r-a1-001"), Plan(1, "aggregate")],
            jobs: [Completed],
            aggregates: [
                Payload(new { runId = "r", attempt = 0, planDigest = "abc", next = "build-manifests" }),
                Payload(new { runId = "r", outcome = "published" })]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal(
            [
                "Search scenes", "Build manifests", "Aggregate outputs", "Build manifests", "Run job", "Build manifests",
                "Aggregate outputs", "Announce",
            ],
            run.Steps);
        Assert.Equal(
            """{"runId":"r","attempt":0,"planDigest":"abc","next":"build-manifests"}""",
            run.Inputs("Build manifests")[1]["Payload"]!.ToJsonString());
        Assert.Equal(
            (0, 1), (
            (int)run.Inputs("Aggregate outputs")[0]["Payload"]!["attempt"]!,
            (int)run.Inputs("Aggregate outputs")[1]["Payload"]!["attempt"]!));
    }

    [Fact]
    public void Each_job_comes_back_with_its_instances_their_disk_and_when_it_was_asked_for_and_ended()
    {
        var run = Execute(
            stack, builds: [Plan(1, "run-jobs", "veg-r-a1-001", "veg-r-a1-002"), Plan(2, "aggregate")],
            jobs: [Completed, Failed("States.TaskFailed")]);
        Assert.All(run.Inputs("Build manifests")[1]["Payload"]!["jobs"]!.AsArray(), job =>
        {
            Assert.Equal((4, 30), ((int)job!["instances"]!, (int)job["volumeGb"]!));
            Assert.True(job["begun"]!.GetValue<DateTimeOffset>() <= job["ended"]!.GetValue<DateTimeOffset>());
        });
    }

    [Fact]
    public void A_run_begins_with_the_request_the_executions_name_and_its_time()
    {
        var run = Execute(stack, searches: [Failed("InvalidRequest")]);
        var first = Assert.Single(run.Inputs("Search scenes"))["Payload"]!;
        Assert.Equal("""{"scheduledAt":"2026-11-23T06:00:00Z"}""", first["request"]!.ToJsonString());
        Assert.Equal("tested", (string?)first["executionName"]);
        Assert.Equal(DateTimeKind.Utc, first["startedAt"]!.GetValue<DateTime>().Kind);
    }

    [Theory]
    [InlineData("InvalidRequest", 1)]
    [InlineData("InvalidData", 1)]
    [InlineData("CatalogUnavailable", 1)]
    [InlineData("Sandbox.Timedout", 3)]
    [InlineData("Lambda.Unknown", 3)]
    [InlineData("Lambda.CodeArtifactUserPendingException", 7)]
    [InlineData("Lambda.TooManyRequestsException", 7)]
    public void An_error_that_a_function_reports_ends_the_run_at_once_and_others_after_a_few_more_tries(string error, int tries) // fault 57
    {
        var run = Execute(stack, searches: [Failed(error)]);
        Assert.Equal(("FAILED", error, $"scripted {error}", tries), (run.Status, run.Error, run.Cause, run.Calls.Count));
    }

    [Fact]
    public void One_failed_job_is_an_outcome_beside_the_others()
    {
        var run = Execute(
            stack,
            builds: [Plan(1, "run-jobs", "veg-r-a1-001", "veg-r-a1-002", "veg-r-a1-003"), Plan(2, "aggregate")],
            jobs: [Completed, Failed("States.TaskFailed"), Completed]);
        var outcomes = run.Inputs("Build manifests")[1]["Payload"]!["jobs"]!.AsArray();
        Assert.Equal(["001 succeeded", "002 failed States.TaskFailed", "003 succeeded"],
            outcomes.Select(job => $"{job!["index"]} {job["status"]} {job["error"]}".TrimEnd()));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("CloudWatchLogs.ResourceAlreadyExistsException", 0)]
    [InlineData("States.Timeout", 0)]
    public void The_jobs_log_is_limited_before_the_first_job_where_nobody_made_it_before(string? error, int limited)
    {
        var answers = Script(null, [Plan(1, "run-jobs", "veg-r-a1-001"), Plan(2, "aggregate")], [Completed], null);
        if (error is not null) answers["Create log of jobs"] = [Failed(error)];
        var run = Execution.Of(stack.Definition, new { }, answers);
        Assert.Equal(("SUCCEEDED", 1), (run.Status, run.Inputs("Run job").Count));
        Assert.Equal("""{"LogGroupName":"/aws/sagemaker/ProcessingJobs"}""", run.Inputs("Create log of jobs").Single().ToJsonString());
        Assert.Equal(
            Enumerable.Repeat("""{"LogGroupName":"/aws/sagemaker/ProcessingJobs","RetentionInDays":30}""", limited),
            run.Inputs("Limit log of jobs").Select(call => call.ToJsonString()));
    }

    [Theory]
    [InlineData(null, null, """{"instances":500,"askedAt":"TIME"}""")]
    [InlineData("ServiceQuotas.NoSuchResourceException", null, """{"instances":0,"askedAt":"TIME"}""")]
    [InlineData("ServiceQuotas.AccessDeniedException", null, """{"error":"ServiceQuotas.AccessDeniedException"}""")]
    [InlineData("ServiceQuotas.NoSuchResourceException", "States.Timeout", """{"error":"States.Timeout"}""")]
    public void The_account_is_asked_for_its_quota_where_the_plan_wants_it_and_the_run_goes_on_whatever_it_answers(
        string? applied, string? byDefault, string known)
    {
        object[] builds = [Payload(new { runId = "r", next = "ask-quota", quotaCode = "L-0307F515", jobs = Array.Empty<object>() })];
        var answers = Script(null, [.. builds, Plan(1, "aggregate")], null, null);
        if (applied is not null) answers["Ask for quota"] = [Failed(applied)];
        if (byDefault is not null) answers["Ask for default quota"] = [Failed(byDefault)];
        var run = Execution.Of(stack.Definition, new { }, answers);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal("""{"ServiceCode":"sagemaker","QuotaCode":"L-0307F515"}""", run.Inputs("Ask for quota")[0].ToJsonString());
        var quota = run.Inputs("Build manifests")[1]["Payload"]!["quota"]!.AsObject();
        if (quota["askedAt"] is { } at && DateTimeOffset.TryParse((string?)at, CultureInfo.InvariantCulture, out _))
            quota["askedAt"] = "TIME";
        Assert.Equal(known, quota.ToJsonString());
    }

    [Fact]
    public void A_throttled_or_unaffordable_job_or_one_whose_name_is_taken_is_tried_again_under_a_new_name() // faults 49 and 50
    {
        var longest = new string('x', LongestName - 9);
        var run = Execute(
            stack,
            builds: [Plan(1, "run-jobs", longest), Plan(2, "aggregate")],
            jobs:
            [
                Failed("SageMaker.AmazonSageMakerException"), Failed("SageMaker.ResourceLimitExceededException"),
                Failed("SageMaker.ResourceInUseException"), Completed,
            ]);
        var names = run.Inputs("Run job").Select(job => (string)job["ProcessingJobName"]!).ToList();
        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$", name));
        Assert.All(names, name => Assert.Equal(LongestName, name.Length));
    }

    [Fact]
    public void A_job_gets_its_own_manifest_and_the_runs_output_folder()
    {
        var run = Execute(stack, builds: [Plan(2, "run-jobs", "veg-r-a2-001"), Plan(3, "aggregate")], jobs: [Completed]);
        var job = Assert.Single(run.Inputs("Run job"));
        Assert.Equal("s3://bucket/runs/r/attempts/2/manifest-001.json", (string?)job["ProcessingInputs"]![0]!["S3Input"]!["S3Uri"]);
        var output = job["ProcessingOutputConfig"]!["Outputs"]![0]!["S3Output"]!;
        Assert.Matches("^s3://StorageBucket[^/]*/runs/r/output$", (string?)output["S3Uri"]);
        Assert.Equal("""{"RUN_ID":"r","ATTEMPT":"2","ASSET_HOSTS":"data.example.org/"}""", job["Environment"]!.ToJsonString());
        var cluster = job["ProcessingResources"]!["ClusterConfig"]!;
        Assert.Equal("""{"InstanceCount":4,"InstanceType":"ml.m5.xlarge","VolumeSizeInGB":30}""", cluster.ToJsonString());
    }

    [Fact]
    public void A_dry_run_ends_with_its_plan()
    {
        var run = Execute(stack, builds: [Plan(1, "stop")]);
        Assert.Equal("SUCCEEDED", run.Status);
        Assert.Equal("stop", (string?)run.Output!["next"]);
        Assert.Equal(["Search scenes", "Build manifests"], run.Calls.Select(call => call.State));
    }

    [Theory]
    [InlineData("published", "SUCCEEDED", null, null)]
    [InlineData("not-promoted", "SUCCEEDED", null, null)]
    [InlineData("no-scenes", "SUCCEEDED", null, null)]
    [InlineData("incomplete", "FAILED", "Incomplete", "Half is missing. Report: s3://bucket/runs/r/products/index.html Ledger: "
        + "s3://bucket/runs/r/products/ledger.json")]
    [InlineData("never heard of", "FAILED", "Incomplete", "Half is missing. Report: s3://bucket/runs/r/products/index.html Ledger: "
        + "s3://bucket/runs/r/products/ledger.json")]
    public void The_aggregations_outcome_is_the_runs(string outcome, string status, string? error, string? cause) // fault 58
    {
        var run = Execute(stack, aggregates:
            [Payload(
                new { runId = "r", outcome, message = "Half is missing.", report = "s3://bucket/runs/r/products/index.html",
                ledger = "s3://bucket/runs/r/products/ledger.json" })]);
        Assert.Equal((status, error, cause), (run.Status, run.Error, run.Cause));
    }
}
