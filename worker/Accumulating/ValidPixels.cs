using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Accumulating;

/// <summary>What the valid ones among values of an index x 10000 add up to. Pure, and the same with and without vectors.</summary>
internal static class ValidPixels
{
    /// <summary>Adds count (clear and valid), sum and squares of at most <see cref="GeolocationGrid.Spacing"/> values.</summary>
    public static void AddTo(ref CellSum sum, ReadOnlySpan<short> stored)
    {
        foreach (int value in stored[SixteenAtOnce(ref sum, stored)..])
        {
            if (value == SpectralIndex.Nodata) continue;
            sum.Clear++;
            sum.Valid++;
            sum.Sum += value;
            sum.SumSquares += value * value;
        }
    }

    /// <summary>The smallest and the largest of them and of what was there before.</summary>
    public static (int Low, int High) Range(ReadOnlySpan<short> stored, int low, int high)
    {
        var (lows, highs) = (Vector256.Create(short.MaxValue), Vector256.Create(short.MinValue));
        var done = 0;
        for (; done <= stored.Length - Vector256<short>.Count; done += Vector256<short>.Count)
        {
            var values = Vector256.Create(stored[done..]);
            var empty = Vector256.Equals(values, Vector256.Create(SpectralIndex.Nodata));
            lows = Vector256.Min(lows, Vector256.ConditionalSelect(empty, lows, values));
            highs = Vector256.Max(highs, values); // nodata is below every index
        }
        for (var i = 0; i < Vector256<short>.Count; i++) (low, high) = (Math.Min(low, lows[i]), Math.Max(high, highs[i]));
        foreach (var value in stored[done..])
            if (value != SpectralIndex.Nodata) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return (low, high);
    }

    // The squares of all rows of SpectralIndex are below 2^29: in pairs, from four vectors at most, they stay below 2^32.
    static int SixteenAtOnce(ref CellSum sum, ReadOnlySpan<short> stored)
    {
        var (count, total, squares) = (Vector256<short>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var done = 0;
        for (; done <= stored.Length - Vector256<short>.Count; done += Vector256<short>.Count)
        {
            var values = Vector256.Create(stored[done..]);
            var valid = ~Vector256.Equals(values, Vector256.Create(SpectralIndex.Nodata)); // -1 where valid
            count -= valid;
            var pairs = (values & valid).AsInt32();
            var (even, odd) = ((pairs << 16) >> 16, pairs >> 16);
            total += even + odd;
            squares += (even * even) + (odd * odd);
        }
        sum.Clear += Vector256.Sum(count);
        sum.Valid += Vector256.Sum(count);
        sum.Sum += Vector256.Sum(total);
        sum.SumSquares += (long)Vector256.Sum(Vector256.WidenLower(squares.AsUInt32()) + Vector256.WidenUpper(squares.AsUInt32()));
        return done;
    }
}
