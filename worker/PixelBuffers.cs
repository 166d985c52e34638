using System.Collections.Concurrent;

namespace Vegetation.Worker;

/// <summary>Rooms for pixels, one for each scene that is computed, kept for the next ones: scenes of a run are of one size.</summary>
internal sealed class PixelBuffers
{
    readonly ConcurrentBag<Room> free = [];

    /// <summary>A room until it is disposed of. What it holds is left from another scene.</summary>
    public Room Take(int length)
    {
        while (free.TryTake(out var kept))
            if (kept.Pixels.Length == length) return kept; // one of another size is of no more use
        return new(this, GC.AllocateUninitializedArray<short>(length, pinned: true));
    }

    internal sealed class Room(PixelBuffers owner, short[] pixels) : IDisposable
    {
        public short[] Pixels => pixels;

        public void Dispose() => owner.free.Add(this);
    }
}
