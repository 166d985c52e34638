using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Fetching;

/// <summary>
/// One range of a file on its way, over as many requests as it takes: what came before a request broke off is kept, and the next asks for
/// the rest. <see cref="Token"/> ends when too few new bytes come, when the scene's time is up, or when the whole worker is to stop.
/// </summary>
internal sealed class Transfer : IDisposable
{
    readonly StallLimit limit;
    readonly SceneDeadline deadline;
    readonly CancellationTokenSource stalled, either;
    int most, sinceLast;

    public Transfer(StallLimit limit, SceneDeadline deadline, TimeProvider time)
    {
        (this.limit, this.deadline) = (limit, deadline);
        stalled = new(limit.Span, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, deadline.Token);
    }

    /// <summary>How many bytes from the beginning of the range are there.</summary>
    public int Received { get; private set; }

    /// <summary>What the first answer said of the file, where the range is its beginning: the rest has to be of the same version.</summary>
    public KnownAsset? Known { get; set; }

    public CancellationToken Token => either.Token;

    /// <summary>Null as long as there is hope; not for the worker's stop.</summary>
    public string? GivenUp =>
        deadline.IsOver ? FormattableString.Invariant($"given up after {deadline.Span.TotalSeconds} s")
        : stalled.IsCancellationRequested && !deadline.Token.IsCancellationRequested
            ? FormattableString.Invariant($"given up: fewer than {limit.Bytes} bytes of a range in {limit.Span.TotalSeconds} s")
        : null;

    public void Add(int bytes)
    {
        Received += bytes;
        if (Received <= most) return; // these came before, in a request that was not kept
        (sinceLast, most) = (sinceLast + Received - most, Received);
        if (sinceLast < limit.Bytes) return;
        sinceLast = 0;
        stalled.CancelAfter(limit.Span);
    }

    /// <summary>What came is not kept.</summary>
    public void Restart() => (Received, Known) = (0, null);

    public void Dispose()
    {
        either.Dispose();
        stalled.Dispose();
    }
}
