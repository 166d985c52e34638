using System.Text.Json;
using Spectre.Console;
using Vegetation.Local.Watch;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>./run watch with a program in the place of the AWS CLI, which plays answers in the documented shapes.</summary>
public sealed class WatchCommandTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly StringWriter output = new(), errors = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_execution_is_followed_to_its_end_and_each_event_is_shown_once()
    {
        const string aggregated = """{"runId":"2023-W49","outcome":"published","message":"12 of 12 scenes processed.","units":12,"done":12,"report":"s3://b/runs/2023-W49/products/index.html","land":{"expectedKm2":1000,"observedKm2":900,"clearKm2":500},"means":{"ndvi":0.5}}""";
        string[] begun =
        [
            Entered(1, "Pass", "Start"), Entered(2, "Task", "Search scenes"), Exited(3, "Search scenes", """{"runId":"2023-W49","scenes":23}"""),
            Entered(4, "Task", "Build manifests"), Exited(5, "Build manifests", """{"runId":"2023-W49","next":"run-jobs","attempt":1}"""),
            Entered(6, "Map", "Run jobs"), """{"id":7,"type":"MapIterationStarted"}""", Entered(8, "Pass", "Begin job"),
            Entered(9, "Task", "Run job"), Entered(10, "Task", "Run job"),
        ];
        Plays(1, """{"status":"RUNNING"}""", begun);
        Plays(2, $$"""{"status":"SUCCEEDED","output":{{JsonSerializer.Serialize(aggregated)}}}""",
        [
            .. begun, Exited(11, "Run job", "{}"), Exited(12, "Run job", "{}"), Exited(13, "Run jobs", "{}"),
            Entered(14, "Task", "Aggregate outputs"), Exited(15, "Aggregate outputs", aggregated), Entered(16, "Succeed", "Published"),
        ]);
        Assert.Equal(0, await Watch(ExecutionArn.Example));
        var said = output.ToString();
        Assert.Equal(
            ["Start", "Search scenes", "Build manifests, 23 scenes found", "Run jobs, 23 scenes found",
                "Aggregate outputs, 23 scenes found, 2 of 2 jobs", "Published, 23 scenes found, 2 of 2 jobs"],
            said.Split('\n').TakeWhile(line => !line.StartsWith('╭')));
        Assert.Matches(@"run *│ *2023-W49", said);
        Assert.Matches(@"scenes done *│ *12", said);
        Assert.Matches(@"land observed *│ *900 km², 90 %", said);
        Assert.EndsWith("12 of 12 scenes processed.\nReport: s3://b/runs/2023-W49/products/index.html\n", said, StringComparison.Ordinal);
        var asked = await File.ReadAllLinesAsync(folder["asked"]);
        Assert.Equal(4, asked.Length);
        Assert.All(asked, line => Assert.EndsWith($"--region us-west-2 --output json --no-cli-pager", line, StringComparison.Ordinal));
        Assert.Equal($"stepfunctions describe-execution --execution-arn {ExecutionArn.Example}", asked[0].Split(" --region")[0]);
    }

    [Fact]
    public async Task A_failed_execution_says_why_and_one_that_was_aborted_that_it_was()
    {
        Plays(1, """{"status":"FAILED","error":"Incomplete","cause":"3 of 12 scenes\nprocessed"}""", [Entered(1, "Pass", "Start")]);
        Assert.Equal(1, await Watch(ExecutionArn.Example));
        Assert.Equal("The run failed: Incomplete: 3 of 12 scenes processed\n", errors.ToString());
        errors.GetStringBuilder().Clear();
        File.Delete(folder["asked"]);
        Plays(1, """{"status":"ABORTED"}""", []);
        Assert.Equal(1, await Watch(ExecutionArn.Example));
        Assert.Equal("The run failed: ABORTED: no cause given\n", errors.ToString());
    }

    [Fact]
    public async Task Without_the_cli_it_says_what_to_install_and_a_refusal_is_the_cli_s_own_words()
    {
        Assert.Equal(3, await Watch(ExecutionArn.Example, "no-such-aws"));
        Assert.StartsWith("The AWS CLI is not installed", errors.ToString(), StringComparison.Ordinal);
        errors.GetStringBuilder().Clear();
        Program("echo 'Unable to locate credentials. Configure them by aws configure.' >&2; exit 253");
        Assert.Equal(3, await Watch(ExecutionArn.Example));
        Assert.Equal("The AWS CLI: Unable to locate credentials. Configure them by aws configure.\n", errors.ToString());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("the ARN of a state machine", "arn:aws:states:us-west-2:123456789012:stateMachine:Vegetation")]
    [InlineData("two", ExecutionArn.Example, ExecutionArn.Example)]
    public async Task What_is_no_execution_is_refused_with_what_to_type(string row, params string[] typed)
    {
        Assert.True(await new WatchCommand(Console(), errors, new("no-such-aws"), TimeSpan.Zero).Execute(typed, default) == 2, row);
        Assert.EndsWith($"./run watch {ExecutionArn.Example}\n", errors.ToString(), StringComparison.Ordinal);
    }

    async Task<int> Watch(string execution, string? program = null) =>
        await new WatchCommand(Console(), errors, new(program ?? folder["aws"]), TimeSpan.Zero).Execute([execution], default);

    IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

    /// <summary>What the program answers to the questions of one round.</summary>
    void Plays(int round, string description, string[] events)
    {
        File.WriteAllText(folder[$"describe-execution-{round}"], description);
        File.WriteAllText(folder[$"get-execution-history-{round}"], $$"""{"events":[{{string.Join(',', events)}}]}""");
        Program("""
            echo "$@" >> "$(dirname "$0")/asked"
            cat "$(dirname "$0")/$2-$(grep -c " $2 " "$(dirname "$0")/asked")"
            """);
    }

    void Program(string script)
    {
        File.WriteAllText(folder["aws"], $"#!/bin/bash\n{script}\n");
        Tool.Run("chmod", "+x", folder["aws"]);
    }

    static string Entered(int id, string type, string state) => string.Create(null,
        $$$"""{"id":{{{id}}},"type":"{{{type}}}StateEntered","stateEnteredEventDetails":{"name":"{{{state}}}","input":"{}"}}""");

    static string Exited(int id, string state, string answer) => string.Create(null,
        $$$"""{"id":{{{id}}},"type":"TaskStateExited","stateExitedEventDetails":{"name":"{{{state}}}","output":{{{JsonSerializer.Serialize(answer)}}}}}""");
}
