namespace Vegetation.Tests.Infra;

/// <summary>What the tasks of the workflow give in a scripted execution.</summary>
internal static class Answers
{
    public static Execution Execute(
        Synthesized stack, object[]? searches = null, object[]? builds = null, object[]? jobs = null, object[]? aggregates = null) =>
        Execution.Of(stack.Definition, new { scheduledAt = "2026-11-23T06:00:00Z" }, Script(searches, builds, jobs, aggregates));

    public static Dictionary<string, object[]> Script(object[]? searches, object[]? builds, object[]? jobs, object[]? aggregates) => new()
    {
        ["Search scenes"] = searches ?? [Payload(new { runId = "r", scenes = 1 })],
        ["Build manifests"] = builds ?? [Plan(1, "aggregate")],
        ["Ask for quota"] = [new { result = new { Quota = new { Value = 500.0 } } }],
        ["Ask for default quota"] = [new { result = new { Quota = new { Value = 0.0 } } }],
        ["Create log of jobs"] = [new { result = new { } }],
        ["Limit log of jobs"] = [new { result = new { } }],
        ["Run job"] = jobs ?? [],
        ["Aggregate outputs"] = aggregates ?? [Payload(new { runId = "r", outcome = "published" })],
        ["Send mail"] = [new { result = new { MessageId = "1" } }],
        ["Announce"] = [new { result = new { FailedEntryCount = 0 } }],
    };

    public static object Payload(object state) => new { result = new { StatusCode = 200, Payload = state } };

    public static object Plan(int attempt, string next, params string[] names) => Payload(new
    {
        runId = "r",
        attempt,
        next,
        instanceType = "ml.m5.xlarge",
        assetHosts = "data.example.org/",
        jobs = names.Select((name, at) => Job(attempt, $"{at + 1:000}", name)),
    });

    public static object Job(int attempt, string index, string name) =>
        new { index, name, manifest = $"s3://bucket/runs/r/attempts/{attempt}/manifest-{index}.json", instances = 4, volumeGb = 30 };

    public static object Completed => new { result = new { ProcessingJobStatus = "Completed", ProcessingJobArn = "dropped" } };

    public static object Failed(string error) => new { error };
}
