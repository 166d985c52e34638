using System.Globalization;

namespace Vegetation.Functions.Hosting;

/// <summary>Takes events one after another and answers each, until the process is told to stop.</summary>
public sealed class RuntimeLoop(RuntimeApi api, InvocationLog log, TimeProvider time)
{
    /// <summary>What Lambda takes as the answer of a synchronous invocation: 6 MB and a little (Lambda quotas).</summary>
    public const int LargestAnswerBytes = 6 * 1024 * 1024;

    /// <summary>Handlers are cancelled this long before Lambda would kill them, so that they can say why.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <exception cref="RuntimeApiException">The API is gone.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/>.</exception>
    public async Task Run(Handler handler, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var invocation = await api.Next(stop);
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            var started = time.GetTimestamp();
            var (answer, error) = await Handle(invocation, handler, stop);
            error = await Deliver(invocation.RequestId, answer, error, stop);
            log.Write(invocation, time.GetElapsedTime(started), answer?.Length ?? 0, error);
        }
    }

    async Task<(byte[]? Answer, FunctionError? Error)> Handle(Invocation invocation, Handler handler, CancellationToken stop)
    {
        using var timeLeft = new CancellationTokenSource(Remaining(invocation), time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop, timeLeft.Token);
        try
        {
            return (await handler(invocation, deadline.Token), null);
        }
        catch (OperationCanceledException) when (timeLeft.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return (null, FunctionError.Of("DeadlineExceeded", "the function's time was up"));
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            return (null, FunctionError.From(e));
        }
        catch (Exception e) // whatever a handler makes of being stopped
        {
            throw new OperationCanceledException("stopped", e, stop);
        }
    }

    /// <returns>The error that was told, if any: an answer that is too large becomes one.</returns>
    async Task<FunctionError?> Deliver(string requestId, byte[]? answer, FunctionError? error, CancellationToken stop)
    {
        if (answer is not null)
        {
            var delivery = answer.Length > LargestAnswerBytes ? Delivery.TooLarge : await api.Respond(requestId, answer, stop);
            if (delivery == Delivery.Accepted) return null;
            if (delivery == Delivery.Refused) return FunctionError.Of("InvocationExpired", "the Runtime API did not take the answer: the invocation has ended already");
            error = TooLarge(answer.Length);
        }
        await api.Fail(requestId, error!, stop);
        return error;
    }

    static FunctionError TooLarge(int bytes) => FunctionError.Of("AnswerTooLarge", string.Create(CultureInfo.InvariantCulture,
        $"the answer has {bytes} bytes and Lambda takes at most {LargestAnswerBytes}: put it into the bucket and answer its key"));

    TimeSpan Remaining(Invocation invocation)
    {
        var remaining = invocation.Deadline - time.GetUtcNow() - Margin;
        if (remaining > TimeSpan.FromHours(1)) return TimeSpan.FromHours(1); // no function has more than 15 minutes
        return remaining > TimeSpan.FromSeconds(1) ? remaining : TimeSpan.FromSeconds(1);
    }
}
