using System.Text.Json;

namespace Vegetation.Functions.Hosting;

/// <summary>
/// A function's process from start to end: builds the handler, answers events, says what went wrong, gives the exit code.
/// </summary>
internal static class FunctionHost
{
    public const int Ended = 0;
    public const int Broken = 1;
    public const int NotStarted = 2;

    /// <param name="api">AWS_LAMBDA_RUNTIME_API: host and port.</param>
    /// <param name="create">Builds the handler, once; what it throws is Lambda's init error.</param>
    /// <param name="cancellationToken">SIGTERM: the environment is shut down.</param>
    public static async Task<int> Run(
        string? api, string name, Func<Handler> create, TimeProvider time, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(api))
        {
            await errors.WriteLineAsync("AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda or by ./run");
            return NotStarted;
        }
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; // the next event may be hours away
        try
        {
            return await Serve(new RuntimeApi(http, api), name, create, time, output, errors, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Ended;
        }
        catch (RuntimeApiException e)
        {
            await errors.WriteLineAsync(e.Message);
            return Broken;
        }
    }

    static async Task<int> Serve(
        RuntimeApi api, string name, Func<Handler> create, TimeProvider time, TextWriter output, TextWriter errors,
        CancellationToken cancellationToken)
    {
        Handler handler;
        try
        {
            handler = create();
        }
        catch (Exception e)
        {
            var error = FunctionError.From(e);
            // Lambda's own line has the type only
            await errors.WriteLineAsync(JsonSerializer.Serialize(error, FunctionsJson.Default.FunctionError));
            await api.FailToStart(error, cancellationToken);
            return Broken;
        }
        await new RuntimeLoop(api, new InvocationLog(output, name), time).Run(handler, cancellationToken);
        return Ended;
    }
}
