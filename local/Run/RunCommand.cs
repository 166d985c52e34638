using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Spectre.Console;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Local.Cloud;
using Vegetation.Local.Demo;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Run;

/// <summary>./run, from its arguments to its exit code.</summary>
internal sealed class RunCommand(IAnsiConsole console, TextWriter errors)
{
    const int Done = 0, Failed = 1, BadArguments = 2, Stopped = 3, Interrupted = 130;

    /// <summary>
    /// A scene has 400 MB: a home connection may need an hour for it, a SageMaker instance seconds. It is given up when no data arrives.
    /// </summary>
    const string SceneDeadlineSeconds = "86400";

    /// <returns>The exit code, see <see cref="RunUsage"/>. Every failure is one line for people, never a stack trace.</returns>
    public async Task<int> Execute(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (options, error) = RunOptions.Parse(arguments);
        if (options is null) return Refuse(error!);
        if (options.Help)
        {
            console.Profile.Out.Writer.WriteLine(RunUsage.Text);
            return Done;
        }
        var logs = "";
        try
        {
            var layout = Layout.Find();
            var folder = Path.GetFullPath(options.Folder ?? layout.RunFolder);
            logs = LocalCloudOptions.Below(folder).LogFolder;
            return await Run(layout, options, folder, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            errors.WriteLine(options.Fresh
                ? "Interrupted. A run started with --fresh cannot be resumed: --fresh starts another one, and without it "
                    + "the request's earlier run is resumed."
                : "Interrupted. Finished work is kept: the same command resumes the run.");
            return Interrupted;
        }
        catch (LocalException problem)
        {
            errors.WriteLine(OneLine(problem.Message));
            return Stopped;
        }
        catch (Exception problem) // a full disk, a folder that may not be written, a process that has gone
        {
            var log = Path.Combine(logs, "run.log");
            using (var file = new LogFile(log)) file.Write(problem.ToString());
            var what = problem.GetBaseException().Message;
            errors.WriteLine(OneLine($"./run stopped: {what} (log: {log}). Fix that first. {LocalException.Resume}"));
            return Stopped;
        }
    }

    int Refuse(string line)
    {
        errors.WriteLine(line);
        return BadArguments;
    }

    async Task<int> Run(Layout layout, RunOptions options, string folder, CancellationToken cancellationToken)
    {
        using var alone = Lock(folder);
        await using var demo = options.IsDemo ? await StartDemo(layout, folder, cancellationToken) : null;
        var (request, error) = RunRequest.Build(options, demo?.Address, TimeProvider.System.GetUtcNow());
        if (request is null) return Refuse(error!);
        var cloudOptions = OptionsFor(request, options.Patience, folder);
        await using var cloud = await LocalCloud.Start(cloudOptions, cancellationToken);
        if (request.Zones is { Features: { } features } zones) await Upload(cloud, zones.Key, features, cancellationToken);
        var outFolder = Path.Combine(options.Folder is null ? layout.Root : folder, "out");
        var code = options.Weeks is { } weeks
            ? await new BackfillRun(console, errors, cloud, outFolder).Execute(weeks, request, cancellationToken) ? Done : Failed
            : await Run(cloud, request, options, outFolder, cancellationToken);
        await ProductFolder.CopyOfAllRuns(cloud.S3, outFolder, cancellationToken);
        if (code == Failed) errors.WriteLine($"The logs are in {cloudOptions.LogFolder}. {LocalException.Resume}");
        return code;
    }

    async Task<int> Run(LocalCloud cloud, Request request, RunOptions options, string outFolder, CancellationToken cancellationToken)
    {
        var display = new RunDisplay(console, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        var name = RunRequest.ExecutionName(request, options.Fresh);
        foreach (var line in RunOpening.Lines(request, name, await Exists(cloud, name, cancellationToken))) display.Say(line);
        var input = Encoding.UTF8.GetString(RequestWriter.Write(request));
        var result = await display.Show(onEvent => cloud.Execute(input, name, onEvent, cancellationToken));
        display.Summary(result, clock.Elapsed);
        if (result.Succeeded && !request.DryRun && display.Progress is { Jobs: 0, ScenesFound: > 0 })
            display.Say("All scenes of this run had been processed before; --fresh starts a new run.");
        if (result.Output is { } output && output.TryGetProperty("message", out var message)) display.Say(message.GetString()!);
        if (display.Progress.RunId is { Length: > 0 } runId
            && await ProductFolder.Copy(cloud.S3, new RunId(runId), outFolder, cancellationToken) is { } first)
        {
            if (!request.DryRun) display.Say($"To see the maps in a browser, type  {ViewOf(runId, options)}");
            display.Say($"{(request.DryRun ? "Plan" : "Report")}: {first}");
        }
        if (result.Succeeded) return Done;
        errors.WriteLine($"The run failed: {result.Error}");
        errors.WriteLine(OneLine(result.Cause ?? "no cause given"));
        if (result.Error == "CatalogUnavailable")
            errors.WriteLine("Type  ./run  for the demonstration, which needs no catalog, or  ./run --catalog URL  for another one.");
        return Failed;
    }

    static string ViewOf(string runId, RunOptions options) =>
        $"./run view {runId}{(options.Folder is { } folder ? $" --folder {folder}" : "")}";

    /// <summary>Requests carry the key of their zones only.</summary>
    static async Task Upload(LocalCloud cloud, string key, byte[] content, CancellationToken cancellationToken)
    {
        const int partBytes = 5 << 20; // the bucket's server takes no single PUT over 11 MiB
        using var body = new MemoryStream(content, writable: false);
        using var transfer = new TransferUtility(cloud.S3, new TransferUtilityConfig { MinSizeBeforePartUpload = partBytes });
        await transfer.UploadAsync(body, S3Server.Bucket, key, cancellationToken);
    }

    static async Task<bool> Exists(LocalCloud cloud, string name, CancellationToken cancellationToken)
    {
        var folder = new ListObjectsV2Request { BucketName = S3Server.Bucket, Prefix = new RunKeys(new RunId(name)).Root, MaxKeys = 1 };
        return (await cloud.S3.ListObjectsV2Async(folder, cancellationToken)).S3Objects is { Count: > 0 };
    }

    static FileLock Lock(string folder)
    {
        try
        {
            return FileLock.TryTake(Path.Combine(folder, "run.lock"))
                ?? throw new LocalException($"Another ./run is using {folder}: wait for it, or stop it with Ctrl-C.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalException(
                $"{folder} cannot be used: {e.Message} Type  ./run --folder DIR  with a folder that you can write to.");
        }
    }

    async Task<StacServer> StartDemo(Layout layout, string folder, CancellationToken cancellationToken)
    {
        // Runs in other folders share the world.
        using var alone = await FileLock.Take(Path.Combine(layout.RunFolder, "demo.lock"), cancellationToken);
        var scenes = Path.Combine(layout.RunFolder, "demo");
        var world = await Task.Run(
            () => DemoWorld.Prepare(scenes, line => console.WriteLine(line), cancellationToken), cancellationToken);
        console.WriteLine("The demonstration: a small generated world, not satellite data; one scene lacks a file on purpose.");
        try
        {
            return await StacServer.Start(world.Folder, DemoPort(folder), cancellationToken);
        }
        catch (IOException)
        {
            console.WriteLine($"Port {DemoPort(folder)} is in use, so this run gets a name of its own and cannot resume an earlier one.");
            return await StacServer.Start(world.Folder, 0, cancellationToken);
        }
    }

    /// <summary>
    /// The demonstration's catalog keeps its address, which is a part of the request and so of the run's name: one port for each folder,
    /// below those that the system uses for outgoing connections (from 32768 on).
    /// </summary>
    static int DemoPort(string folder) => 20000 + (BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(folder))) % 10000);

    internal static LocalCloudOptions OptionsFor(Request request, int? patience, string folder)
    {
        var allowed = new Dictionary<string, string>();
        if (request.Catalogs.Any(c => !CatalogName.IsKnown(c))) allowed["ASSET_HOSTS"] = "*";
        if (request.Catalogs.Any(CatalogName.IsLoopback)) allowed["ALLOW_LOOPBACK"] = "1";
        var worker = new Dictionary<string, string>(allowed) { ["SCENE_DEADLINE_SECONDS"] = SceneDeadlineSeconds };
        if (patience is { } seconds) worker["STALL_SECONDS"] = seconds.ToString(CultureInfo.InvariantCulture);
        if (request.Baseline.Foreign is { Source.IsFolder: true }) allowed["ALLOW_FOLDERS"] = "1";
        return LocalCloudOptions.Below(folder) with { FunctionEnvironment = allowed, WorkerEnvironment = worker };
    }

    internal static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
