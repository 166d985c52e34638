using System.Runtime.Intrinsics;

namespace Vegetation.Core.Masking;

/// <summary>How many bytes there are of each value from 0 on: six values are counted in one pass, a vector at a time.</summary>
public static class ByteCounts
{
    const int ValuesAtOnce = 6;

    /// <summary>After as many vectors a counter of one byte may be full.</summary>
    const int MostVectors = byte.MaxValue;

    /// <param name="counts">Gets more of the values 0, 1, 2 ...; others are not counted.</param>
    public static void Add(ReadOnlySpan<byte> bytes, Span<long> counts)
    {
        for (var first = 0; first < counts.Length; first += ValuesAtOnce)
        {
            var some = counts.Slice(first, Math.Min(ValuesAtOnce, counts.Length - first));
            foreach (var value in bytes[AddVectors(bytes, (byte)first, some)..])
                if (value >= first && value - first < some.Length) some[value - first]++;
        }
    }

    /// <summary>Returns how many bytes are counted.</summary>
    static int AddVectors(ReadOnlySpan<byte> bytes, byte first, Span<long> some)
    {
        var (size, done) = (Vector256<byte>.Count, 0);
        while (done <= bytes.Length - size)
        {
            Vector256<byte> a = default, b = default, c = default, d = default, e = default, f = default;
            var stop = done + (size * Math.Min(MostVectors, (bytes.Length - done) / size));
            for (; done < stop; done += size)
            {
                var values = Vector256.Create(bytes[done..]) - Vector256.Create(first);
                a -= Vector256.Equals(values, Vector256<byte>.Zero); // true is -1
                b -= Vector256.Equals(values, Vector256<byte>.One);
                c -= Vector256.Equals(values, Vector256.Create((byte)2));
                d -= Vector256.Equals(values, Vector256.Create((byte)3));
                e -= Vector256.Equals(values, Vector256.Create((byte)4));
                f -= Vector256.Equals(values, Vector256.Create((byte)5));
            }
            for (var i = 0; i < some.Length; i++) some[i] += Total(i switch { 0 => a, 1 => b, 2 => c, 3 => d, 4 => e, _ => f });
        }
        return done;
    }

    static int Total(Vector256<byte> counts) => Vector256.Sum(Vector256.WidenLower(counts) + Vector256.WidenUpper(counts));
}
