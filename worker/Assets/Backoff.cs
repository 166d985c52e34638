using Vegetation.Core.Units;

namespace Vegetation.Worker.Assets;

/// <summary>A request that may succeed if it is made again.</summary>
/// <param name="notBefore">How long the server asks to be left alone (Retry-After).</param>
internal sealed class TransientFault(string reason, string detail, TimeSpan? notBefore = null) : Exception(detail)
{
    public string Reason { get; } = reason;
    public TimeSpan NotBefore { get; } = notBefore ?? TimeSpan.Zero;
}

/// <summary>
/// The one retry policy: transient faults are tried again after a random pause of up to 0.2, 0.4, 0.8 ... 8 seconds (full jitter),
/// and no sooner than the server says, until the scene's deadline. One request may take 30 seconds.
/// </summary>
internal sealed class Backoff(TimeProvider time, Func<double> random)
{
    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30), First = TimeSpan.FromSeconds(0.2), Longest = TimeSpan.FromSeconds(8);

    /// <exception cref="UnitFailure">failed(reason of the last fault) at the deadline, or what the request itself throws.</exception>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> request, SceneDeadline deadline)
    {
        var last = new TransientFault("timeout", "nothing was answered");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Once(request, deadline);
            }
            catch (TransientFault fault)
            {
                last = fault;
            }
            catch (OperationCanceledException) when (deadline.IsOver)
            {
                throw GivenUp(last, deadline);
            }
            await Pause(attempt, last, deadline);
        }
    }

    async Task<T> Once<T>(Func<CancellationToken, Task<T>> request, SceneDeadline deadline)
    {
        using var limit = new CancellationTokenSource(RequestLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, deadline.Token);
        try
        {
            return await request(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !deadline.Token.IsCancellationRequested)
        {
            throw new TransientFault("timeout", $"no answer within {RequestLimit.TotalSeconds} s");
        }
    }

    async Task Pause(int attempt, TransientFault last, SceneDeadline deadline)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(attempt, 10)));
        var jitter = TimeSpan.FromSeconds(ceiling * random());
        try
        {
            await Task.Delay(jitter + Shorter(last.NotBefore, deadline.Span), time, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsOver)
        {
            throw GivenUp(last, deadline);
        }
    }

    static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    static UnitFailure GivenUp(TransientFault last, SceneDeadline deadline) =>
        new(UnitStatus.Failed, last.Reason, FormattableString.Invariant($"{last.Message}; given up after {deadline.Span.TotalSeconds} s"));
}
