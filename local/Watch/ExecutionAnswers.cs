using System.Text.Json;
using Vegetation.Core.Requests;

namespace Vegetation.Local.Watch;

/// <summary>An entry of an execution's history: a state that was entered, one that was left, or neither.</summary>
/// <param name="Output">Of the state that was left; null where it is no JSON object: AWS cuts long ones off.</param>
internal sealed record HistoryEntry(long Id, string? Entered, string? Exited, JsonElement? Output);

/// <summary>Reads what the AWS CLI answers to the questions of watch; the only place that knows the shapes.</summary>
internal static class ExecutionAnswers
{
    const string Succeeded = "SUCCEEDED";
    static readonly string[] GoingOn = ["RUNNING", "PENDING_REDRIVE"], Ended = [Succeeded, "FAILED", "TIMED_OUT", "ABORTED"];

    /// <param name="answer">Of describe-execution.</param>
    /// <returns>Null while the execution goes on. TIMED_OUT and ABORTED may have neither error nor cause.</returns>
    /// <exception cref="LocalException">It has another shape.</exception>
    public static ExecutionResult? Result(JsonElement answer) => Read("describe-execution", answer, "a \"status\"", state =>
    {
        var status = state.GetProperty("status").GetString();
        if (GoingOn.Contains(status)) return null;
        if (!Ended.Contains(status)) throw new FormatException();
        return new ExecutionResult(
            status == Succeeded, ObjectOf(Text(state, "output")), Text(state, "error") ?? status, Text(state, "cause"), 0);
    });

    /// <param name="answer">Of get-execution-history, oldest first, with its data.</param>
    /// <exception cref="LocalException">It has another shape.</exception>
    public static IReadOnlyList<HistoryEntry> History(JsonElement answer) => Read(
        "get-execution-history", answer, "\"events\" with an \"id\" each",
        history => history.GetProperty("events").EnumerateArray().Select(Entry).ToList());

    public static string? Text(JsonElement? json, string field) =>
        json is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var text)
            && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    public static bool IsWrongShape(Exception problem) => problem is InvalidOperationException or KeyNotFoundException or FormatException;

    static HistoryEntry Entry(JsonElement entry)
    {
        var exited = Details(entry, "stateExitedEventDetails");
        return new(entry.GetProperty("id").GetInt64(), Text(Details(entry, "stateEnteredEventDetails"), "name"), Text(exited, "name"),
            ObjectOf(Text(exited, "output")));
    }

    static JsonElement? Details(JsonElement entry, string field) => entry.TryGetProperty(field, out var details) ? details : null;

    static JsonElement? ObjectOf(string? text)
    {
        if (text is null || LocalJson.Parsed(text) is not { ValueKind: JsonValueKind.Object } json) return null;
        return json;
    }

    static T Read<T>(string question, JsonElement answer, string expected, Func<JsonElement, T> read)
    {
        try { return read(answer); }
        catch (Exception problem) when (IsWrongShape(problem))
        {
            throw new LocalException($"The AWS CLI: {question}: got {Quote.Shortly(answer)}; expected {expected}. Type  aws --version : "
                + "version 2 of the AWS CLI is needed.");
        }
    }
}
