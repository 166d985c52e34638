using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>What a function answered: a payload, or an error.</summary>
internal sealed record LambdaAnswer(byte[]? Payload, TaskError? Error);

/// <summary>
/// The server's side of the Lambda Runtime API (version 2018-06-01) for one process: the process asks for the next invocation,
/// waits for it as long as it takes, and posts a response or an error.
/// </summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    sealed record Invocation(string Id, byte[] Payload, DateTimeOffset Deadline, TaskCompletionSource<LambdaAnswer> Answer);

    readonly SemaphoreSlim waiting = new(0);
    readonly string functionArn;
    LoopbackServer? server;
    volatile Invocation? current;
    volatile TaskError? initError;

    RuntimeApi(string handler) => functionArn = $"arn:aws:lambda:us-west-2:000000000000:function:{handler}";

    /// <summary>What AWS_LAMBDA_RUNTIME_API holds: host and port, and here a path that only the function's process knows.</summary>
    public string HostAndPort => server!.Address.Authority + server.Address.AbsolutePath.TrimEnd('/');

    public static async Task<RuntimeApi> Start(string handler, CancellationToken cancellationToken)
    {
        var api = new RuntimeApi(handler);
        api.server = await LoopbackServer.Start(api.Map, 0, cancellationToken, secret: true);
        return api;
    }

    /// <summary>One invocation at a time: as in the service, an instance of a function works on one event.</summary>
    public async Task<LambdaAnswer> Invoke(byte[] payload, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        if (initError is { } error) return new(null, error);
        var answer = new TaskCompletionSource<LambdaAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        current = new Invocation(Guid.NewGuid().ToString(), payload, deadline, answer);
        waiting.Release();
        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        waiting.Dispose();
    }

    void Map(WebApplication app)
    {
        app.MapGet("/2018-06-01/runtime/invocation/next", Next);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/response", Respond);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/error", (string id, HttpRequest request) => Fail(id, request));
        app.MapPost("/2018-06-01/runtime/init/error", FailInit);
    }

    async Task Next(HttpContext http)
    {
        await waiting.WaitAsync(http.RequestAborted);
        var invocation = current!;
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = invocation.Id;
        headers["Lambda-Runtime-Deadline-Ms"] = invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = functionArn;
        headers["Lambda-Runtime-Trace-Id"] = "Root=1-00000000-000000000000000000000000;Sampled=0";
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(invocation.Payload);
    }

    async Task<IResult> Respond(string id, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Finish(id, new LambdaAnswer(body.ToArray(), null));
    }

    async Task<IResult> Fail(string id, HttpRequest request) => Finish(id, new LambdaAnswer(null, await ReadError(request)));

    async Task<IResult> FailInit(HttpRequest request)
    {
        initError = await ReadError(request);
        current?.Answer.TrySetResult(new LambdaAnswer(null, initError));
        return Accepted;
    }

    IResult Finish(string id, LambdaAnswer answer) =>
        current?.Id == id && current.Answer.TrySetResult(answer) ? Accepted
            : Results.Json(
                new TaskError("InvalidRequestID", $"no invocation {id} is in progress"), LocalJson.Default.TaskError, statusCode: 400);

    static IResult Accepted => Results.Text("""{"status":"OK"}""", "application/json", statusCode: 202);

    static async Task<TaskError> ReadError(HttpRequest request)
    {
        var named = request.Headers["Lambda-Runtime-Function-Error-Type"].FirstOrDefault();
        try
        {
            var error = await JsonSerializer.DeserializeAsync(request.Body, LocalJson.Default.TaskError);
            return new TaskError(error?.ErrorType ?? named ?? "Unhandled", error?.ErrorMessage ?? "");
        }
        catch (JsonException)
        {
            return new TaskError(named ?? "Unhandled", "");
        }
    }
}
