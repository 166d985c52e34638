using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Zones;

/// <summary>The figures of a zone: of the index x 1, over its valid pixels. All null where it has none.</summary>
/// <param name="StandardDeviation">Of the pixels, not an estimate from a sample.</param>
/// <param name="P10">Below it lies a tenth of the pixels, taken as spread evenly in bins of 0.01.</param>
/// <param name="ClearShare">Clear of the observed pixels, water included; null where none was observed.</param>
sealed record ZoneStatistics(
    double? Mean, double? StandardDeviation, double? Minimum, double? Maximum, double? P10, double? P50, double? P90, double? ClearShare)
{
    public const int Digits = 6;

    /// <param name="sum">Null where no pixel of the run lies in the zone.</param>
    public static ZoneStatistics Of(ZoneSum? sum)
    {
        var clearShare = sum is { Observed: > 0 } ? Rounded((double)sum.Clear / sum.Observed) : (double?)null;
        if (sum is not { Valid: > 0 and var valid }) return new(null, null, null, null, null, null, null, clearShare);
        return new(
            Stored(Moments.Mean(valid, sum.Sum)), Stored(Moments.StandardDeviation(valid, sum.Sum, sum.SumSquares)),
            Stored(sum.Minimum), Stored(sum.Maximum),
            Stored(Percentile(sum, 0.1)), Stored(Percentile(sum, 0.5)), Stored(Percentile(sum, 0.9)), clearShare);
    }

    static double Percentile(ZoneSum sum, double share)
    {
        var (wanted, below) = (share * sum.Valid, 0L);
        foreach (var (bin, count) in sum.Histogram.Bins())
        {
            if (below + count >= wanted)
                return Math.Clamp((bin + ((wanted - below) / count)) * ZoneHistogram.BinWidth, sum.Minimum, sum.Maximum);
            below += count;
        }
        return sum.Maximum;
    }

    static double Stored(double value) => Rounded(value * SpectralIndex.Scale);

    static double Rounded(double value) => Math.Round(value, Digits);
}
