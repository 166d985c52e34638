using System.Globalization;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Archive;

/// <summary>The part of the year that holds a day, and its files. It ends where that of another file begins.</summary>
/// <param name="Last">Its last day.</param>
public sealed record BaselinePeriod(DateOnly First, DateOnly Last, IReadOnlyList<BaselineFile> Files)
{
    /// <summary>Months.</summary>
    const int FewestPeriods = 12;

    /// <summary>Of one part of the year.</summary>
    const int MostFiles = 20;

    /// <summary>A part of the year is missing where one seems so many times as long as most are.</summary>
    const double Longest = 1.5;

    /// <summary>The day in the middle of a window, by which its part of the year is found: the Thursday of an ISO week.</summary>
    public static DateOnly MiddleOf(Window window) => DateOnly.FromDateTime((window.From + window.Length / 2).UtcDateTime);

    /// <param name="keys">Of all files that there are; those that are not GeoTIFFs are ignored.</param>
    /// <returns>The part of the year that holds a day; or why there is none.</returns>
    public static (BaselinePeriod? Period, string? Problem) Of(IReadOnlyList<string> keys, DateOnly day)
    {
        List<string> rasters = [.. keys.Where(BaselineFile.IsRaster)];
        List<BaselineFile> files = [.. rasters.Select(BaselineFile.TryParse).OfType<BaselineFile>()];
        var misnamed = rasters.Count - files.Count;
        var starts = files.Select(file => file.Start).Distinct().ToList();
        if (starts.Count < FewestPeriods)
            return (null, $"has {Amount.Of(rasters.Count, "GeoTIFF")} of {Amount.Of(starts.Count, "part")} of the year"
                + $"{Misnamed(misnamed)}; "
                + $"expected at least {FewestPeriods}, each with its first day in its name, as 1201, or its ISO week, as W49");
        var (start, first, end) = Around(starts, day);
        var length = end.DayNumber - first.DayNumber;
        if (length > Longest * Usual(starts, day.Year))
            return (null, string.Create(CultureInfo.InvariantCulture,
                $"has no file for {day:yyyy-MM-dd}: one begins {first:MM-dd}, the next {end:MM-dd}{Misnamed(misnamed)}"));
        List<BaselineFile> own = [.. files.Where(file => file.Start == start).OrderBy(file => file.Key, StringComparer.Ordinal)];
        return own.Count > MostFiles ? (null, $"has {own.Count} files for one part of the year; expected at most {MostFiles}")
            : (new(first, end.AddDays(-1), own), null);
    }

    /// <summary>12-01 to 12-10.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:MM-dd} to {Last:MM-dd}");

    static (PeriodStart Start, DateOnly First, DateOnly End) Around(List<PeriodStart> starts, DateOnly day)
    {
        var all = Enumerable.Range(day.Year - 1, 3).SelectMany(year => starts.Select(start => (Start: start, First: start.In(year))))
            .OrderBy(period => period.First).ToList();
        var at = all.FindLastIndex(period => period.First <= day);
        return (all[at].Start, all[at].First, all[at + 1].First);
    }

    static int Usual(List<PeriodStart> starts, int year)
    {
        List<DateOnly> days = [.. starts.Select(start => start.In(year)).Order()];
        List<int> lengths = [.. days.Zip(days.Skip(1), (one, next) => next.DayNumber - one.DayNumber).Order()];
        return lengths[lengths.Count / 2];
    }

    static string Misnamed(int count) => count == 0 ? "" : $" ({count} of the names do not tell the part of the year)";
}
