namespace Vegetation.Functions.Forecasting;

/// <summary>Random figures from a generator that is passed in: the same seed gives the same figures.</summary>
internal sealed class Chance(Random random)
{
    /// <summary>Log-normal around a median; the median itself where nothing spreads.</summary>
    public double Around(double median, double spread) => spread == 0 ? median
        : median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    public bool Hits(double share) => share > 0 && random.NextDouble() < share;

    public double UpTo(double most) => most * random.NextDouble();
}
