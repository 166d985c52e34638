using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Local;
using Vegetation.Local.Cloud;
using Vegetation.Local.Jobs;
using Vegetation.Local.Processes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>The real worker on work units that it cannot read: it must still leave a record of each.</summary>
public sealed class ProcessingJobsTests : IAsyncLifetime
{
    static readonly RunKeys Keys = new(new RunId("r1"));

    readonly TemporaryFolder folder = new();
    readonly ConcurrentQueue<CloudEvent> events = new();
    S3Server bucket = null!;

    public async Task InitializeAsync()
    {
        var layout = Layout.Find();
        bucket = await S3Server.Start(layout, await NodeRuntime.Find(layout.Root, CancellationToken.None),
            Path.Combine(folder.Path, "s3"), folder.Path, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await bucket.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Every_unit_of_every_shard_leaves_a_record_in_the_bucket_and_an_event()
    {
        string[] units = ["S2A_10TGS_20231203_0_L2A", "S2A_11TGS_20231203_0_L2A", "S2A_12TGS_20231203_0_L2A"];
        await using var jobs = Jobs(events.Enqueue);
        var answer = await jobs.Run(await Job("veg-1", instances: 2, units), CancellationToken.None);
        Assert.Null(answer.Error);
        Assert.Equal("Completed", answer.Description!.ProcessingJobStatus);
        var listed = await bucket.Client.ListObjectsV2Async(new() { BucketName = S3Server.Bucket, Prefix = Keys.Records });
        Assert.Equal(units.Select(Keys.Record), listed.S3Objects.Select(o => o.Key));
        Assert.Equal(units, events.OfType<UnitRecorded>().Select(e => e.UnitId).Order(StringComparer.Ordinal));
        Assert.All(events.OfType<UnitRecorded>(), e => Assert.Equal("invalid", e.Record.GetProperty("status").GetString()));
        Assert.Equal(["algo-1", "algo-2"], events.OfType<InstanceStarted>().Select(e => e.Host).Order(StringComparer.Ordinal));
        Assert.Equal(3, events.OfType<JobStarted>().Single().Units);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Path, "jobs")));
    }

    [Fact]
    public async Task A_killed_worker_fails_its_job_with_the_name_that_catch_knows()
    {
        await using var jobs = Jobs(happened =>
        {
            if (happened is InstanceStarted { Host: "algo-2" } instance) Process.GetProcessById(instance.ProcessId).Kill();
        });
        var error = (
            await jobs.Run(
            await Job("veg-2", instances: 2, "S2A_10TGS_20231203_0_L2A", "S2A_11TGS_20231203_0_L2A"), CancellationToken.None)).Error!;
        Assert.Equal("States.TaskFailed", error.ErrorType);
        using var description = JsonDocument.Parse(error.ErrorMessage);
        Assert.Equal("Failed", description.RootElement.GetProperty("ProcessingJobStatus").GetString());
        Assert.Contains("algo-2: exit code 137", description.RootElement.GetProperty("ExitMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_used_once()
    {
        await using var jobs = Jobs(_ => { });
        var job = await Job("veg-3", instances: 1, "S2A_10TGS_20231203_0_L2A");
        Assert.Null((await jobs.Run(job, CancellationToken.None)).Error);
        Assert.Equal("SageMaker.ResourceInUseException", (await jobs.Run(job, CancellationToken.None)).Error!.ErrorType);
    }

    [Fact]
    public async Task No_more_workers_run_at_a_time_than_are_allowed()
    {
        var (running, most) = (0, 0);
        await using var jobs = Jobs(happened =>
        {
            if (happened is InstanceStarted) most = Math.Max(most, Interlocked.Increment(ref running));
            if (happened is UnitRecorded) Interlocked.Decrement(ref running); // one unit each, recorded before the slot is free again
        }, processes: 1);
        await jobs.Run(
            await Job("veg-4", instances: 3, "S2A_10TGS_20231203_0_L2A", "S2A_11TGS_20231203_0_L2A", "S2A_12TGS_20231203_0_L2A"),
            CancellationToken.None);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Cancelling_ends_the_workers()
    {
        using var cancelled = new CancellationTokenSource();
        var pid = 0;
        await using var jobs = Jobs(happened =>
        {
            if (happened is not InstanceStarted instance) return;
            pid = instance.ProcessId;
            cancelled.Cancel();
        });
        var job = await Job("veg-5", instances: 1, "S2A_10TGS_20231203_0_L2A");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => jobs.Run(job, cancelled.Token));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(pid));
    }

    ProcessingJobs Jobs(Action<CloudEvent> onEvent, int processes = 2) => new(
        bucket.Client, new WorkerSettings(Layout.Find().Program("Worker"), processes, 1, 1024, new Dictionary<string, string>()),
        Path.Combine(folder.Path, "jobs"), Path.Combine(folder.Path, "logs"), onEvent);

    async Task<ProcessingJobRequest> Job(string name, int instances, params string[] units)
    {
        foreach (var unit in units)
            await bucket.Client.PutObjectAsync(new() { BucketName = S3Server.Bucket, Key = Keys.Unit(unit), ContentBody = "{}" });
        var manifest = Keys.Manifest(1, name);
        await bucket.Client.PutObjectAsync(new()
        {
            BucketName = S3Server.Bucket, Key = manifest, InputStream = new MemoryStream(Manifest.Write(S3Server.Bucket, Keys, units)),
        });
        return new ProcessingJobRequest
        {
            ProcessingJobName = name,
            ProcessingResources = new(new ClusterConfig(instances)),
            ProcessingInputs = [
                new("units",
                new S3Input($"s3://{S3Server.Bucket}/{manifest}", "/opt/ml/processing/input/units", "ManifestFile", "ShardedByS3Key"))],
            ProcessingOutputConfig = new(
                [new("output", new S3Output($"s3://{S3Server.Bucket}/runs/r1/output", "/opt/ml/processing/output"))]),
            Environment = new Dictionary<string, string> { ["RUN_ID"] = "r1", ["ATTEMPT"] = "1" },
        };
    }
}
