namespace Vegetation.Worker.Fetching;

/// <summary>The time that one scene's files may take. <see cref="Token"/> also ends when the whole worker is to stop.</summary>
internal sealed class SceneDeadline : IDisposable
{
    readonly CancellationTokenSource timer, linked;
    readonly CancellationToken cancellationToken;

    public SceneDeadline(TimeSpan span, TimeProvider time, CancellationToken cancellationToken)
    {
        (Span, this.cancellationToken) = (span, cancellationToken);
        timer = new(span, time);
        linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
    }

    public TimeSpan Span { get; }
    public CancellationToken Token => linked.Token;

    /// <summary>True when time is up, and not because the worker stops.</summary>
    public bool IsOver => timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested;

    public void Dispose()
    {
        linked.Dispose();
        timer.Dispose();
    }
}
