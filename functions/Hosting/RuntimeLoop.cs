using System.Text.Json;

namespace Vegetation.Functions.Hosting;

/// <summary>Takes events one after another and answers each, until the process is told to stop.</summary>
public sealed class RuntimeLoop(RuntimeApi api, TimeProvider clock)
{
    /// <summary>Handlers are cancelled this long before Lambda would kill them, so that they can say why.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public async Task Run(Handler handler, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var invocation = await api.Next(stop);
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            await HandleOne(invocation, handler, stop);
        }
    }

    async Task HandleOne(Invocation invocation, Handler handler, CancellationToken stop)
    {
        var started = clock.GetTimestamp();
        FunctionError? error = null;
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
            deadline.CancelAfter(Remaining(invocation));
            var answer = await handler(invocation, deadline.Token);
            await api.Respond(invocation.RequestId, answer, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            error = e is OperationCanceledException ? new FunctionError("the function's time was up", "DeadlineExceeded", []) : FunctionError.From(e);
            await api.Fail(invocation.RequestId, error, stop);
        }
        Log(invocation.RequestId, clock.GetElapsedTime(started), error);
    }

    TimeSpan Remaining(Invocation invocation)
    {
        var remaining = invocation.Deadline - clock.GetUtcNow() - Margin;
        return remaining > TimeSpan.FromSeconds(1) ? remaining : TimeSpan.FromSeconds(1);
    }

    /// <summary>One JSON line an invocation; the serializer escapes whatever an error quotes.</summary>
    static void Log(string requestId, TimeSpan elapsed, FunctionError? error)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("requestId", requestId);
            json.WriteNumber("seconds", Math.Round(elapsed.TotalSeconds, 3));
            if (error is not null) json.WriteString("errorType", error.ErrorType);
            if (error is not null) json.WriteString("errorMessage", error.ErrorMessage);
            json.WriteEndObject();
        }
        Console.WriteLine(System.Text.Encoding.UTF8.GetString(line.ToArray()));
    }
}
