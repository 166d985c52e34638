using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>The blocks of a DEFLATE file in memory, unpacked by <see cref="Inflater"/> without the raster library.</summary>
internal sealed class DeflatedBlocks(
    MemoryFile file, BlockTable table, Inflater inflater, int blockWidth, int blockHeight, (int Width, int Height) size) : IDisposable
{
    /// <summary>
    /// Unpacks the blocks of a window; false if one is absent or would reach beyond the file: the raster library then says what is wrong.
    /// </summary>
    /// <param name="into">Room for height rows of stride samples.</param>
    /// <param name="isBlock">The window is one block and <paramref name="into"/> has room for all of it: nothing is copied.</param>
    public bool TryRead<T>(int column, int row, int width, int height, Span<T> into, int stride, bool isBlock, ErrorTrap errors) where T
        : unmanaged
    {
        if (isBlock) return TryUnpack(column / blockWidth, row / blockHeight, into[..(blockWidth * blockHeight)], errors);
        var room = ArrayPool<byte>.Shared.Rent(blockWidth * blockHeight * Unsafe.SizeOf<T>());
        try
        {
            var block = MemoryMarshal.Cast<byte, T>(room.AsSpan())[..(blockWidth * blockHeight)];
            return TryCopy(column, row, width, height, into, stride, block, errors);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    bool TryCopy<T>(int column, int row, int width, int height, Span<T> into, int stride, Span<T> block, ErrorTrap errors)
        where T : unmanaged
    {
        for (var y = row / blockHeight; y * blockHeight < row + height; y++)
            for (var x = column / blockWidth; x * blockWidth < column + width; x++)
            {
                if (!TryUnpack(x, y, block, errors)) return false;
                var (left, right) = (Math.Max(column, x * blockWidth), Math.Min(column + width, (x + 1) * blockWidth));
                for (var line = Math.Max(row, y * blockHeight); line < Math.Min(row + height, (y + 1) * blockHeight); line++)
                    block.Slice(((line - (y * blockHeight)) * blockWidth) + left - (x * blockWidth), right - left)
                        .CopyTo(into[(((line - row) * stride) + left - column)..]);
            }
        return true;
    }

    public void Dispose() => inflater.Dispose();

    bool TryUnpack<T>(int x, int y, Span<T> block, ErrorTrap errors) where T : unmanaged
    {
        if (table.At(x, y) is not var (offset, length) || offset <= 0 || length <= 0 || offset > file.Length - length) return false;
        var packed = file.Bytes.Slice((int)offset, (int)length);
        var sampleBytes = Unsafe.SizeOf<T>();
        if (!Unpack(packed, block, blockHeight, sampleBytes) && !Unpack(packed, block, RowsOfLastStrip(y), sampleBytes))
            errors.Fail($"block {x}, {y} is damaged");
        return true;
    }

    bool Unpack<T>(ReadOnlySpan<byte> packed, Span<T> block, int rows, int sampleBytes) where T : unmanaged =>
        rows > 0 && inflater.Unpack(packed, MemoryMarshal.AsBytes(block[..(rows * blockWidth)]), blockWidth * sampleBytes, sampleBytes);

    /// <summary>Tiles are always whole, but the last strip may hold the image's last rows only; 0 for any other block.</summary>
    int RowsOfLastStrip(int y) => blockWidth == size.Width && (y + 1) * blockHeight > size.Height ? size.Height - (y * blockHeight) : 0;
}
