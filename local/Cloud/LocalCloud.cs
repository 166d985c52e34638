using System.Text.Json;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Jobs;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>
/// Bucket, functions, processing jobs and state machine on this machine, each a process that runs what would be deployed.
/// Disposing ends all of them; the bucket's objects are kept.
/// </summary>
internal sealed class LocalCloud : IAsyncDisposable
{
    readonly Layout layout;
    readonly NodeRuntime node;
    readonly LocalCloudOptions options;
    readonly Template template;
    readonly S3Server bucket;
    readonly LambdaHost functions;
    readonly ProcessingJobs jobs;
    readonly CancellationTokenSource ending = new();
    LoopbackServer? tasks;
    Action<CloudEvent>? listener;

    LocalCloud(Layout layout, NodeRuntime node, LocalCloudOptions options, Template template, S3Server bucket)
    {
        (this.layout, this.node, this.options, this.template, this.bucket) = (layout, node, options, template, bucket);
        var environment = new Dictionary<string, string>(bucket.ClientEnvironment) { ["ON_THIS_MACHINE"] = "1" };
        foreach (var (name, value) in options.FunctionEnvironment) environment[name] = value;
        functions = new LambdaHost(layout.Program("Functions"), options.LogFolder, template, environment, TimeProvider.System);
        jobs = new ProcessingJobs(
            bucket.Client, options.Worker(layout.Program("Worker")), options.ScratchFolder, options.LogFolder, Publish);
    }

    /// <summary>The bucket, named <see cref="S3Server.Bucket"/>.</summary>
    public IAmazonS3 S3 => bucket.Client;

    /// <summary>The server of functions and jobs, with its secret.</summary>
    internal Uri Tasks => tasks!.Address;

    /// <exception cref="LocalException">something on this machine is missing.</exception>
    public static async Task<LocalCloud> Start(LocalCloudOptions options, CancellationToken cancellationToken)
    {
        var layout = Layout.Find();
        var node = await NodeRuntime.Find(layout.Root, cancellationToken);
        Empty(options.ScratchFolder);
        Directory.CreateDirectory(options.ScratchFolder);
        var bucketStart = S3Server.Start(layout, node, options.StorageFolder, options.LogFolder, cancellationToken);
        try
        {
            var template = Template.Read(options.TemplateFile ?? await Synthesis.Template(layout, node, cancellationToken));
            var cloud = new LocalCloud(layout, node, options, template, await bucketStart);
            cloud.tasks = await LoopbackServer.Start(cloud.Map, 0, cancellationToken, secret: true);
            return cloud;
        }
        catch
        {
            await (await bucketStart).DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a state machine once. One execution at a time: events carry no execution's name.</summary>
    /// <param name="inputJson">What one would type in the console.</param>
    /// <exception cref="LocalException">the bucket or the interpreter failed: no further attempt could succeed.</exception>
    /// <param name="machine">Workflow, which makes a run, or Backfill, which makes those of past weeks.</param>
    public async Task<ExecutionResult> Execute(
        string inputJson, string executionName, Action<CloudEvent> onEvent, CancellationToken cancellationToken,
        string machine = "Workflow")
    {
        var inputFile = Path.Combine(options.ScratchFolder, executionName + ".input.json");
        await File.WriteAllTextAsync(inputFile, inputJson, cancellationToken);
        listener = onEvent;
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var run = StateMachineRun.Run(
                layout, node, template.File, inputFile, machine, Tasks, executionName, options.RetryInterval, options.LogFolder,
                Publish, stop.Token);
            await Task.WhenAny(run, bucket.Failure);
            if (!bucket.Failure.IsCompleted) return await run;
            await stop.CancelAsync();
            await Task.WhenAny(run);
            throw new LocalException(S3Server.Unusable(options.StorageFolder, await bucket.Failure));
        }
        finally
        {
            listener = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (tasks is not null) await tasks.DisposeAsync();
        await jobs.DisposeAsync();
        await functions.DisposeAsync();
        Empty(options.ScratchFolder);
        await bucket.DisposeAsync(); // last: what is under way is written
        ending.Dispose();
    }

    /// <summary>
    /// Workers of a killed run may live for some more seconds and write into their folders: these are left in place then.
    /// </summary>
    static void Empty(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (IOException) { }
    }

    void Map(WebApplication app)
    {
        app.MapPost("/functions/{handler}", async (string handler, HttpRequest request) => await Invoke(handler, request))
            .Accepts<object>("application/json");
        app.MapPost("/processing-jobs", async (HttpRequest request) => await RunJob(request)).Accepts<object>("application/json");
    }

    async Task<IResult> Invoke(string handler, HttpRequest request)
    {
        var payload = await JsonSerializer.DeserializeAsync(request.Body, LocalJson.Default.JsonElement, ending.Token);
        var answer = await functions.Invoke(handler, payload, ending.Token);
        if (answer.Error is { } error) return Failed(error);
        using var json = JsonDocument.Parse(answer.Payload!);
        Publish(new FunctionAnswered(handler, json.RootElement.Clone()));
        return Results.Bytes(answer.Payload!, "application/json");
    }

    async Task<IResult> RunJob(HttpRequest request)
    {
        var job = (await JsonSerializer.DeserializeAsync(request.Body, SageMakerJson.Default.ProcessingJobRequest, ending.Token))!;
        if (options.RefuseJob?.Invoke(job.ProcessingJobName) is { } refusal) return Failed(refusal);
        // Without its interpreter no job is needed any more: a stopped execution stops its jobs too.
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, request.HttpContext.RequestAborted);
        try
        {
            var answer = await jobs.Run(job, wanted.Token);
            return answer.Error is { } error ? Failed(error)
                : Results.Json(answer.Description, SageMakerJson.Default.ProcessingJobDescription);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // a manifest that is not there, a full disk: the job's failure
            return Failed(new TaskError("States.TaskFailed", problem.Message));
        }
    }

    static IResult Failed(TaskError error) => Results.Json(error, LocalJson.Default.TaskError, statusCode: 500);

    void Publish(CloudEvent happened)
    {
        lock (ending) listener?.Invoke(happened);
    }
}
