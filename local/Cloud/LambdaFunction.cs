using Vegetation.Local.Processes;

namespace Vegetation.Local.Cloud;

/// <summary>
/// One function as the service runs it: a process that is started at the first invocation, kept warm for the next, killed at its
/// timeout and restarted after a crash.
/// </summary>
/// <param name="start">Starts the process for the host and port of its Runtime API.</param>
internal sealed class LambdaFunction(
    string handler, TimeSpan timeout, Func<string, ChildProcess> start, TimeProvider time) : IAsyncDisposable
{
    readonly SemaphoreSlim oneAtATime = new(1);
    RuntimeApi? api;
    ChildProcess? process;

    public async Task<LambdaAnswer> Invoke(byte[] payload, CancellationToken cancellationToken)
    {
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (process is null || process.Exit.IsCompleted) await StartAnew(cancellationToken);
            return await AnswerOrDeath(payload, cancellationToken);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        oneAtATime.Dispose();
    }

    async Task StartAnew(CancellationToken cancellationToken)
    {
        await End();
        api = await RuntimeApi.Start(handler, cancellationToken);
        process = start(api.HostAndPort);
    }

    async Task<LambdaAnswer> AnswerOrDeath(byte[] payload, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = api!.Invoke(payload, time.GetUtcNow() + timeout, limit.Token);
        var timedOut = Task.Delay(timeout, time, limit.Token);
        var first = await Task.WhenAny(answer, process!.Exit, timedOut);
        cancellationToken.ThrowIfCancellationRequested();
        if (answer.IsCompletedSuccessfully)
        {
            await limit.CancelAsync();
            return await answer;
        }
        await limit.CancelAsync();
        var error = first == timedOut
            ? new TaskError("Sandbox.Timedout", 
                FormattableString.Invariant($"{handler}: Task timed out after {timeout.TotalSeconds:0.00} seconds"))
            : new TaskError(
                "Runtime.ExitError", $"{handler}: Runtime exited with error: exit status {await process.Exit} {process.Tail}".TrimEnd());
        await End();
        return new LambdaAnswer(null, error);
    }

    async Task End()
    {
        if (process is not null) await process.DisposeAsync();
        if (api is not null) await api.DisposeAsync();
        (process, api) = (null, null);
    }
}
