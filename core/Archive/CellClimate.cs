using System.Numerics;
using Vegetation.Core.Requests;

namespace Vegetation.Core.Archive;

/// <summary>
/// Weekly means of a cell over the years. Whole numbers (x 10000), so that the order in which weeks come does not matter.
/// </summary>
public struct CellClimate
{
    /// <summary>Of Sentinel-2, whose first satellite flies since 2015; a bit for each of 64 years.</summary>
    public const int FirstYear = 2015, MostYears = 64;

    /// <returns>The year for which a week is a sample of a season; null where it is no sample, or the year has no bit.</returns>
    public static int? YearOf(IsoWeek week, int season, int weeksAround) =>
        week.YearIn(season, weeksAround) is { } year and >= FirstYear && year < FirstYear + MostYears ? year : null;

    ulong years;
    long sum, squares;
    int samples;
    short least, most;

    /// <summary>Different years.</summary>
    public readonly int Years => BitOperations.PopCount(years);

    /// <summary>Weeks.</summary>
    public readonly int Samples => samples;

    /// <summary>The smallest weekly mean; 0 without any, like the largest and the mean of all.</summary>
    public readonly short Minimum => least;

    /// <inheritdoc cref="Minimum"/>
    public readonly short Maximum => most;

    /// <summary>Each week weighs the same. Rounded half away from zero.</summary>
    public readonly int Mean => samples == 0 ? 0 : (int)Math.Round((double)sum / samples, MidpointRounding.AwayFromZero);

    /// <summary>Of a sample (n - 1), rounded; 0 for fewer than two weeks.</summary>
    public readonly int StandardDeviation => samples < 2 ? 0 : (int)Math.Round(
        Math.Sqrt((double)(samples * squares - sum * sum) / ((double)samples * (samples - 1))), MidpointRounding.AwayFromZero);

    /// <param name="year">That of the season, from <see cref="FirstYear"/> on.</param>
    /// <param name="mean">x 10000.</param>
    public void Add(int year, int mean)
    {
        (least, most) = samples == 0 ? ((short)mean, (short)mean) : (short.Min(least, (short)mean), short.Max(most, (short)mean));
        years |= 1UL << (year - FirstYear);
        sum += mean;
        squares += (long)mean * mean;
        samples++;
    }
}
