using System.Text.Json;
using Amazon.S3;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Jobs;

/// <summary>One instance of a processing job: a folder that stands for /opt/ml, and a worker process in it.</summary>
sealed class Instance(
    ProcessingJobRequest job, string host, IReadOnlyList<string> hosts, string folder, IAmazonS3 s3, WorkerSettings worker)
{
    static readonly TimeSpan UploadInterval = TimeSpan.FromMilliseconds(200);
    const string ContainerRoot = "/opt/ml/processing/";

    string ProcessingRoot => Path.Combine(folder, "processing");
    string MessageFile => Path.Combine(folder, "message");

    /// <param name="shards">For each input of the job the objects of this instance.</param>
    /// <returns>Null if the worker succeeded, otherwise why not.</returns>
    public async Task<string?> Run(
        IReadOnlyList<IReadOnlyList<string>> shards, string logFile, Action<CloudEvent> onEvent, CancellationToken cancellationToken)
    {
        await Prepare(shards, cancellationToken);
        var uploaders = job.ProcessingOutputConfig.Outputs.Select(output => Uploader(output.S3Output, onEvent)).ToList();
        await using var process = Start(logFile);
        onEvent(new InstanceStarted(job.ProcessingJobName, host, process.Id));
        while (!process.Exit.IsCompleted)
        {
            await UploadAll(uploaders, cancellationToken);
            await Task.WhenAny(process.Exit, Task.Delay(UploadInterval, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        await UploadAll(uploaders, cancellationToken);
        var code = await process.Exit;
        return code == 0 ? null : await Failure(code, process.Tail, cancellationToken);
    }

    async Task Prepare(IReadOnlyList<IReadOnlyList<string>> shards, CancellationToken cancellationToken)
    {
        var objects = new InputObjects(s3);
        foreach (var (input, keys) in job.ProcessingInputs.Select(i => i.S3Input).Zip(shards))
            await objects.Download(S3Location.Parse(input.S3Uri).Bucket, keys, Local(input.LocalPath), cancellationToken);
        var config = Directory.CreateDirectory(Path.Combine(folder, "config")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(config, "resourceconfig.json"),
            JsonSerializer.SerializeToUtf8Bytes(new ResourceConfig(host, hosts, "eth0"), SageMakerJson.Default.ResourceConfig),
            cancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(config, "processingjobconfig.json"),
            JsonSerializer.SerializeToUtf8Bytes(job, SageMakerJson.Default.ProcessingJobRequest), cancellationToken);
    }

    ChildProcess Start(string logFile)
    {
        var environment = new Dictionary<string, string>(worker.Environment)
        {
            ["PROCESSING_ROOT"] = ProcessingRoot,
            ["CONFIG_ROOT"] = Path.Combine(folder, "config"),
            ["MESSAGE_FILE"] = MessageFile,
            ["END_WITH_INPUT"] = "1", // so that no worker of a killed ./run keeps writing into a folder of the next one
        };
        environment.TryAdd("THREADS", worker.Threads.ToString(System.Globalization.CultureInfo.InvariantCulture));
        environment.TryAdd("MEMORY_MB", worker.MemoryMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, value) in job.Environment) environment[name] = value;
        return ChildProcess.Start(
            new ProcessStart("dotnet", [worker.Program]) { Environment = environment, Folder = folder, LogFile = logFile });
    }

    OutputUploader Uploader(S3Output output, Action<CloudEvent> onEvent)
    {
        var path = Directory.CreateDirectory(Local(output.LocalPath)).FullName;
        return new OutputUploader(s3, path, S3Location.Parse(output.S3Uri), (unitId, bytes) =>
        {
            using var record = JsonDocument.Parse(bytes);
            onEvent(new UnitRecorded(job.ProcessingJobName, unitId, record.RootElement.Clone()));
        });
    }

    static async Task UploadAll(IEnumerable<OutputUploader> uploaders, CancellationToken cancellationToken)
    {
        foreach (var uploader in uploaders) await uploader.UploadNew(cancellationToken);
    }

    async Task<string> Failure(int code, string tail, CancellationToken cancellationToken)
    {
        var message = File.Exists(MessageFile) ? await File.ReadAllTextAsync(MessageFile, cancellationToken) : tail;
        return FormattableString.Invariant($"{host}: exit code {code}. {message}").Trim();
    }

    string Local(string containerPath) => containerPath.StartsWith(ContainerRoot, StringComparison.Ordinal)
        ? Path.Combine(ProcessingRoot, containerPath[ContainerRoot.Length..])
        : throw new FormatException($"LocalPath {containerPath} is not below {ContainerRoot}");
}
