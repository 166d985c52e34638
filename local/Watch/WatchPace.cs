namespace Vegetation.Local.Watch;

/// <summary>How long watch waits before it asks again.</summary>
/// <param name="Interval">Between two questions about a short history.</param>
internal sealed record WatchPace(TimeSpan Interval)
{
    /// <summary>In a row, after which watch gives up: five seconds have grown to more than five minutes in all.</summary>
    public const int MostFailures = 6;

    /// <summary>Each question brings the whole history, a call for each thousand entries; the service limits calls a second.</summary>
    const int EntriesAnInterval = 200, MostIntervals = 12;

    public TimeSpan After(IReadOnlyList<HistoryEntry> history) =>
        Interval * Math.Min(1 + (history.Count / EntriesAnInterval), MostIntervals);

    /// <param name="failures">In a row, from 1.</param>
    public TimeSpan After(int failures) => Interval * Math.Pow(2, failures - 1);
}
