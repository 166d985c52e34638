using System.Text.Json;
using Spectre.Console;
using Vegetation.Local.Run;

namespace Vegetation.Local.Watch;

/// <summary>./run watch, from its arguments to its exit code: an execution on AWS in the display of those of this machine.</summary>
internal sealed class WatchCommand(IAnsiConsole console, TextWriter errors, AwsCli aws, WatchPace pace, TimeProvider time)
{
    const int Done = 0, Failed = 1, BadArguments = 2, Stopped = 3, Interrupted = 130;

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
        var (display, start) = (new RunDisplay(console, time), time.GetTimestamp());
        try
        {
            var result = await display.Show(show => Follow(execution, show, cancellationToken));
            display.Summary(result, time.GetElapsedTime(start));
            if (ExecutionAnswers.Text(result.Output, "message") is { } message) display.Say(message);
            if (ExecutionAnswers.Text(result.Output, "report") is { } report) display.Say($"Report: {report}");
            if (!result.Succeeded)
                errors.WriteLine(RunCommand.OneLine($"The run failed: {result.Error}: {result.Cause ?? "no cause given"}"));
            return result.Succeeded ? Done : Failed;
        }
        catch (LocalException problem)
        {
            errors.WriteLine(RunCommand.OneLine(problem.Message));
            return Stopped;
        }
        catch (Exception problem) when (ExecutionAnswers.IsWrongShape(problem))
        {
            errors.WriteLine($"{execution}: got outputs that no run of this version has. Type  ./run watch  with an execution of the "
                + "stack's state machine, from the version that is deployed.");
            return Stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            errors.WriteLine("Interrupted. The execution goes on; the same command shows it again.");
            return Interrupted;
        }
    }

    /// <summary>A failure before the first answer is of the credentials or the ARN; later ones are of the connection and pass.</summary>
    async Task<ExecutionResult> Follow(ExecutionArn execution, Action<CloudEvent> show, CancellationToken cancellationToken)
    {
        var (history, failures) = (new ExecutionHistory(), WatchPace.MostFailures);
        while (true)
        {
            TimeSpan wait;
            try
            {
                var (result, entries) = await Ask(execution, cancellationToken);
                (failures, wait) = (0, pace.After(entries));
                foreach (var happened in history.New(entries)) show(happened);
                if (result is not null) return result;
            }
            catch (LocalException) when (failures < WatchPace.MostFailures)
            {
                wait = pace.After(++failures);
            }
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>The state is asked for before the history, so that the last history is whole.</summary>
    async Task<(ExecutionResult? Result, IReadOnlyList<HistoryEntry> History)> Ask(
        ExecutionArn execution, CancellationToken cancellationToken)
    {
        var state = await Answer("describe-execution");
        var history = await Answer("get-execution-history", "--include-execution-data");
        return (ExecutionAnswers.Result(state), ExecutionAnswers.History(history));

        Task<JsonElement> Answer(string question, params IEnumerable<string> options) => aws.Ask(
            execution.Region, cancellationToken, ["stepfunctions", question, "--execution-arn", execution.ToString(), .. options]);
    }
}
