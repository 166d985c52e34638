using Microsoft.Win32.SafeHandles;

namespace Vegetation.Raster;

/// <summary>
/// A file to which numbered blocks are written side by side, one behind the other by their numbers, whichever is ready first. No thread
/// waits: of a block whose place is not known yet a copy is written by the thread that finishes the one before.
/// </summary>
internal sealed class BlockFile(SafeFileHandle file, long start, Action<int, long, int> placed) : IDisposable
{
    readonly Lock gate = new();
    readonly Dictionary<int, NativeSamples<byte>> early = [];
    int next;
    long end = start;

    /// <param name="number">From 0 on, each once.</param>
    /// <exception cref="IOException">the disk is full.</exception>
    public void Add(int number, ReadOnlySpan<byte> block)
    {
        if (Place(number, block) is not var (own, followers)) return;
        try
        {
            RandomAccess.Write(file, block, own);
            foreach (var (follower, place) in followers) RandomAccess.Write(file, follower.GetSpan(), place);
        }
        finally
        {
            foreach (IDisposable follower in followers.Select(follower => follower.Block)) follower.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (IDisposable block in early.Values) block.Dispose();
    }

    /// <returns>The block's place and those that were early and follow it; null where its own is not known yet.</returns>
    (long Own, List<(NativeSamples<byte> Block, long Place)> Followers)? Place(int number, ReadOnlySpan<byte> block)
    {
        lock (gate)
        {
            if (number != next)
            {
                block.CopyTo((early[number] = new(block.Length)).GetSpan());
                return null;
            }
            var own = PlaceNext(block.Length);
            List<(NativeSamples<byte>, long)> followers = [];
            while (early.Remove(next, out var follower)) followers.Add((follower, PlaceNext(follower.Memory.Length)));
            return (own, followers);
        }
    }

    long PlaceNext(int length)
    {
        placed(next++, end, length);
        end += length;
        return end - length;
    }
}
