namespace Vegetation.Functions.Hosting;

/// <summary>
/// Runs a handler for one event within Lambda's limits. Whoever hosts the functions, they fail by the same names with the same messages.
/// </summary>
internal static class InvocationGuard
{
    /// <summary>What Lambda takes as the answer of a synchronous invocation: 6 MB and a little (Lambda quotas).</summary>
    public const int LargestAnswerBytes = 6 * 1024 * 1024;

    /// <summary>Handlers are cancelled this long before Lambda would kill them, so that they can say why.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <returns>The answer or the error; never both.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/>.</exception>
    public static async Task<(byte[]? Answer, FunctionError? Error)> Run(
        Handler handler, Invocation invocation, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeLeft = new CancellationTokenSource(Remaining(invocation, time), time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLeft.Token);
        try
        {
            var answer = await handler(invocation, deadline.Token);
            return answer.Length > LargestAnswerBytes ? (null, TooLarge(answer.Length)) : (answer, null);
        }
        catch (OperationCanceledException) when (timeLeft.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, FunctionError.Of(FunctionError.DeadlineExceeded, "the function's time was up"));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, FunctionError.From(e));
        }
        catch (Exception e) // whatever a handler makes of being stopped
        {
            throw new OperationCanceledException("stopped", e, cancellationToken);
        }
    }

    public static FunctionError TooLarge(int bytes) =>
        FunctionError.Of(
            FunctionError.AnswerTooLarge,
            $"the answer has {bytes} bytes; Lambda takes at most {LargestAnswerBytes}: put it into the bucket and answer its key");

    static TimeSpan Remaining(Invocation invocation, TimeProvider time)
    {
        var remaining = invocation.Deadline - time.GetUtcNow() - Margin;
        if (remaining > TimeSpan.FromHours(1)) return TimeSpan.FromHours(1); // no function has more than 15 minutes
        return remaining > TimeSpan.FromSeconds(1) ? remaining : TimeSpan.FromSeconds(1);
    }
}
