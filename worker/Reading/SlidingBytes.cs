using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>Bits and sums of bytes that stand side by side or one below the other, a vector at a time.</summary>
internal static class SlidingBytes
{
    /// <summary>Ors a row into another. They may overlap where the row begins later.</summary>
    public static void Or(ReadOnlySpan<byte> row, Span<byte> into)
    {
        row = row[..into.Length];
        var from = row.Vectors();
        var to = into.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] |= from[i];
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++) into[i] |= row[i];
    }

    /// <summary>Ors the bits that a row has not into another.</summary>
    public static void OrNot(ReadOnlySpan<byte> row, Span<byte> into)
    {
        var from = row.Vectors();
        var to = into.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] |= ~from[i];
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++) into[i] |= (byte)~row[i];
    }

    /// <summary>Ors those bits of a row that a mask has into another, which may be shorter.</summary>
    public static void OrMasked(ReadOnlySpan<byte> row, byte mask, Span<byte> into)
    {
        row = row[..into.Length];
        var from = row.Vectors();
        var to = into.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] |= from[i] & Vector256.Create(mask);
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++) into[i] |= (byte)(row[i] & mask);
    }

    /// <summary>Takes a row's bytes where another has 0.</summary>
    public static void FillZeros(ReadOnlySpan<byte> row, Span<byte> into)
    {
        var from = row.Vectors();
        var to = into.Vectors();
        for (var i = 0; i < to.Length; i++) to[i] |= from[i] & Vector256.Equals(to[i], Vector256<byte>.Zero);
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++)
            if (into[i] == 0) into[i] = row[i];
    }

    /// <summary>Adds 1 where a row has a code.</summary>
    public static void CountOf(byte code, ReadOnlySpan<byte> row, Span<byte> counts)
    {
        var from = row.Vectors();
        var to = counts.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] -= Vector256.Equals(from[i], Vector256.Create(code)); // true is -1
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++)
            if (row[i] == code) counts[i]++;
    }

    /// <summary>Adds 1 where a row has another code.</summary>
    public static void CountOthers(byte code, ReadOnlySpan<byte> row, Span<byte> counts)
    {
        var from = row.Vectors();
        var to = counts.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] -= ~Vector256.Equals(from[i], Vector256.Create(code));
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++)
            if (row[i] != code) counts[i]++;
    }

    /// <summary>Adds a row to another. They may overlap where the row begins later.</summary>
    public static void Add(ReadOnlySpan<byte> row, Span<byte> sums)
    {
        var from = row.Vectors();
        var to = sums.Vectors();
        for (var i = 0; i < from.Length; i++) to[i] += from[i];
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++) sums[i] += row[i];
    }

    /// <summary>Each byte becomes the or of itself and of those behind it, as many in all as told; the last ones have fewer.</summary>
    public static void OrAhead(Span<byte> row, int length)
    {
        for (var covered = 1; covered < Math.Min(length, row.Length);)
        {
            var step = Math.Min(covered, length - covered);
            Or(row[step..], row[..^step]);
            covered += step;
        }
    }

    /// <summary>The sum of each byte and of those behind it, as many in all as told; the last ones have fewer.</summary>
    /// <param name="sums">For as many and one, which is 0.</param>
    public static void SumAhead(ReadOnlySpan<byte> row, int length, Span<byte> sums)
    {
        row.CopyTo(sums);
        sums[row.Length] = 0;
        sums = sums[..row.Length];
        length = Math.Min(length, row.Length);
        var covered = 1;
        for (; covered * 2 <= length; covered *= 2) Add(sums[covered..], sums[..^covered]);
        for (; covered < length; covered++) Add(row[covered..], sums);
    }

    /// <summary>The bytes 0, 2, 4 ..., a vector at a time; returns how many are done.</summary>
    public static int EverySecond(ReadOnlySpan<byte> row, Span<byte> seconds)
    {
        var from = row.Vectors();
        var to = seconds.Vectors();
        var low = Vector256.Create((ushort)byte.MaxValue);
        for (var i = 0; i < to.Length; i++) to[i] = Vector256.Narrow(from[2 * i].AsUInt16() & low, from[(2 * i) + 1].AsUInt16() & low);
        return ByteVectors.Done(seconds.Length);
    }

    /// <summary>The sums of the bytes 0 and 1, 2 and 3 ..., a vector at a time; returns how many are done.</summary>
    public static int SumOfPairs(ReadOnlySpan<byte> row, Span<byte> sums)
    {
        var from = row.Vectors();
        var to = sums.Vectors();
        for (var i = 0; i < to.Length; i++) to[i] = Vector256.Narrow(Sums(from[2 * i]), Sums(from[(2 * i) + 1]));
        return ByteVectors.Done(sums.Length);

        static Vector256<ushort> Sums(Vector256<byte> pairs) =>
            (pairs.AsUInt16() & Vector256.Create((ushort)byte.MaxValue)) + (pairs.AsUInt16() >>> 8);
    }
}
