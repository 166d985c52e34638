using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;
using Vegetation.Local.Run;

namespace Vegetation.Local.Watch;

/// <summary>./run watch, from its arguments to its exit code: an execution on AWS in the display of those of this machine.</summary>
/// <param name="interval">Between two questions.</param>
internal sealed class WatchCommand(IAnsiConsole console, TextWriter errors, AwsCli aws, TimeSpan interval)
{
    const int Done = 0, Failed = 1, BadArguments = 2, Stopped = 3, Interrupted = 130;
    const string Running = "RUNNING", Succeeded = "SUCCEEDED";

    public const string Usage = $"""
        Shows an execution on AWS as ./run shows one on this machine. It only reads, by the AWS CLI and its credentials.

          ./run watch EXECUTION_ARN

          EXECUTION_ARN   of the state machine's execution, such as {ExecutionArn.Example};
                          the console and  aws stepfunctions start-execution  show it
          --help          this text

        Exit codes: 0 the execution succeeded; 1 it failed, timed out or was aborted; 2 wrong arguments; 3 the AWS CLI is missing or
        refuses; 130 interrupted: the execution goes on.
        """;

    public async Task<int> Execute(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is ["--help" or "-h"])
        {
            console.Profile.Out.Writer.WriteLine(Usage);
            return Done;
        }
        if (arguments is not [var text] || ExecutionArn.TryParse(text) is not { } execution)
        {
            var got = arguments.Count == 1 ? $"\"{RunCommand.OneLine(arguments[0])}\"" : $"{arguments.Count} arguments";
            errors.WriteLine($"watch: got {got}; expected the ARN of an execution. Type, for example,  ./run watch {ExecutionArn.Example}");
            return BadArguments;
        }
        return await Watch(execution, cancellationToken);
    }

    async Task<int> Watch(ExecutionArn execution, CancellationToken cancellationToken)
    {
        var (display, clock) = (new RunDisplay(console, TimeProvider.System), Stopwatch.StartNew());
        try
        {
            var result = await display.Show(show => Follow(execution, show, cancellationToken));
            display.Summary(result, clock.Elapsed);
            if (Text(result.Output, "message") is { } message) display.Say(message);
            if (Text(result.Output, "report") is { } report) display.Say($"Report: {report}");
            if (!result.Succeeded)
                errors.WriteLine(RunCommand.OneLine($"The run failed: {result.Error}: {result.Cause ?? "no cause given"}"));
            return result.Succeeded ? Done : Failed;
        }
        catch (LocalException problem)
        {
            errors.WriteLine(RunCommand.OneLine(problem.Message));
            return Stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            errors.WriteLine("Interrupted. The execution goes on; the same command shows it again.");
            return Interrupted;
        }
    }

    /// <summary>The state is asked for before the history, so that the last history is whole.</summary>
    async Task<ExecutionResult> Follow(ExecutionArn execution, Action<CloudEvent> show, CancellationToken cancellationToken)
    {
        var history = new ExecutionHistory();
        while (true)
        {
            var state = await Ask(execution, cancellationToken, "describe-execution");
            var events = await Ask(execution, cancellationToken, "get-execution-history", "--include-execution-data");
            foreach (var happened in history.New(events)) show(happened);
            if (Text(state, "status") is var status && status != Running) return ResultOf(state, status);
            await Task.Delay(interval, cancellationToken);
        }
    }

    Task<JsonElement> Ask(
        ExecutionArn execution, CancellationToken cancellationToken, string question, params IEnumerable<string> options) => aws.Ask(
            execution.Region, cancellationToken, ["stepfunctions", question, "--execution-arn", execution.ToString(), .. options]);

    /// <summary>TIMED_OUT and ABORTED may have neither error nor cause.</summary>
    static ExecutionResult ResultOf(JsonElement state, string? status) => new(
        status == Succeeded, Text(state, "output") is { } output ? JsonElement.Parse(output) : null, Text(state, "error") ?? status,
        Text(state, "cause"), 0);

    static string? Text(JsonElement? json, string field) =>
        json is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out var text) ? text.GetString() : null;
}
