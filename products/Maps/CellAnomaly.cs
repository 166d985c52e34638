using Vegetation.Core.Requests;

namespace Vegetation.Products.Maps;

/// <summary>How far a cell's mean is from what is normal for the week, each rounded to what its band stores.</summary>
/// <param name="Difference">From the normal mean, x 10000.</param>
/// <param name="ZScore">
/// The difference in standard deviations, x 1000, at most 10 on either side; nodata where the baseline has no standard deviation.
/// </param>
/// <param name="Vci">
/// Vegetation condition index: 0 at the minimum of other years or below, 100 at their maximum or above (Kogan 1995, doi
/// 10.1016/0273-1177(95)00079-T); x 100; nodata where the baseline does not have both.
/// </param>
/// <param name="PercentOfNormal">Per cent of the normal mean, x 10, at most 1000; nodata where that is not above 0.</param>
readonly record struct CellAnomaly(short Difference, short ZScore, short Vci, short PercentOfNormal)
{
    /// <summary>x 10000. Below it, differences of weeks are those of clouds and angles.</summary>
    public const int LeastDeviation = 100;

    const double MostDeviations = 10, MostPercent = 1000;

    /// <returns>Null where the baseline is too short or does not vary; where it does not tell, it passes.</returns>
    /// <param name="mean">x 10000.</param>
    public static CellAnomaly? Of(int mean, in NormalCell normal, BaselineRule rule)
    {
        if (normal.Years < rule.MinimumYears || normal.StandardDeviation < LeastDeviation) return null;
        var difference = mean - normal.Mean;
        return new(
            (short)difference,
            normal.StandardDeviation is { } deviation ? Stored((double)difference / deviation, MostDeviations, 1000) : AnomalyMap.Nodata,
            normal is { Minimum: { } least, Maximum: { } most } && most > least
                ? Stored(100.0 * (mean - least) / (most - least), 0, 100, 100) : AnomalyMap.Nodata,
            normal.Mean > 0 ? Stored(100.0 * mean / normal.Mean, MostPercent, 10) : AnomalyMap.Nodata);
    }

    static short Stored(double value, double most, int scale) => Stored(value, -most, most, scale);

    static short Stored(double value, double least, double most, int scale) =>
        (short)Math.Round(Math.Clamp(value, least, most) * scale, MidpointRounding.AwayFromZero);
}
