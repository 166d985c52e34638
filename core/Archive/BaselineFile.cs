using System.Globalization;

namespace Vegetation.Core.Archive;

/// <summary>A file of a foreign baseline, as its name tells: c_gls_NDVI-MEAN-LTS_1999-2019-1201_GLOBE_VGT-PROBAV_V3.0.1.tiff.</summary>
/// <param name="Name">The end of its key or path.</param>
/// <param name="Key">The whole of it.</param>
/// <param name="Start">Where its part of the year begins.</param>
/// <param name="Statistic">Of the bands that do not say it themselves; null where the name says none.</param>
public sealed record BaselineFile(string Name, string Key, PeriodStart Start, BaselineStatistic? Statistic)
{
    static readonly string[] Endings = [".tif", ".tiff"];

    public static bool IsRaster(string key) => Endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <returns>Null where the name has no first day or week, or more than one.</returns>
    public static BaselineFile? TryParse(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        List<PeriodStart> starts = [.. WordsOf(name).Select(PeriodStart.TryParse).OfType<PeriodStart>()];
        return IsRaster(name) && starts.Count == 1 ? new(name, key, starts[0], BaselineStatistics.NamedIn(name)) : null;
    }

    /// <summary>What letters and digits stand together.</summary>
    internal static IEnumerable<string> WordsOf(string text)
    {
        for (var (start, i) = (0, 0); i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiLetterOrDigit(text[i])) continue;
            if (i > start) yield return text[start..i];
            start = i + 1;
        }
    }
}

/// <summary>
/// The first day of a part of the year, as names of files have it: 1201, or W49 for an ISO week. The Thursday of week n is one of the
/// seven days from day 7 (n - 1) + 1 of the year on, so that weeks are parts of the year like others.
/// </summary>
public readonly record struct PeriodStart(int Month, int Day, int Week)
{
    /// <returns>Null where it is neither.</returns>
    public static PeriodStart? TryParse(string word)
    {
        if (word.Length == 3 && word[0] is 'W' or 'w')
            return Number(word[1..]) is >= 1 and <= 53 and var week ? new(0, 0, week) : null;
        if (word.Length != 4 || Number(word) is not { } number) return null;
        var (month, day) = (number / 100, number % 100);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2023, month) ? new(month, day, 0) : null;
    }

    public DateOnly In(int year) => Week > 0 ? new DateOnly(year, 1, 1).AddDays(7 * (Week - 1)) : new DateOnly(year, Month, Day);

    static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
