using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Vegetation.Raster;

/// <summary>
/// A file to which numbered blocks are written side by side, one behind the other by their numbers, whichever is ready first. No thread
/// waits: a block whose place is not known yet is written by the thread that finishes the one before.
/// </summary>
internal sealed class BlockFile(SafeFileHandle file, long start, Action<int, long, int> placed)
{
    readonly Lock gate = new();
    readonly Dictionary<int, Block> ready = [];
    int next;
    long end = start;

    readonly record struct Block(byte[] Bytes, int Length, long Place = 0);

    /// <param name="number">From 0 on, each once.</param>
    /// <param name="bytes">Rented from the shared pool; returned to it.</param>
    /// <exception cref="IOException">the disk is full.</exception>
    public void Add(int number, byte[] bytes, int length)
    {
        foreach (var block in Place(number, new(bytes, length)))
        {
            RandomAccess.Write(file, block.Bytes.AsSpan(0, block.Length), block.Place);
            ArrayPool<byte>.Shared.Return(block.Bytes);
        }
    }

    /// <returns>The blocks whose places are known now.</returns>
    List<Block> Place(int number, Block added)
    {
        List<Block> known = [];
        lock (gate)
        {
            ready[number] = added;
            for (; ready.Remove(next, out var block); next++)
            {
                known.Add(block with { Place = end });
                placed(next, end, block.Length);
                end += block.Length;
            }
        }
        return known;
    }
}
