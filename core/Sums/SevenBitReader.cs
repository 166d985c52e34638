using System.Buffers.Binary;

namespace Vegetation.Core.Sums;

/// <summary>
/// Whole numbers as <see cref="BinaryWriter.Write7BitEncodedInt64"/> writes them, from a buffer: BinaryReader asks its stream for each
/// byte, which takes several times as long.
/// </summary>
sealed class SevenBitReader(Stream stream)
{
    const int MostBytes = 10; // of 64 bits

    readonly byte[] buffer = new byte[1 << 16];
    int next, end;

    public bool IsAtEnd => next == end && !Fill();

    public uint ReadUInt32()
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (ref var one in bytes) one = ReadByte();
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <exception cref="EndOfStreamException">The stream ends before the number.</exception>
    /// <exception cref="FormatException">The number has more than 64 bits.</exception>
    public long Read()
    {
        if (end - next < MostBytes) return ReadBytewise();
        var at = buffer.AsSpan(next, MostBytes);
        ulong number = 0;
        for (var i = 0; i < at.Length; i++)
        {
            ulong group = at[i];
            number |= (group & 0x7f) << (7 * i);
            if (group >= 0x80) continue;
            if (i == MostBytes - 1 && group > 1) break;
            next += i + 1;
            return (long)number;
        }
        throw TooLong();
    }

    /// <summary>The same where the number may go on in the stream.</summary>
    long ReadBytewise()
    {
        ulong number = 0;
        for (var i = 0; i < MostBytes; i++)
        {
            var group = ReadByte();
            if (i == MostBytes - 1 && group > 1) break;
            number |= (ulong)(group & 0x7f) << (7 * i);
            if (group < 0x80) return (long)number;
        }
        throw TooLong();
    }

    static FormatException TooLong() => new("a number has more than 64 bits");

    byte ReadByte() => next < end || Fill() ? buffer[next++] : throw new EndOfStreamException("it ends within a number");

    bool Fill()
    {
        (next, end) = (0, stream.Read(buffer, 0, buffer.Length));
        return end > 0;
    }
}
