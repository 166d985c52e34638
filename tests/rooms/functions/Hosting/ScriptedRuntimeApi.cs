using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Processes;

namespace Vegetation.Tests.Functions;

/// <summary>What a function's process posted: the path below /2018-06-01/runtime/, the error type's header and the body.</summary>
sealed record Posted(string Path, string? ErrorType, string? MediaType, string Body);

/// <summary>
/// The server's side of the Lambda Runtime API, as the developer guide documents it. It hands out its events in turn; then it keeps the
/// process waiting, as Lambda does with an idle one, or answers 500, as Lambda does when the process has to end.
/// </summary>
sealed class ScriptedRuntimeApi : IAsyncDisposable
{
    readonly ConcurrentQueue<Func<HttpContext, Task>> events = new();
    readonly ConcurrentDictionary<string, int> statuses = new();
    LoopbackServer? server;

    public ConcurrentQueue<Posted> Posts { get; } = new();
    public TaskCompletionSource Idle { get; } = new();
    public bool KeepsWaiting { get; init; }
    public string HostAndPort => server!.Address.Authority;

    public static async Task<ScriptedRuntimeApi> Start(bool keepsWaiting = false)
    {
        var api = new ScriptedRuntimeApi { KeepsWaiting = keepsWaiting };
        api.server = await LoopbackServer.Start(app =>
        {
            app.MapGet("/2018-06-01/runtime/invocation/next", api.Next);
            app.MapPost("/2018-06-01/runtime/{**path}", api.Post);
        }, 0, CancellationToken.None);
        return api;
    }

    /// <summary>An event with the documented headers; <paramref name="seconds"/> until its deadline.</summary>
    public ScriptedRuntimeApi Event(
        string id, string payload, double seconds = 60, string? trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1") =>
        Answer(async context =>
        {
            var headers = context.Response.Headers;
            headers["Lambda-Runtime-Aws-Request-Id"] = id;
            headers["Lambda-Runtime-Deadline-Ms"] = DateTimeOffset.UtcNow.AddSeconds(seconds).ToUnixTimeMilliseconds()
                .ToString(CultureInfo.InvariantCulture);
            headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-west-2:000000000000:function:tested";
            if (trace is not null) headers["Lambda-Runtime-Trace-Id"] = trace;
            await context.Response.WriteAsync(payload);
        });

    /// <summary>What the next call for an event gets, whatever it is.</summary>
    public ScriptedRuntimeApi Answer(Func<HttpContext, Task> answer)
    {
        events.Enqueue(answer);
        return this;
    }

    /// <summary>Every post to this path is answered so instead of 202.</summary>
    public ScriptedRuntimeApi Answers(string path, int status)
    {
        statuses[path] = status;
        return this;
    }

    public async ValueTask DisposeAsync() => await server!.DisposeAsync();

    async Task Next(HttpContext context)
    {
        if (events.TryDequeue(out var answer))
        {
            await answer(context);
            return;
        }
        Idle.TrySetResult();
        if (KeepsWaiting) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        context.Response.StatusCode = 500;
    }

    async Task Post(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        Posts.Enqueue(new Posted(
            path, context.Request.Headers["Lambda-Runtime-Function-Error-Type"].FirstOrDefault(), context.Request.ContentType,
            await reader.ReadToEndAsync()));
        context.Response.StatusCode = statuses.GetValueOrDefault(path, 202);
        await context.Response.WriteAsync("""{"status":"OK"}""");
    }
}
