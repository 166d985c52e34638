using System.Globalization;
using Amazon.S3.Transfer;
using Spectre.Console;
using Vegetation.Core.Requests;
using Vegetation.Local.Cloud;
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

    /// <summary>As functions/Hosting/FunctionError has it.</summary>
    const string InvalidRequest = "InvalidRequest";

    /// <returns>The exit code, see <see cref="RunUsage"/>. Every failure is one line for people, never a stack trace.</returns>
    public async Task<int> Execute(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var (options, error) = RunOptions.Parse(arguments);
        if (options is null) return Refuse(error!);
        if (options.Help)
        {
            console.Profile.Out.Writer.WriteLine(RunUsage.Text(console.Profile.Width));
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
        var demo = options.IsDemo ? new RunDemo(console, layout, folder) : null;
        var (request, error) = RunRequest.Build(options, demo?.UsualAddress, TimeProvider.System.GetUtcNow());
        if (request is null) return Refuse(error!);
        if (demo is not null && DemoLimits.Problem(options, request) is { } lacks) return Refuse(lacks);
        await using var catalog = demo is null ? null : await demo.Start(cancellationToken);
        if (catalog is not null) request = request with { Catalogs = [catalog.Address.ToString()] };
        var cloudOptions = OptionsFor(request, options.Patience, folder);
        await using var cloud = await LocalCloud.Start(cloudOptions, cancellationToken);
        if (request.Zones is { Features: { } features } zones) await Upload(cloud, zones.Key, features, cancellationToken);
        var outFolder = Path.Combine(options.Folder is null ? layout.Root : folder, "out");
        var result = options.Weeks is { } weeks
            ? await new BackfillRun(console, errors, cloud, outFolder).Execute(weeks, request, cancellationToken)
            : await new SingleRun(console, errors, cloud, outFolder).Execute(options, request, cancellationToken);
        await ProductFolder.CopyOfAllRuns(cloud.S3, outFolder, cancellationToken);
        if (result.Succeeded) return Done;
        if (result.Error == InvalidRequest) return BadArguments; // which would fail again
        errors.WriteLine($"The logs are in {cloudOptions.LogFolder}. {LocalException.Resume}");
        return Failed;
    }

    /// <summary>Requests carry the key of their zones only.</summary>
    static async Task Upload(LocalCloud cloud, string key, byte[] content, CancellationToken cancellationToken)
    {
        const int partBytes = 5 << 20; // the bucket's server takes no single PUT over 11 MiB
        using var body = new MemoryStream(content, writable: false);
        using var transfer = new TransferUtility(cloud.S3, new TransferUtilityConfig { MinSizeBeforePartUpload = partBytes });
        await transfer.UploadAsync(body, S3Server.Bucket, key, cancellationToken);
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
