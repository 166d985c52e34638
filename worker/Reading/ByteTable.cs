using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Vegetation.Worker.Reading;

/// <summary>A table for the bytes 0 to 15, looked up a vector at a time; larger bytes get what 15 gets.</summary>
internal readonly struct ByteTable
{
    const int Entries = 16;

    /// <summary>The entries, once for each half of a vector.</summary>
    readonly Vector256<byte> twice;

    public ByteTable(Func<int, byte> entry)
    {
        var once = Vector128.Create<byte>([.. Enumerable.Range(0, Entries).Select(entry)]);
        twice = Vector256.Create(once, once);
    }

    public byte this[byte at] => twice[Math.Min((int)at, Entries - 1)];

    public Vector256<byte> this[Vector256<byte> at]
    {
        get
        {
            at = Vector256.Min(at, Vector256.Create((byte)(Entries - 1)));
            return Avx2.IsSupported ? Avx2.Shuffle(twice, at) : Vector256.Create(
                Vector128.Shuffle(twice.GetLower(), at.GetLower()), Vector128.Shuffle(twice.GetLower(), at.GetUpper()));
        }
    }

    /// <summary>Ors the bits of a row's bytes into another row, which is as long.</summary>
    public void OrInto(ReadOnlySpan<byte> row, Span<byte> bits)
    {
        var table = this; // in a register
        var from = row.Vectors();
        var into = bits.Vectors();
        for (var i = 0; i < from.Length; i++) into[i] |= table[from[i]];
        for (var i = ByteVectors.Done(row.Length); i < row.Length; i++) bits[i] |= this[row[i]];
    }
}
