using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Tests.Infra;

/// <summary>A state machine executed offline: what it gave, and each call of a task with what the task got.</summary>
internal sealed record Execution(string Status, JsonObject? Output, string? Error, string? Cause, long LargestPayloadBytes, List<Execution.Call> Calls)
{
    internal sealed record Call(string State, JsonObject Input);

    /// <param name="answers">What each task state gives, call by call; the last answer repeats.</param>
    public static Execution Of(JsonObject definition, object input, Dictionary<string, object[]> answers)
    {
        using var file = new TemporaryFile(definition.ToJsonString());
        var node = Command.Node("execute.mjs", [file.Path], JsonSerializer.Serialize(new { input, answers }));
        Assert.Equal("", node.Errors);
        return JsonSerializer.Deserialize<Execution>(node.Output, JsonSerializerOptions.Web)!;
    }

    public List<JsonObject> Inputs(string state) => [.. Calls.Where(call => call.State == state).Select(call => call.Input)];
}
