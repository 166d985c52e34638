using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.S3;

namespace Vegetation.Local.Jobs;

/// <summary>What createProcessingJob.sync answers: a description, or the error that Retry and Catch see.</summary>
internal sealed record ProcessingJobAnswer(ProcessingJobDescription? Description, TaskError? Error);

/// <summary>
/// SageMaker Processing on this machine: each instance of a job is a worker process, and as many run at a time as the machine can take.
/// </summary>
/// <param name="folder">For the instances' folders, which exist as long as their jobs.</param>
internal sealed class ProcessingJobs(IAmazonS3 s3, WorkerSettings worker, string folder, string logFolder, Action<CloudEvent> onEvent)
    : IAsyncDisposable
{
    /// <summary>
    /// The variables that the state machine may set for a worker. Others could change the program, such as LD_PRELOAD and
    /// DOTNET_STARTUP_HOOKS.
    /// </summary>
    static readonly string[] Variables = ["RUN_ID", "ATTEMPT", "ASSET_HOSTS"];

    readonly SemaphoreSlim slots = new(worker.Processes);
    readonly ConcurrentDictionary<string, TaskCompletionSource> ends = new();

    public async Task<ProcessingJobAnswer> Run(ProcessingJobRequest job, CancellationToken cancellationToken)
    {
        if (job.Environment.Keys.Except(Variables).FirstOrDefault() is { } variable)
            return new(null, new TaskError(
                "States.TaskFailed",
                $"Environment of {job.ProcessingJobName}: got {variable}; expected {string.Join(" or ", Variables)}."));
        var end = new TaskCompletionSource();
        if (!ends.TryAdd(job.ProcessingJobName, end))
            return new(null, new TaskError("SageMaker.ResourceInUseException",
                $"Job name must be unique within an account and region, and a job named {job.ProcessingJobName} exists."));
        var jobFolder = Path.Combine(folder, job.ProcessingJobName);
        try
        {
            var failure = await RunInstances(job, jobFolder, cancellationToken);
            onEvent(new JobEnded(job.ProcessingJobName, failure));
            return failure is null ? new(Describe(job, "Completed", null), null) : new(null, Failed(job, failure));
        }
        finally
        {
            try { if (Directory.Exists(jobFolder)) Directory.Delete(jobFolder, recursive: true); }
            finally { end.SetResult(); }
        }
    }

    /// <summary>Waits for the jobs that their tokens have cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(ends.Values.Select(end => end.Task));
        slots.Dispose();
    }

    async Task<string?> RunInstances(ProcessingJobRequest job, string jobFolder, CancellationToken cancellationToken)
    {
        var count = job.ProcessingResources.ClusterConfig.InstanceCount;
        string[] hosts = [.. Enumerable.Range(1, count).Select(n => FormattableString.Invariant($"algo-{n}"))];
        var objects = new InputObjects(s3);
        List<IReadOnlyList<IReadOnlyList<string>>> shardsOfInputs = [];
        foreach (var input in job.ProcessingInputs) shardsOfInputs.Add(await objects.Shards(input.S3Input, count, cancellationToken));
        onEvent(new JobStarted(job.ProcessingJobName, shardsOfInputs[0].Sum(shard => shard.Count), count));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var failures = await Task.WhenAll(hosts.Select((host, i) =>
                RunInSlot(new Instance(job, host, hosts, Path.Combine(jobFolder, host), s3, worker), [.. shardsOfInputs.Select(s => s[i])],
                    Path.Combine(logFolder, $"{job.ProcessingJobName}-{host}.log"), job.StoppingCondition, limit)));
            return failures.FirstOrDefault(f => f is not null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "stopped: MaxRuntimeInSeconds has passed.";
        }
    }

    async Task<string?> RunInSlot(
        Instance instance, IReadOnlyList<IReadOnlyList<string>> shards, string logFile, StoppingCondition? condition,
        CancellationTokenSource limit)
    {
        await slots.WaitAsync(limit.Token);
        // Waiting for a free slot on this machine does not count as running time; a job's waiting instances restart its time.
        if (condition is not null) limit.CancelAfter(TimeSpan.FromSeconds(condition.MaxRuntimeInSeconds));
        try { return await instance.Run(shards, logFile, onEvent, limit.Token); }
        finally { slots.Release(); }
    }

    static TaskError Failed(ProcessingJobRequest job, string failure) => new("States.TaskFailed", JsonSerializer.Serialize(
        Describe(job, "Failed", failure), SageMakerJson.Default.ProcessingJobDescription));

    static ProcessingJobDescription Describe(ProcessingJobRequest job, string status, string? failure) => new(
        job.ProcessingJobName, $"arn:aws:sagemaker:us-west-2:000000000000:processing-job/{job.ProcessingJobName}", status,
        failure is null ? null : "AlgorithmError", failure);
}
