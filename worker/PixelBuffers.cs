using System.Collections.Concurrent;
using Vegetation.Core.Work;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker;

/// <summary>Rooms for pixels, one for each scene that is computed, kept for the next ones: scenes of a run are of one size.</summary>
internal sealed class PixelBuffers
{
    readonly ConcurrentBag<IReadOnlyList<IndexRoom>> free = [];

    public IReadOnlyList<IndexRoom> Take() => free.TryTake(out var kept) ? kept : [];

    public void Return(IReadOnlyList<IndexRoom> rooms) => free.Add(rooms);
}

/// <summary>The rooms of a unit, until they are disposed of. What they hold is left from another scene.</summary>
internal sealed class RoomsOf(PixelBuffers buffers, WorkUnit unit) : IDisposable
{
    IReadOnlyList<IndexRoom>? taken;

    /// <summary>One for each index.</summary>
    public IReadOnlyList<IndexRoom> Take(WorkingGrid grid) => taken = IndexRoom.Reuse(buffers.Take(), unit, grid);

    /// <summary>Of the grid on which the unit is computed; 0 before there is one.</summary>
    public int Pixels => taken is [var first, ..] ? first.Values.Length : 0;

    public void Dispose()
    {
        if (taken is not null) buffers.Return(taken);
    }
}
