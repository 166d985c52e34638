using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>A state machine executed offline: what it gave, and each call of a task with what the task got.</summary>
internal sealed record Execution(
    string Status, JsonObject? Output, string? Error, string? Cause, long LargestPayloadBytes, List<Execution.Call> Calls)
{
    internal sealed record Call(string State, JsonObject Input);

    /// <summary>One process for all executions, one after the other: it takes longer to start than to execute.</summary>
    static readonly Lazy<Process> Interpreter = new(() => Command.StartNode("execute.mjs"));

    /// <param name="answers">What each task state gives, call by call; the last answer repeats.</param>
    public static Execution Of(JsonObject definition, object input, Dictionary<string, object[]> answers)
    {
        var interpreter = Interpreter.Value;
        interpreter.StandardInput.WriteLine(JsonSerializer.Serialize(new { definition, input, answers }));
        interpreter.StandardInput.Flush();
        return interpreter.StandardOutput.ReadLine() is { } line ? JsonSerializer.Deserialize<Execution>(line, JsonSerializerOptions.Web)!
            : throw new InvalidOperationException(interpreter.StandardError.ReadToEnd());
    }

    /// <summary>The states whose tasks were called, without those that only prepare for jobs.</summary>
    public IEnumerable<string> Steps => Calls.Select(call => call.State).Where(state => !Preparing.Contains(state));

    static readonly string[] Preparing = ["Ask for quota", "Create log of jobs", "Limit log of jobs"];

    public List<JsonObject> Inputs(string state) => [.. Calls.Where(call => call.State == state).Select(call => call.Input)];
}
