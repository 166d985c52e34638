using System.Numerics;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>Bitwise sums of bytes that stand side by side or one below the other, a vector at a time.</summary>
internal static class SlidingBytes
{
    /// <summary>Ors a row into another. They may overlap where the row begins later.</summary>
    public static void Or(ReadOnlySpan<byte> row, Span<byte> into)
    {
        var i = 0;
        for (; i <= into.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) | new Vector<byte>(into[i..])).CopyTo(into[i..]);
        for (; i < into.Length; i++) into[i] |= row[i];
    }

    /// <summary>Ors the bits that a row has not into another.</summary>
    public static void OrNot(ReadOnlySpan<byte> row, Span<byte> into)
    {
        var i = 0;
        for (; i <= into.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (~new Vector<byte>(row[i..]) | new Vector<byte>(into[i..])).CopyTo(into[i..]);
        for (; i < into.Length; i++) into[i] |= (byte)~row[i];
    }

    /// <summary>Adds 1 where a row has a code.</summary>
    public static void CountOf(byte code, ReadOnlySpan<byte> row, Span<byte> counts)
    {
        var i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(counts[i..]) - Vector.Equals(new Vector<byte>(row[i..]), new Vector<byte>(code))).CopyTo(
                counts[i..]); // true is -1
        for (; i < row.Length; i++)
            if (row[i] == code) counts[i]++;
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

    /// <summary>Looks each byte up in a table of 16; larger ones give what is told.</summary>
    public static void LookUp(ReadOnlySpan<byte> codes, ReadOnlySpan<byte> table, byte larger, Span<byte> found)
    {
        var i = 0;
        var sixteen = Vector128.Create(table);
        for (; i <= codes.Length - 16; i += 16)
        {
            var code = Vector128.Create(codes[i..]);
            var isLarger = Vector128.GreaterThan(code, Vector128.Create((byte)15));
            Vector128.ConditionalSelect(isLarger, Vector128.Create(larger), Vector128.Shuffle(sixteen, code)).CopyTo(found[i..]);
        }
        for (; i < codes.Length; i++) found[i] = codes[i] < 16 ? table[codes[i]] : larger;
    }
}
