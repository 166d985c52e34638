using System.Text.Json;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>A line of the interpreter: an event of the state machine, or its result.</summary>
sealed record InterpreterLine(
    string Type, string? State = null, int? Index = null, JsonElement? Error = null, JsonElement? Cause = null,
    string? Status = null, JsonElement? Output = null, long LargestPayloadBytes = 0, JsonElement? Entry = null);

/// <summary>One execution of the synthesized state machine in the interpreter's process.</summary>
internal static class StateMachineRun
{
    /// <param name="machine">Workflow or Backfill.</param>
    /// <param name="retryInterval">Replaces the waiting time of every retry; null = as in the definition.</param>
    /// <param name="tasks">Address of the server of functions and jobs.</param>
    /// <exception cref="LocalException">the interpreter ended without a result.</exception>
    public static async Task<ExecutionResult> Run(
        Layout layout, NodeRuntime node, string templateFile, string inputFile, string machine, Uri tasks, string executionName,
        TimeSpan? retryInterval, string logFolder, Action<CloudEvent> onEvent, CancellationToken cancellationToken)
    {
        ExecutionResult? result = null;
        string[] arguments = [templateFile, inputFile, executionName, S3Server.Bucket, machine];
        if (retryInterval is { } interval)
            arguments = [.. arguments, interval.TotalMilliseconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture)];
        var log = Path.Combine(logFolder, "state-machine.log");
        await using var process = node.Start(layout.Script("state-machine.mjs"), arguments, ("TASKS", tasks.ToString()), line =>
        {
            if (LocalJson.Line(line, LocalJson.Default.InterpreterLine) is not { } read) return;
            if (read.Type == "Result") result = ResultOf(read);
            else if (read.Entry is { } entry) onEvent(new Announced(entry));
            else onEvent(new StateEvent(read.Type, read.State, read.Index, Text(read.Error), Text(read.Cause)));
        }, log);
        var code = await process.Exit.WaitAsync(cancellationToken);
        return result ?? throw new LocalException(
            $"The state machine's interpreter ended with exit code {code}: {process.Tail} (log: {log}). {LocalException.Resume}");
    }

    static ExecutionResult ResultOf(InterpreterLine line) =>
        new(line.Status == "succeeded", line.Output, Text(line.Error), Text(line.Cause), line.LargestPayloadBytes);

    static string? Text(JsonElement? value) =>
        value is not { } json ? null : json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
}
