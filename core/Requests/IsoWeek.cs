using System.Globalization;

namespace Vegetation.Core.Requests;

/// <summary>A week of ISO 8601, Monday to Monday at 00:00 UTC: 2023-W49.</summary>
public readonly record struct IsoWeek : IComparable<IsoWeek>
{
    /// <summary>Weeks of every year; a 53rd joins the last of them.</summary>
    public const int Seasons = 52;

    /// <summary>That of the week's Thursday: 2020-W53 ends in January 2021.</summary>
    public int Year { get; }

    /// <summary>1 to 52 or 53.</summary>
    public int Number { get; }

    public IsoWeek(int year, int number)
    {
        if (year is < 1 or > 9998 || number < 1 || number > ISOWeek.GetWeeksInYear(year))
            throw new ArgumentException($"ISO week: got year {year}, week {number}; expected a week that the year has");
        (Year, Number) = (year, number);
    }

    /// <summary>The week in which a moment lies.</summary>
    public static IsoWeek Of(DateTimeOffset moment) => new(ISOWeek.GetYear(moment.UtcDateTime), ISOWeek.GetWeekOfYear(moment.UtcDateTime));

    /// <returns>Null unless it is written as 2023-W49 and the year has that week.</returns>
    public static IsoWeek? TryParse(string? text) =>
        text?.Length == 8 && text[4..6] == "-W" && Digits(text[..4]) is { } year && Digits(text[6..]) is { } number
            && year is >= 1 and <= 9998 && number >= 1 && number <= ISOWeek.GetWeeksInYear(year) ? new(year, number) : null;

    public Window Window => new(Monday, Monday.AddDays(7));

    public IsoWeek Next => Of(Monday.AddDays(7));

    /// <summary>The place in the year, 1 to 52.</summary>
    public int Season => Math.Min(Number, Seasons);

    /// <summary>
    /// The year of the season that this week is a sample of, if it lies in it or at most so many weeks before or after: the last week of a
    /// year is a sample of the next year's first.
    /// </summary>
    /// <returns>Null if it lies farther away.</returns>
    public int? YearIn(int season, int weeksAround)
    {
        var away = Season - season;
        if (Math.Abs(away) <= weeksAround) return Year;
        if (Seasons - Math.Abs(away) > weeksAround) return null;
        return away > 0 ? Year + 1 : Year - 1;
    }

    public int CompareTo(IsoWeek other) => (Year, Number).CompareTo((other.Year, other.Number));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    DateTimeOffset Monday => new(ISOWeek.ToDateTime(Year, Number, DayOfWeek.Monday), TimeSpan.Zero);

    static int? Digits(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
