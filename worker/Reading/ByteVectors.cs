using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>Rows of bytes as vectors: the bytes from <see cref="Done"/> on remain, since they fill none.</summary>
internal static class ByteVectors
{
    public static ReadOnlySpan<Vector256<byte>> Vectors(this ReadOnlySpan<byte> row) => MemoryMarshal.Cast<byte, Vector256<byte>>(row);

    public static Span<Vector256<byte>> Vectors(this Span<byte> row) => MemoryMarshal.Cast<byte, Vector256<byte>>(row);

    /// <summary>The first eight bytes of a row as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> FirstEight(this ReadOnlySpan<byte> row)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(row)).AsByte());
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }

    /// <summary>How many bytes of a row the vectors hold.</summary>
    public static int Done(int bytes) => bytes & ~(Vector256<byte>.Count - 1);
}
