using System.Net.Http.Headers;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>A request that may succeed if it is made again.</summary>
/// <param name="retryAfter">For how long the server asks to be left alone.</param>
internal sealed class TransientFault(Reason reason, string detail, RetryConditionHeaderValue? retryAfter = null) : Exception(detail)
{
    public Reason Reason { get; } = reason;
    public RetryConditionHeaderValue? RetryAfter { get; } = retryAfter;
}

/// <summary>
/// The one retry policy: transient faults are tried again after a random pause of up to 0.2, 0.4, 0.8 ... 8 seconds (full jitter),
/// and no sooner than the server says, until too few bytes come or the scene's deadline. One request may take 30 seconds.
/// </summary>
internal sealed class Backoff(TimeProvider time, Func<double> random, StallLimit stall)
{
    static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);

    readonly RetrySchedule schedule = new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(8), random, time);

    /// <param name="request">Fetches what the transfer lacks; the token is that of one try.</param>
    /// <exception cref="UnitFailure">failed(reason of the last fault, or stalled), or what the request itself throws.</exception>
    public async Task<T> Run<T>(Func<Transfer, CancellationToken, Task<T>> request, SceneDeadline deadline)
    {
        using var transfer = new Transfer(stall, deadline, time);
        var last = new TransientFault(Reason.Stalled, "no answer came");
        try
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    return await Once(request, transfer);
                }
                catch (TransientFault fault)
                {
                    last = fault;
                }
                await Task.Delay(schedule.Pause(attempt, last.RetryAfter, deadline.Span), time, transfer.Token);
            }
        }
        catch (OperationCanceledException) when (transfer.GivenUp is { } why)
        {
            throw new UnitFailure(last.Reason, $"{last.Message}; {why}");
        }
    }

    async Task<T> Once<T>(Func<Transfer, CancellationToken, Task<T>> request, Transfer transfer)
    {
        using var limit = new CancellationTokenSource(RequestLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, transfer.Token);
        // Told when it happens: by the time that the request has ended the other may have come too.
        var isLimitFirst = false;
        using var told = limit.Token.Register(() => isLimitFirst = !transfer.Token.IsCancellationRequested);
        try
        {
            return await request(transfer, either.Token);
        }
        catch (OperationCanceledException) when (isLimitFirst)
        {
            throw new TransientFault(Reason.Stalled, $"no answer, or not all of it, within {RequestLimit.TotalSeconds} s");
        }
    }
}
