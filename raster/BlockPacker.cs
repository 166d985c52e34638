using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vegetation.Raster;

/// <summary>Cuts blocks out of a band and packs them as GDAL's COG driver lays them down; one for each thread.</summary>
internal sealed class BlockPacker<T>(int blockSize, Predictor predictor, BlockEncoder encoder) : IDisposable where T : unmanaged
{
    /// <summary>Before a block stands its length, behind it its last four bytes once more (GDAL, "COG driver", SIZE_AS_UINT4).</summary>
    public const int LeaderBytes = 4, TrailerBytes = 4;

    readonly NativeSamples<T> block = new(blockSize * blockSize);
    readonly T[] line = new T[blockSize];

    public int Room { get; } = LeaderBytes + BlockEncoder.RoomFor(blockSize * blockSize * Unsafe.SizeOf<T>()) + TrailerBytes;

    /// <param name="into"><see cref="Room"/> bytes.</param>
    /// <returns>How many of them are used, leader and trailer included.</returns>
    public int Pack(PyramidLevel<T> level, int column, int row, Span<byte> into)
    {
        Cut(level, column * blockSize, row * blockSize);
        var length = encoder.Encode(MemoryMarshal.AsBytes(block.GetSpan()), into[LeaderBytes..^TrailerBytes]);
        BinaryPrimitives.WriteInt32LittleEndian(into, length);
        into.Slice(length, TrailerBytes).CopyTo(into[(LeaderBytes + length)..]);
        return LeaderBytes + length + TrailerBytes;
    }

    public void Dispose()
    {
        encoder.Dispose();
        ((IDisposable)block).Dispose();
    }

    /// <summary>Zeros beyond the edges, as GDAL pads.</summary>
    void Cut(PyramidLevel<T> level, int left, int top)
    {
        var (width, height) = (Math.Min(blockSize, level.Width - left), Math.Min(blockSize, level.Height - top));
        var cut = block.GetSpan();
        for (var y = 0; y < height; y++)
        {
            var row = level.Samples.Span.Slice(((top + y) * level.Width) + left, width);
            if (width < blockSize)
            {
                row.CopyTo(line);
                line.AsSpan(width).Clear();
                row = line;
            }
            predictor.Apply(row, cut.Slice(y * blockSize, blockSize));
        }
        cut[(height * blockSize)..].Clear();
    }
}
