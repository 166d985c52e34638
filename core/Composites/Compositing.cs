namespace Vegetation.Core.Composites;

/// <summary>How a work unit of several acquisitions makes one value of a pixel.</summary>
/// <param name="From">The window, UTC; <paramref name="To"/> is not part of it.</param>
public sealed record Compositing(CompositeRule Rule, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Acquisitions of one unit: a quarter of a year where satellites pass every day and a half.</summary>
    public const int MostAcquisitions = 60;

    /// <summary>Of the tile, below which an acquisition is not worth reading.</summary>
    public const double LeastClearShare = 0.05;

    /// <summary>Valid values of a pixel below which a median is none.</summary>
    public const int LeastForMedian = 3;

    /// <summary>Pixels of the classification (20 m) from which on a cloud is far enough.</summary>
    public const int FarFromCloud = 50;

    /// <summary>Nearest to the middle of the window first, then by id.</summary>
    public IEnumerable<T> Ranked<T>(IEnumerable<T> acquisitions, Func<T, DateTimeOffset> sensed, Func<T, string> id) =>
        acquisitions.OrderBy(acquisition => (sensed(acquisition) - Middle).Duration()).ThenBy(id, StringComparer.Ordinal);

    /// <summary>The day of the window, in UTC from 1 on.</summary>
    public int DayOf(DateTimeOffset sensed) => 1 + (int)(sensed.UtcDateTime.Date - From.UtcDateTime.Date).TotalDays;

    DateTimeOffset Middle => From + ((To - From) / 2);
}
