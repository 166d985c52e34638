using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Raster;

/// <summary>
/// One row of an overview from two rows (or, at the lower edge, one): means of the valid samples of 2 x 2, whole numbers rounded half away
/// from zero; nodata where none is valid.
/// </summary>
internal static class Halving
{
    /// <param name="lower">Empty where there is no second row.</param>
    public static void Row<T>(ReadOnlySpan<T> upper, ReadOnlySpan<T> lower, Span<T> half, double? nodata) where T : unmanaged, INumber<T>
    {
        var hasNodata = nodata is not null && !double.IsNaN(nodata.Value);
        var empty = nodata is null ? T.Zero : T.CreateSaturating(nodata.Value);
        for (var column = hasNodata ? Vectors(upper, lower, half, empty) : 0; column < half.Length; column++)
        {
            var (sum, count) = (0.0, 0);
            Take(upper, 2 * column);
            Take(upper, (2 * column) + 1);
            Take(lower, 2 * column);
            Take(lower, (2 * column) + 1);
            half[column] = count == 0 ? empty : Mean<T>(sum, count);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Take(ReadOnlySpan<T> row, int at)
            {
                if (at >= row.Length || (hasNodata && row[at] == empty) || T.IsNaN(row[at])) return;
                sum += double.CreateTruncating(row[at]);
                count++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Mean<T>(double sum, int count) where T : unmanaged, INumber<T>
    {
        var mean = sum / count;
        return typeof(T) == typeof(float) ? T.CreateTruncating(mean) : T.CreateTruncating(mean < 0 ? mean - 0.5 : mean + 0.5);
    }

    /// <summary>
    /// The same for int16, eight means at a time; returns how many are done. Quotients of floats are exact here: all terms are below 2^18.
    /// </summary>
    static int Vectors<T>(ReadOnlySpan<T> upper, ReadOnlySpan<T> lower, Span<T> half, T empty) where T : unmanaged, INumber<T>
    {
        if (typeof(T) != typeof(short) || lower.Length == 0) return 0;
        var nodata = Vector256.Create(Unsafe.BitCast<T, short>(empty));
        var column = 0;
        for (; column <= half.Length - 8 && 2 * (column + 8) <= upper.Length; column += 8)
        {
            var a = Vector256.Create(upper[(2 * column)..]).AsInt16();
            var b = Vector256.Create(lower[(2 * column)..]).AsInt16();
            var (validA, validB) = (~Vector256.Equals(a, nodata), ~Vector256.Equals(b, nodata)); // -1 where valid
            var sum = Pairs(a & validA) + Pairs(b & validB);
            var count = -(Pairs(validA) + Pairs(validB));
            var quotient = Vector256.ConvertToInt32Native(
                Vector256.ConvertToSingle((Vector256.Abs(sum) * 2) + count) / Vector256.ConvertToSingle(count * 2));
            var mean = Vector256.ConditionalSelect(Vector256.LessThan(sum, Vector256<int>.Zero), -quotient, quotient);
            var halved = Vector128.ConditionalSelect(Narrow(Vector256.Equals(count, Vector256<int>.Zero)), nodata.GetLower(), Narrow(mean));
            halved.As<short, T>().CopyTo(half[column..]);
        }
        return column;
    }

    /// <summary>Sums of neighbours: sixteen numbers become eight.</summary>
    static Vector256<int> Pairs(Vector256<short> numbers) => ((numbers.AsInt32() << 16) >> 16) + (numbers.AsInt32() >> 16);

    static Vector128<short> Narrow(Vector256<int> numbers) => Vector128.Narrow(numbers.GetLower(), numbers.GetUpper());
}
