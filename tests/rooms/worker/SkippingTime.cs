using Microsoft.Extensions.Time.Testing;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A clock that stands still but for pauses between attempts (up to 10 seconds): those pass at once and move it on. Servers may move it
/// too.
/// </summary>
sealed class SkippingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public SkippingTime() : this(new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestPause) ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }
}
