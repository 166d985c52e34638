using System.Runtime.Intrinsics;

namespace Vegetation.Core.Masking;

/// <summary>How many bytes there are of each value from 0 on: four values are counted in one pass, a vector at a time.</summary>
public static class ByteCounts
{
    const int ValuesAtOnce = 4;

    /// <summary>After as many vectors a counter of one byte may be full.</summary>
    const int MostVectors = byte.MaxValue;

    /// <param name="counts">Gets more of the values 0, 1, 2 ...; others are not counted.</param>
    public static void Add(ReadOnlySpan<byte> bytes, Span<long> counts)
    {
        for (var first = 0; first < counts.Length; first += ValuesAtOnce)
        {
            var four = counts.Slice(first, Math.Min(ValuesAtOnce, counts.Length - first));
            foreach (var value in bytes[AddVectors(bytes, (byte)first, four)..])
                if (value >= first && value - first < four.Length) four[value - first]++;
        }
    }

    /// <summary>Returns how many bytes are counted.</summary>
    static int AddVectors(ReadOnlySpan<byte> bytes, byte first, Span<long> four)
    {
        var (size, done) = (Vector256<byte>.Count, 0);
        while (done <= bytes.Length - size)
        {
            var (a, b, c, d) = (Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero, Vector256<byte>.Zero);
            var stop = done + (size * Math.Min(MostVectors, (bytes.Length - done) / size));
            for (; done < stop; done += size)
            {
                var values = Vector256.Create(bytes[done..]) - Vector256.Create(first);
                a -= Vector256.Equals(values, Vector256<byte>.Zero); // true is -1
                b -= Vector256.Equals(values, Vector256<byte>.One);
                c -= Vector256.Equals(values, Vector256.Create((byte)2));
                d -= Vector256.Equals(values, Vector256.Create((byte)3));
            }
            for (var i = 0; i < four.Length; i++) four[i] += Total(i switch { 0 => a, 1 => b, 2 => c, _ => d });
        }
        return done;
    }

    static int Total(Vector256<byte> counts) => Vector256.Sum(Vector256.WidenLower(counts) + Vector256.WidenUpper(counts));
}
