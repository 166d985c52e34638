using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using Spectre.Console;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Local.Cloud;

namespace Vegetation.Local.Run;

/// <summary>./run without --weeks: one run, by the state machine that makes it on AWS.</summary>
/// <param name="outFolder">The run's products are copied to it.</param>
sealed class SingleRun(IAnsiConsole console, TextWriter errors, LocalCloud cloud, string outFolder)
{
    /// <summary>As products/Ledger/Outcome has it.</summary>
    const string NoScenes = "no-scenes";

    readonly RunDisplay display = new(console, TimeProvider.System);

    /// <returns>Whether it is published, planned, or had nothing to do.</returns>
    public async Task<bool> Execute(RunOptions options, Request request, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var name = RunRequest.ExecutionName(request, options.Fresh);
        foreach (var line in RunOpening.Lines(request, name, await Exists(name, cancellationToken))) display.Say(line);
        var input = Encoding.UTF8.GetString(RequestWriter.Write(request));
        var result = await display.Show(onEvent => cloud.Execute(input, name, onEvent, cancellationToken));
        display.Summary(result, clock.Elapsed);
        SayOutcome(result, request);
        await SayFiles(options, request.DryRun, Text(result, "outcome"), cancellationToken);
        if (!result.Succeeded) SayFailure(result);
        return result.Succeeded;
    }

    void SayOutcome(ExecutionResult result, Request request)
    {
        if (result.Succeeded && !request.DryRun && display.Progress is { Jobs: 0, ScenesFound: > 0 })
            display.Say("All scenes of this run had been processed before; --fresh starts a new run.");
        if (Text(result, "message") is { } message) display.Say(message);
        if (Text(result, "outcome") == NoScenes && request.MaxCloudCover < 100)
            display.Say(string.Create(CultureInfo.InvariantCulture,
                $"At most {request.MaxCloudCover} % clouds were asked for: --max-cloud 100 takes all acquisitions."));
    }

    static string? Text(ExecutionResult result, string field) =>
        result.Output is { ValueKind: JsonValueKind.Object } output && output.TryGetProperty(field, out var text) ? text.GetString() : null;

    async Task SayFiles(RunOptions options, bool isPlan, string? outcome, CancellationToken cancellationToken)
    {
        if (display.Progress.RunId is not { Length: > 0 } runId) return;
        if (await ProductFolder.Copy(cloud.S3, new RunId(runId), outFolder, cancellationToken) is not { } first) return;
        var folder = options.Folder is { } typed ? $" --folder {typed}" : "";
        if (!isPlan && outcome != NoScenes) display.Say($"To see the maps in a browser, type  ./run view {runId}{folder}");
        display.Say($"{(isPlan ? "Plan" : "Report")}: {first}");
    }

    void SayFailure(ExecutionResult result)
    {
        errors.WriteLine($"The run failed: {result.Error}");
        errors.WriteLine(RunCommand.OneLine(result.Cause ?? "no cause given"));
        if (result.Error == "CatalogUnavailable")
            errors.WriteLine("Type  ./run  for the demonstration, which needs no catalog, or  ./run --catalog URL  for another one.");
    }

    async Task<bool> Exists(string name, CancellationToken cancellationToken)
    {
        var folder = new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = new RunKeys(new RunId(name)).Root, MaxKeys = 1 };
        return (await cloud.S3.ListObjectsV2Async(folder, cancellationToken)).S3Objects is { Count: > 0 };
    }
}
