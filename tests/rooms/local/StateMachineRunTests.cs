using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class StateMachineRunTests
{
    readonly List<CloudEvent> events = [];

    [Fact]
    public async Task A_function_is_called_by_its_handler_and_its_answer_is_the_output()
    {
        var result = await Run(Task("arn:aws:states:::lambda:invoke"), app => app.MapPost("/functions/Greet", async (HttpRequest request) =>
        {
            var name = (string?)(await JsonNode.ParseAsync(request.Body))!["name"];
            return Results.Json(new { greeting = $"Hello {name}" });
        }));
        Assert.True(result.Succeeded, result.Cause);
        Assert.Equal("""{"greeting":"Hello Ada"}""", result.Output!.Value.GetRawText());
        Assert.InRange(result.LargestPayloadBytes, 24, 2000);
        Assert.Contains(events, e => e is StateEvent { Type: "StateEntered", State: "Ask" });
    }

    [Fact]
    public async Task An_error_of_a_task_ends_the_execution_by_its_name()
    {
        var result = await Run(Task("arn:aws:states:::lambda:invoke"), app => app.MapPost("/functions/Greet",
            () => Results.Json(new { errorType = "InvalidRequest", errorMessage = "jobs: got 0" }, statusCode: 500)));
        Assert.Equal((false, "InvalidRequest", "jobs: got 0"), (result.Succeeded, result.Error, result.Cause));
    }

    [Fact]
    public async Task A_retried_task_waits_as_long_as_the_options_say()
    {
        var calls = 0;
        var result = await Run(
            Task("arn:aws:states:::lambda:invoke", ""","Retry":[{"ErrorEquals":["Throttled"],"IntervalSeconds":300,"MaxAttempts":2} ]"""),
            app => app.MapPost("/functions/Greet",
            () => ++calls < 3 ? Results.Json(new { errorType = "Throttled", errorMessage = "later" }, statusCode: 500)
                : Results.Json(new { greeting = "at last" })));
        Assert.True(result.Succeeded, result.Cause);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_job_gets_its_parameters_with_the_bucket_of_this_machine()
    {
        string? uri = null;
        var result = await Run("""
            "Ask": {"Type":"Task","Resource":"arn:aws:states:::sagemaker:createProcessingJob.sync","TimeoutSeconds":60,"End":true,
                    "Parameters":{"ProcessingJobName.$":"States.Format('veg-{}',$.name)","S3Uri":"s3://BUCKET/runs"}}
            """, app => app.MapPost("/processing-jobs", async (HttpRequest request) =>
        {
            var job = (await JsonNode.ParseAsync(request.Body))!;
            uri = $"{job["ProcessingJobName"]} {job["S3Uri"]}";
            return Results.Json(new { ProcessingJobStatus = "Completed" });
        }));
        Assert.True(result.Succeeded, result.Cause);
        Assert.Equal($"veg-Ada s3://{S3Server.Bucket}/runs", uri);
    }

    [Fact]
    public async Task Cancelling_ends_the_interpreter()
    {
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Run(Task("arn:aws:states:::lambda:invoke"), app => app.MapPost("/functions/Greet", async (HttpContext http) =>
        {
            await cancelled.CancelAsync();
            await System.Threading.Tasks.Task.Delay(Timeout.Infinite, http.RequestAborted); // aborted by nothing but the interpreter's end
        }), cancelled.Token));
    }

    static string Task(string resource, string more = "") => $$"""
        "Ask": {"Type":"Task","Resource":"{{resource}}","TimeoutSeconds":60,"End":true,"OutputPath":"$.Payload",
                "Parameters":{"FunctionName":"FUNCTION","Payload.$":"$"}{{more}}}
        """;

    async Task<ExecutionResult> Run(string state, Action<WebApplication> map, CancellationToken ct = default)
    {
        using var folder = new TemporaryFolder();
        var (template, input) = (Path.Combine(folder.Path, "template.json"), Path.Combine(folder.Path, "input.json"));
        await File.WriteAllTextAsync(template, TemplateOf(state), ct);
        await File.WriteAllTextAsync(input, """{"name":"Ada"}""", ct);
        await using var tasks = await LoopbackServer.Start(map, 0, ct);
        var layout = Layout.Find();
        return await StateMachineRun.Run(layout, await NodeRuntime.Find(layout.Root, ct), template, input, "Workflow", tasks.Address,
            "e1", TimeSpan.FromMilliseconds(10), folder.Path, events.Add, ct);
    }

    /// <summary>As the CDK writes it: the definition is a string joined around references.</summary>
    static string TemplateOf(string state)
    {
        var definition = """{"StartAt":"Ask","States":{""" + state + "}}";
        JsonArray parts = [];
        foreach (
            var part in definition.Replace("FUNCTION", "\0F\0", StringComparison.Ordinal)
            .Replace("BUCKET", "\0B\0", StringComparison.Ordinal).Split('\0'))
            parts.Add(part switch
            {
                "F" => new JsonObject { ["Fn::GetAtt"] = new JsonArray("GreetF00", "Arn") },
                "B" => new JsonObject { ["Ref"] = "Store00" },
                _ => part,
            });
        return new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["Store00"] = new JsonObject { ["Type"] = "AWS::S3::Bucket" },
                ["GreetF00"] = new JsonObject
                {
                    ["Type"] = "AWS::Lambda::Function",
                    ["Properties"] = new JsonObject { ["ImageConfig"] = new JsonObject { ["Command"] = new JsonArray("Greet") } },
                },
                ["Machine00"] = new JsonObject
                {
                    ["Type"] = "AWS::StepFunctions::StateMachine",
                    ["Properties"] = new JsonObject { ["DefinitionString"] = new JsonObject { ["Fn::Join"] = new JsonArray("", parts) } },
                },
            },
        }.ToJsonString();
    }
}
