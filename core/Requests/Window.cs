using System.Globalization;

namespace Vegetation.Core.Requests;

/// <summary>A half-open span of sensing time in UTC: from &lt;= t &lt; to.</summary>
public readonly record struct Window
{
    public DateTimeOffset From { get; }
    public DateTimeOffset To { get; }

    public Window(DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to) throw new ArgumentException($"a window starts before it ends: {from:O} .. {to:O}");
        (From, To) = (from.ToUniversalTime(), to.ToUniversalTime());
    }

    public TimeSpan Length => To - From;

    public bool Contains(DateTimeOffset sensed) => From <= sensed && sensed < To;

    /// <summary>
    /// The window cut at midnights (UTC) into parts of whole days: single days where that makes at most <paramref name="most"/> parts, else
    /// as few days each as do. Each moment of the window is in exactly one.
    /// </summary>
    public IReadOnlyList<Window> Split(int most)
    {
        var (end, midnight) = (To, new DateTimeOffset(From.UtcDateTime.Date, TimeSpan.Zero));
        var days = (int)Math.Ceiling((end - midnight) / TimeSpan.FromDays(1));
        var each = (days + most - 1) / most;
        DateTimeOffset[] starts = [From, .. Enumerable.Range(1, (days - 1) / each).Select(part => midnight.AddDays(part * each))];
        return [.. starts.Select((start, part) => new Window(start, part + 1 < starts.Length ? starts[part + 1] : end))];
    }

    /// <summary>The last ISO week, Monday to Monday at 00:00 UTC, that had ended at <paramref name="moment"/>.</summary>
    public static Window LastFullWeekBefore(DateTimeOffset moment) => Requests.IsoWeek.Of(moment.AddDays(-7)).Window;

    /// <summary>The ISO week that the window is; null where it is longer, shorter or starts on another day.</summary>
    public IsoWeek? IsoWeek => Requests.IsoWeek.Of(From) is var week && week.Window == this ? week : null;

    /// <summary>
    /// For names of files: 2023-W49, or of another window its days, the last one included: 2023-12-04_2023-12-24. One that does not begin
    /// and end at midnight has its times: 2023-12-04T063000_2023-12-05T000000.
    /// </summary>
    public string Name => IsoWeek?.ToString() ?? (From.TimeOfDay == TimeSpan.Zero && To.TimeOfDay == TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}_{To.AddTicks(-1):yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd'T'HHmmss}_{To:yyyy-MM-dd'T'HHmmss}"));

    /// <summary>The days covered, the last one included, as a person writes them: 4 to 10 December 2023.</summary>
    public string Days
    {
        get
        {
            var (first, last) = (From.UtcDateTime, To.AddTicks(-1).UtcDateTime);
            var end = last.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
            if (first.Date == last.Date) return end;
            var format = first.Year != last.Year ? "d MMMM yyyy" : first.Month != last.Month ? "d MMMM" : "%d";
            return $"{first.ToString(format, CultureInfo.InvariantCulture)} to {end}";
        }
    }

    /// <summary>The days covered, the last one included, as people read it: 2023-12-04 to 2023-12-10.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd} to {To.AddTicks(-1):yyyy-MM-dd}");
}
