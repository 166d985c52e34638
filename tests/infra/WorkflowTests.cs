using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class WorkflowTests(Synthesized stack)
{
    [Fact]
    public void States_have_the_names_that_logs_and_documents_use() => Assert.Equal(
        [
            "Aggregate outputs", "Announce", "Anything to run?", "Ask for default quota", "Ask for quota", "Begin job",
            "Build manifests", "Create log of jobs", "Incomplete", "Job failed", "Job succeeded", "Limit log of jobs", "More outputs?",
            "More scenes?", "No scenes", "Not promoted", "Planned", "Processed enough?", "Published", "Quota unknown",
            "Run job", "Run jobs", "Say why", "Search scenes", "Send mail", "Start",
        ],
        stack.States().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Start", "Search scenes")]
    [InlineData("Search scenes", "More scenes?")]
    [InlineData("Build manifests", "Anything to run?")]
    [InlineData("Run jobs", "Build manifests")]
    [InlineData("Run job", "Job succeeded")]
    [InlineData("Begin job", "Run job")]
    [InlineData("Aggregate outputs", "More outputs?")]
    [InlineData("Announce", "Published")]
    [InlineData("Send mail", "Processed enough?")]
    public void State_leads_to(string from, string to) => Assert.Equal(to, (string?)stack.State(from)["Next"]);

    [Theory]
    [InlineData("More scenes?", "$.cursor", "IsPresent", "true", "Search scenes")]
    [InlineData("More outputs?", "$.cursor", "IsPresent", "true", "Aggregate outputs")]
    [InlineData("Anything to run?", "$.next", "StringEquals", "ask-quota", "Ask for quota")]
    [InlineData("Anything to run?", "$.next", "StringEquals", "run-jobs", "Create log of jobs")]
    [InlineData("Anything to run?", "$.next", "StringEquals", "stop", "Planned")]
    [InlineData("Processed enough?", "$.outcome", "StringEquals", "published", "Announce")]
    [InlineData("Processed enough?", "$.outcome", "StringEquals", "not-promoted", "Not promoted")]
    [InlineData("Processed enough?", "$.outcome", "StringEquals", "no-scenes", "No scenes")]
    public void Choice_goes_to(string choice, string path, string comparison, string value, string next) =>
        Assert.Single(stack.State(choice)["Choices"]!.AsArray(), rule => (string?)rule!["Variable"] == path
            && rule[comparison]?.ToString() == value && (string?)rule["Next"] == next);

    [Theory]
    [InlineData("More scenes?", "Build manifests")]
    [InlineData("Anything to run?", "Aggregate outputs")]
    [InlineData("More outputs?", "Processed enough?")]
    [InlineData("Processed enough?", "Say why")]
    public void Choice_otherwise_goes_to(string choice, string next) => Assert.Equal(next, (string?)stack.State(choice)["Default"]);

    [Theory]
    [InlineData("Search scenes", "SearchScenes")]
    [InlineData("Build manifests", "BuildManifests")]
    [InlineData("Aggregate outputs", "AggregateOutputs")]
    public void Function_takes_the_whole_state_and_its_answer_replaces_it(string state, string function)
    {
        var task = stack.State(state);
        Assert.Equal("arn:aws:states:::lambda:invoke", (string?)task["Resource"]);
        Assert.StartsWith($"arn:aws:local:::Planning{function}", (string?)task["Parameters"]!["FunctionName"]);
        Assert.Equal("$", (string?)task["Parameters"]!["Payload.$"]);
        Assert.Equal("$.Payload", (string?)task["OutputPath"]);
        Assert.Null(task["ResultPath"]);
    }

    [Fact]
    public void A_published_run_is_announced_and_one_that_cannot_be_is_published_all_the_same()
    {
        var announce = stack.State("Announce");
        Assert.Equal("arn:aws:states:::events:putEvents", (string?)announce["Resource"]);
        var entry = Assert.Single(announce["Parameters"]!["Entries"]!.AsArray())!;
        Assert.Equal(
            ("vegetation-maps", "Run published", "$"),
            ((string?)entry["Source"], (string?)entry["DetailType"], (string?)entry["Detail.$"]));
        var caught = Assert.Single(announce["Catch"]!.AsArray())!;
        Assert.Equal(
            ("States.ALL", "Published"), (caught["ErrorEquals"]!.AsArray().Select(e => (string?)e).Single(), (string?)caught["Next"]));
        Assert.True(announce.AsObject().ContainsKey("ResultPath"));
        Assert.Null(announce["ResultPath"]);
    }

    [Fact]
    public void Only_lambdas_own_troubles_and_a_dead_process_are_tried_again_with_backoff_and_jitter() =>
        Assert.All(["Search scenes", "Build manifests", "Aggregate outputs"], state =>
        {
            var retries = stack.State(state)["Retry"]!.AsArray();
            Assert.Equal(
                [
                    "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException",
                    "Lambda.ClientExecutionTimeoutException",
                    "Lambda.TooManyRequestsException", "Lambda.CodeArtifactUserPendingException",
                    "Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError", "Runtime.OutOfMemory", "DeadlineExceeded", "States.Timeout",
                ],
                retries.SelectMany(retry => retry!["ErrorEquals"]!.AsArray()).Select(error => (string?)error));
            Assert.All(retries, retry => Assert.Equal(("FULL", 2), ((string?)retry!["JitterStrategy"], (int)retry["BackoffRate"]!)));
        });

    [Fact]
    public void Every_task_ends_in_time_and_no_earlier_than_what_it_waits_for()
    {
        var tasks = stack.States().Values.Where(state => (string?)state["Type"] == "Task").ToList();
        Assert.Equal(10, tasks.Count);
        Assert.All(tasks, task => Assert.InRange(
            (int)task["TimeoutSeconds"]!, Calls.Any(state => task == stack.State(state)) ? 30 : 901, 2_147_483));
        var job = stack.State("Run job");
        Assert.True((int)job["TimeoutSeconds"]! > (int)job["Parameters"]!["StoppingCondition"]!["MaxRuntimeInSeconds"]!);
    }

    // Those of a service that answers at once.
    static readonly string[] Calls = 
        ["Announce", "Ask for default quota", "Ask for quota", "Create log of jobs", "Limit log of jobs", "Send mail"];

    [Fact]
    public void Job_keeps_its_status_only_and_waits_for_quota_but_never_repeats_a_failure()
    {
        var job = stack.State("Run job");
        Assert.Equal("""{"status.$":"$.ProcessingJobStatus"}""", job["ResultSelector"]!.ToJsonString());
        Assert.Equal("$.result", (string?)job["ResultPath"]);
        Assert.Equal([
                "SageMaker.AmazonSageMakerException", "SageMaker.SageMakerException", "SageMaker.ResourceInUseException",
                "SageMaker.ResourceLimitExceededException",
            ],
            job["Retry"]!.AsArray().SelectMany(retry => retry!["ErrorEquals"]!.AsArray()).Select(error => (string?)error));
        Assert.All(job["Retry"]!.AsArray(), retry => Assert.Equal("FULL", (string?)retry!["JitterStrategy"]));
    }

    [Fact]
    public void A_failed_job_becomes_an_outcome_inside_its_own_iteration()
    {
        var caught = Assert.Single(stack.State("Run job")["Catch"]!.AsArray())!;
        Assert.Equal("""{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Job failed"}""", caught.ToJsonString());
        Assert.True((bool)stack.State("Job failed")["End"]!);
    }

    [Fact]
    public void Job_document_is_what_the_worker_expects()
    {
        var job = stack.State("Run job")["Parameters"]!;
        Assert.Equal("ManifestFile", (string?)job["ProcessingInputs"]![0]!["S3Input"]!["S3DataType"]);
        Assert.Equal("ShardedByS3Key", (string?)job["ProcessingInputs"]![0]!["S3Input"]!["S3DataDistributionType"]);
        Assert.Equal("/opt/ml/processing/input/units", (string?)job["ProcessingInputs"]![0]!["S3Input"]!["LocalPath"]);
        Assert.Equal("/opt/ml/processing/output", (string?)job["ProcessingOutputConfig"]!["Outputs"]![0]!["S3Output"]!["LocalPath"]);
        Assert.Equal("Continuous", (string?)job["ProcessingOutputConfig"]!["Outputs"]![0]!["S3Output"]!["S3UploadMode"]);
        Assert.Equal("$.runId", (string?)job["Environment"]!["RUN_ID.$"]);
        Assert.Equal("States.Format('{}', $.attempt)", (string?)job["Environment"]!["ATTEMPT.$"]);
    }

    [Fact]
    public void Jobs_are_told_what_they_need_and_no_more() => Assert.Equal(
        """
        {"runId.$":"$.runId","attempt.$":"$.attempt","instanceType.$":"$.instanceType","assetHosts.$":"$.assetHosts","job.$":"$$.Map.Item.Value"}
        """,
        stack.State("Run jobs")["ItemSelector"]!.ToJsonString());

    [Fact]
    public void Everything_is_logged_and_traced_without_the_data() => // fault 64
        stack.Template.AllResourcesProperties("AWS::StepFunctions::StateMachine", new Properties
        {
            ["LoggingConfiguration"] = Match.ObjectLike(new Properties { ["Level"] = "ALL", ["IncludeExecutionData"] = false }),
            ["TracingConfiguration"] = new Properties { ["Enabled"] = true },
        });
}
