using System.Numerics;

namespace Vegetation.Raster;

/// <summary>
/// The valid samples of a band: how many, their smallest and largest (meaningless when there are none), their sum and the sum of their
/// squares.
/// </summary>
public readonly record struct BandStatistics(long Count, double Minimum, double Maximum, double Sum, double SumOfSquares)
{
    const int Chunk = 1 << 20;

    static readonly BandStatistics None = new(0, double.PositiveInfinity, double.NegativeInfinity, 0, 0);

    public double Mean => Sum / Count;
    public double StandardDeviation => Math.Sqrt(Math.Max(0, (SumOfSquares / Count) - (Mean * Mean)));

    /// <summary>Sums chunks of a fixed size in parallel and joins them in order, so that the threads do not change a digit.</summary>
    internal static BandStatistics Of<T>(ReadOnlyMemory<T> samples, double? nodata, int threads) where T : unmanaged, INumber<T>
    {
        var chunks = new BandStatistics[(samples.Length + Chunk - 1) / Chunk];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? -1 : threads };
        Parallel.For(0, chunks.Length, parallel, i =>
            chunks[i] = OfChunk(samples.Span.Slice(i * Chunk, Math.Min(Chunk, samples.Length - (i * Chunk))), nodata));
        return chunks.Aggregate(None, Join);
    }

    static BandStatistics OfChunk<T>(ReadOnlySpan<T> samples, double? nodata) where T : unmanaged, INumber<T>
    {
        var hasNodata = nodata is not null && !double.IsNaN(nodata.Value);
        var empty = hasNodata ? T.CreateSaturating(nodata!.Value) : T.Zero;
        var (count, sum, squares) = (0, 0.0, 0.0);
        var (low, high) = (T.Zero, T.Zero);
        foreach (var sample in samples)
        {
            if ((hasNodata && sample == empty) || T.IsNaN(sample)) continue;
            if (count == 0) low = high = sample;
            if (sample < low) low = sample;
            if (sample > high) high = sample;
            var value = double.CreateTruncating(sample);
            count++;
            sum += value;
            squares += value * value;
        }
        return count == 0 ? None : new(count, double.CreateTruncating(low), double.CreateTruncating(high), sum, squares);
    }

    static BandStatistics Join(BandStatistics a, BandStatistics b) => new(
        a.Count + b.Count, Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum), a.Sum + b.Sum, a.SumOfSquares + b.SumOfSquares);
}
