using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>Two validators and two lists of our own find nothing in the state machine, and do find what is broken on purpose.</summary>
[Collection(nameof(Synthesized))]
public sealed class ValidationTests(Synthesized stack)
{
    static readonly Dictionary<string, (string Finding, Action<JsonObject> Break)> Broken = new()
    {
        ["a state leads nowhere"] = ("asl-validator", states => states["Build manifests"]!["Next"] = "No such state"),
        ["a catch leads nowhere"] = ("asl-validator", states => Job(states)["Catch"]![0]!["Next"] = "No such state"),
        ["a path is no path"] = ("asl-validator", states => states["Search scenes"]!["OutputPath"] = "$.Payload["),
        ["a retry gets faster"] = ("language service", states => states["Search scenes"]!["Retry"]![0]!["BackoffRate"] = 0.5),
        ["jitter has no such strategy"] = ("language service", states => states["Search scenes"]!["Retry"]![0]!["JitterStrategy"] = "HALF"),
        ["a task has no time limit"] = ("portable: Run job", states => Job(states).Remove("TimeoutSeconds")),
        ["a result path is the whole state"] = ("portable: Build manifests", states => states["Build manifests"]!["ResultPath"] = "$"),
        ["a job name counts retries"] = ("portable: Run job", states => Name(states, "States.Format('{}', $$.State.RetryCount)")),
        ["a query language is chosen"] = ("portable: Start", states => states["Start"]!["QueryLanguage"] = "JSONata"),
        ["a map is distributed"] = ("portable: Run jobs", states => Jobs(states)["ProcessorConfig"]!["Mode"] = "DISTRIBUTED"),
        ["a path lacks its mark"] = ("overlooked: Run job", states => Job(states)["Parameters"]!["Environment"]!["RUN_ID"] = "$.runId"),
        ["a format has a place too many"] = ("overlooked: Run job", states => Name(states, "States.Format('{}-{}', $.job.name)")),
        ["a job parameter is misspelt"] = ("overlooked: Run job", states => Job(states)["Parameters"]!["StopCondition"] = new JsonObject()),
        ["a catch-all hides a rule"] = ("overlooked: Run job", states => Retry(states)["ErrorEquals"] = new JsonArray("States.ALL")),
    };

    [Fact]
    public void Nothing_is_found_in_the_state_machines() => Assert.Equal((0, ""), Validate(stack.Definition, stack.Starter));

    [Fact]
    public void Each_mistake_is_found() // all in one process: the validators take longer to load than to work
    {
        var (exitCode, findings) = Validate([.. Broken.Values.Select(mistake => With(mistake.Break))]);
        Assert.Equal(1, exitCode);
        var lines = findings.Split('\n');
        Assert.Empty(Broken.Where((mistake, i) => !lines.Any(line =>
            line.StartsWith($"{i}: ", StringComparison.Ordinal) && line.Contains(mistake.Value.Finding, StringComparison.Ordinal))));
    }

    JsonObject With(Action<JsonObject> mistake)
    {
        var definition = stack.Definition.DeepClone().AsObject();
        mistake(definition["States"]!.AsObject());
        return definition;
    }

    static JsonObject Jobs(JsonObject states) => states["Run jobs"]!["ItemProcessor"]!.AsObject();

    static JsonObject Job(JsonObject states) => Jobs(states)["States"]!["Run job"]!.AsObject();

    static JsonObject Retry(JsonObject states) => Job(states)["Retry"]![0]!.AsObject();

    static void Name(JsonObject states, string expression) => Job(states)["Parameters"]!["ProcessingJobName.$"] = expression;

    static (int ExitCode, string Findings) Validate(params JsonObject[] definitions)
    {
        var check = Command.Node("validate.mjs", JsonSerializer.Serialize(definitions));
        Assert.Equal("", check.Errors);
        return (check.ExitCode, check.Output);
    }
}
