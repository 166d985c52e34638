namespace Vegetation.Core.Sums;

/// <summary>Mean and standard deviation of pixels from their sums, in the unit of the pixels.</summary>
public static class Moments
{
    /// <param name="count">At least one.</param>
    public static double Mean(long count, long sum) => (double)sum / count;

    /// <summary>Of the pixels, not an estimate from a sample. The difference is exact, so that equal pixels deviate by 0.</summary>
    /// <inheritdoc cref="Mean"/>
    public static double StandardDeviation(long count, long sum, long sumSquares) =>
        Math.Sqrt((double)(((Int128)count * sumSquares) - ((Int128)sum * sum))) / count;
}
