namespace Vegetation.Core.Requests;

/// <summary>Weeks from one to another, both included: 2019-W01..2023-W52, or one week alone.</summary>
public readonly record struct WeekRange
{
    /// <summary>More than ten years.</summary>
    public const int MostWeeks = 600;

    /// <summary>Of Sentinel-2's first year; requests take no earlier time.</summary>
    const int FirstYear = 2015;

    public static string Allowed { get; } =
        $"ISO weeks that exist, from {FirstYear} on, the earlier one first, {MostWeeks} at most, such as 2023-W49..2023-W50";

    public IsoWeek First { get; }
    public IsoWeek Last { get; }

    WeekRange(IsoWeek first, IsoWeek last) => (First, Last) = (first, last);

    /// <returns>Null unless it is written so, in this order, and not longer than <see cref="MostWeeks"/>.</returns>
    public static WeekRange? TryParse(string? text)
    {
        var ends = text?.Split("..") ?? [];
        if (ends.Length is not (1 or 2)) return null;
        if (IsoWeek.TryParse(ends[0]) is not { } first || IsoWeek.TryParse(ends[^1]) is not { } last) return null;
        if (first.Year < FirstYear) return null;
        return last.Window.To - first.Window.From is { Ticks: > 0 } length && length <= TimeSpan.FromDays(7 * MostWeeks)
            ? new WeekRange(first, last) : null;
    }

    public IReadOnlyList<IsoWeek> Weeks
    {
        get
        {
            List<IsoWeek> weeks = [First];
            while (weeks[^1] != Last) weeks.Add(weeks[^1].Next);
            return weeks;
        }
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}..{Last}";
}
