using System.Diagnostics;
using System.Text;
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
    readonly RunDisplay display = new(console, TimeProvider.System);

    /// <returns>A success where it is published, planned, or had nothing to do.</returns>
    public async Task<ExecutionResult> Execute(RunOptions options, Request request, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var name = RunRequest.ExecutionName(request, options.Fresh);
        foreach (var line in RunOpening.Lines(request, name, await Exists(name, cancellationToken))) display.Say(line);
        var input = Encoding.UTF8.GetString(RequestWriter.Write(request));
        var result = await display.Show(onEvent => cloud.Execute(input, name, onEvent, cancellationToken));
        display.Summary(result, clock.Elapsed);
        foreach (var line in RunClosing.Lines(display.Progress, result, request)) display.Say(line);
        await SayFiles(options, request.DryRun, RunClosing.HasMaps(result, request), cancellationToken);
        if (!result.Succeeded) SayFailure(options, result);
        return result;
    }

    async Task SayFiles(RunOptions options, bool isPlan, bool hasMaps, CancellationToken cancellationToken)
    {
        if (display.Progress.RunId is not { Length: > 0 } runId) return;
        if (await ProductFolder.Copy(cloud.S3, new RunId(runId), outFolder, cancellationToken) is not { } first) return;
        var folder = options.Folder is { } typed ? $" --folder {RunOptions.Word(typed)}" : "";
        if (hasMaps) display.Say($"To see the maps in a browser, type  ./run view {runId}{folder}");
        foreach (var table in Directory.GetFiles(Path.GetDirectoryName(first)!, "*-zones_*.csv").Order(StringComparer.Ordinal))
            display.Say($"Zones: {table}");
        display.Say($"{(isPlan ? "Plan" : "Report")}: {first}");
    }

    void SayFailure(RunOptions options, ExecutionResult result)
    {
        errors.WriteLine($"The run failed: {result.Error}");
        errors.WriteLine(RunCommand.OneLine(result.Cause ?? "no cause given"));
        if (result.Error == "CatalogUnavailable")
            errors.WriteLine(
                $"Type  ./run  for the demonstration, which needs no catalog, or  {options.Again(("--catalog", "URL"))}  for another one.");
    }

    async Task<bool> Exists(string name, CancellationToken cancellationToken)
    {
        var folder = new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = new RunKeys(new RunId(name)).Root, MaxKeys = 1 };
        return (await cloud.S3.ListObjectsV2Async(folder, cancellationToken)).S3Objects is { Count: > 0 };
    }
}
