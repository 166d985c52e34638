using System.Collections.Concurrent;
using Vegetation.Core.Work;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker;

/// <summary>Rooms for pixels, one for each scene that is computed, kept for the next ones: scenes of a run are of one size.</summary>
internal sealed class PixelBuffers
{
    readonly ConcurrentBag<IReadOnlyList<IndexRoom>> free = [];

    /// <summary>A room for each index of a unit until they are disposed of. What they hold is left from another scene.</summary>
    public Rooms Take(WorkUnit unit, WorkingGrid grid) =>
        new(this, IndexRoom.Reuse(free.TryTake(out var kept) ? kept : [], unit, grid));

    internal sealed class Rooms(PixelBuffers owner, IReadOnlyList<IndexRoom> indices) : IDisposable
    {
        public IReadOnlyList<IndexRoom> Indices => indices;

        public void Dispose() => owner.free.Add(indices);
    }
}
