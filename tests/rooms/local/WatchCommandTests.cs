using System.Text.Json;
using Spectre.Console;
using Vegetation.Local.Watch;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>./run watch with a program in the place of the AWS CLI, which plays answers in the documented shapes.</summary>
public sealed class WatchCommandTests : IDisposable
{
    static readonly WatchPace AtOnce = new(TimeSpan.Zero);

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
        Assert.Matches(@"tiles observed *│ *900 km², 90 %", said);
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
    [InlineData("an empty object", "{}", "{}")]
    [InlineData("a list", "[]", "[]")]
    [InlineData("a status of null", """{"status":null}""", "null")]
    [InlineData("an unknown status", """{"status":"PAUSED"}""", "PAUSED")]
    public async Task An_answer_of_another_shape_is_one_line(string row, string description, string got)
    {
        Plays(1, description, []);
        Assert.True(await Watch(ExecutionArn.Example) == 3, row);
        Assert.Matches(
            $@"^The AWS CLI: describe-execution: got .*{got}.*; expected a ""status""\. Type  aws --version [^\n]*\n$", errors.ToString());
        foreach (var history in new[] { "{}", "[]", """{"events":[{}]}""", """{"events":{}}""" })
        {
            errors.GetStringBuilder().Clear();
            File.Delete(folder["asked"]);
            Plays(1, """{"status":"RUNNING"}""", []);
            File.WriteAllText(folder["get-execution-history-1"], history);
            Assert.True(await Watch(ExecutionArn.Example) == 3, history);
            Assert.Contains("get-execution-history: got ", errors.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("cut in the middle", """{"runId":"2023-W49","sce""", 0)]
    [InlineData("text", "done", 0)]
    [InlineData("a list", "[]", 0)]
    [InlineData("of another state machine", """{"runId":7}""", 3)]
    public async Task An_output_that_is_no_run_s_is_left_out_or_named(string row, string output, int code)
    {
        Plays(1, $$"""{"status":"SUCCEEDED","output":{{JsonSerializer.Serialize(output)}}}""",
            [Entered(1, "Task", "Search scenes"), Exited(2, "Search scenes", output), Entered(3, "Succeed", "Published")]);
        Assert.True(await Watch(ExecutionArn.Example) == code, row);
        if (code == 0) Assert.Equal(("Search scenes\nPublished\n", ""), (this.output.ToString(), errors.ToString()));
        else Assert.Contains("got outputs that no run of this version has", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Some_failures_after_the_first_answer_pass_and_many_in_a_row_end_it()
    {
        const string throttled = "An error occurred (ThrottlingException): Rate exceeded";
        Plays(1, """{"status":"RUNNING"}""", [Entered(1, "Pass", "Start")]);
        Plays(4, """{"status":"PENDING_REDRIVE"}""", [Entered(1, "Pass", "Start")]);
        File.Move(folder["get-execution-history-4"], folder["get-execution-history-2"]); // it was not asked after a failure
        Answers($"[ -e $answer ] || {{ echo '{throttled}' >&2; exit 254; }}");
        Assert.Equal(3, await Watch(ExecutionArn.Example));
        Assert.Equal(($"The AWS CLI: {throttled}\n", "Start\n"), (errors.ToString(), output.ToString()));
        var asked = File.ReadLines(folder["asked"]).Count(line => line.Contains("describe-execution", StringComparison.Ordinal));
        Assert.Equal(4 + WatchPace.MostFailures + 1, asked); // two that passed, and those after the last answer
    }

    [Fact]
    public void Waits_grow_with_failures_and_with_the_history()
    {
        var pace = new WatchPace(TimeSpan.FromSeconds(5));
        Assert.Equal([5, 10, 20, 40, 80, 160], Enumerable.Range(1, WatchPace.MostFailures).Select(n => pace.After(n).TotalSeconds));
        Assert.Equal([5, 5, 10, 60, 60], new[] { 0, 199, 200, 3000, 25_000 }
            .Select(count => pace.After(new HistoryEntry[count]).TotalSeconds));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("the ARN of a state machine", "arn:aws:states:us-west-2:123456789012:stateMachine:Vegetation")]
    [InlineData("two", ExecutionArn.Example, ExecutionArn.Example)]
    public async Task What_is_no_execution_is_refused_with_what_to_type(string row, params string[] typed)
    {
        var watch = new WatchCommand(Console(), errors, new("no-such-aws"), AtOnce, TimeProvider.System);
        Assert.True(await watch.Execute(typed, default) == 2, row);
        Assert.EndsWith($"./run watch {ExecutionArn.Example}\n", errors.ToString(), StringComparison.Ordinal);
    }

    async Task<int> Watch(string execution, string? program = null) =>
        await new WatchCommand(Console(), errors, new(program ?? folder["aws"]), AtOnce, TimeProvider.System).Execute([execution], default);

    IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });

    /// <summary>What the program answers to the questions of one round.</summary>
    void Plays(int round, string description, string[] events)
    {
        File.WriteAllText(folder[$"describe-execution-{round}"], description);
        File.WriteAllText(folder[$"get-execution-history-{round}"], $$"""{"events":[{{string.Join(',', events)}}]}""");
        Answers("");
    }

    /// <param name="before">What the program does before it answers: $answer is the file that it would show.</param>
    void Answers(string before) => Program($"""
        cd "$(dirname "$0")"
        echo "$@" >> asked
        answer=$2-$(grep -c " $2 " asked)
        {before}
        cat "$answer"
        """);

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
