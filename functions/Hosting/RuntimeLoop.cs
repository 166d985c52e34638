namespace Vegetation.Functions.Hosting;

/// <summary>Takes events one after another and answers each, until the process is told to stop.</summary>
internal sealed class RuntimeLoop(RuntimeApi api, InvocationLog log, TimeProvider time)
{
    /// <exception cref="RuntimeApiException">The API is gone.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/>.</exception>
    public async Task Run(Handler handler, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var invocation = await api.Next(cancellationToken);
            Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            var started = time.GetTimestamp();
            var (answer, error) = await InvocationGuard.Run(handler, invocation, time, cancellationToken);
            error = await Deliver(invocation.RequestId, answer, error, cancellationToken);
            log.Write(invocation, time.GetElapsedTime(started), answer?.Length ?? 0, error);
        }
    }

    /// <returns>The error that was reported, if any: an answer that the API finds too large becomes one.</returns>
    async Task<FunctionError?> Deliver(string requestId, byte[]? answer, FunctionError? error, CancellationToken cancellationToken)
    {
        if (answer is not null)
        {
            var delivery = await api.Respond(requestId, answer, cancellationToken);
            if (delivery == Delivery.Accepted) return null;
            if (delivery == Delivery.Refused)
                return FunctionError.Of("InvocationExpired", "the Runtime API did not take the answer: the invocation has ended already");
            error = InvocationGuard.TooLarge(answer.Length);
        }
        await api.Fail(requestId, error!, cancellationToken);
        return error;
    }
}
