using Vegetation.Core.Composites;
using Vegetation.Core.Work;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>What is known of a composite while its acquisitions come, in any order.</summary>
internal sealed class CompositeState : IDisposable
{
    readonly WorkUnit unit;
    readonly WorkingGrid grid;
    readonly PixelPlanes merged, acquired;
    readonly List<CompositeLayer> layers;
    readonly List<MedianSpill> spills = [];
    readonly CompositeClasses classes;
    readonly PixelLease lease;

    /// <param name="lease">Of the composite.</param>
    /// <param name="scratch">For values of which the median is not known yet.</param>
    public CompositeState(WorkUnit unit, WorkingGrid grid, PixelLease lease, string scratch)
    {
        (this.unit, this.grid, this.lease) = (unit, grid, lease);
        var rooms = IndexRoom.Of(unit, grid, lease);
        (merged, acquired) = (new(grid, rooms), PixelPlanes.Like(grid, rooms, lease));
        merged.Clear();
        layers = [.. rooms.Zip(merged.Reasons, (room, reasons) => new CompositeLayer(unit.Composite!.Rule, room, reasons))];
        classes = new(unit.Mask.ToRule(), grid);
        if (unit.Composite!.Rule == CompositeRule.Median)
            spills.AddRange(rooms.Select(room => new MedianSpill(Path.Combine(scratch, $"{unit.UnitId}-{room.Index.Name}.values"), grid)));
    }

    public WorkingGrid Grid => grid;

    /// <summary>Room for the acquisition at work.</summary>
    public PixelPlanes Acquired => acquired;

    /// <summary>Takes the acquisition at work.</summary>
    /// <returns>How many pixels of the first index are valid in it.</returns>
    public long Add(int rank, ClassMap map, int threads, CancellationToken cancellationToken)
    {
        classes.Add(rank, map.Full);
        var distances = unit.Composite!.Rule == CompositeRule.Best ? CloudDistance.Of(map.Full, grid) : default;
        var valid = 0L;
        acquired.EachRow(threads, cancellationToken, () => new byte[grid.Pixels.Width], (window, row, room) =>
        {
            var (start, width) = (grid.IndexOf(window, row), window.Width);
            if (distances.Samples is not null) distances.Expand(window, row, room.AsSpan(0, width));
            for (var index = 0; index < layers.Count; index++)
                layers[index].Add(rank, start,
                    new(acquired.Rooms[index].ValuesOf(start, width), acquired.Rooms[index].ExactOf(start, width),
                    acquired.Reasons[index].AsSpan(start, width), room.AsSpan(0, width)));
            Interlocked.Add(ref valid, acquired.Reasons[0].AsSpan(start, width).Count((byte)MaskReason.Kept));
        }, _ => { });
        foreach (var (spill, room) in spills.Zip(acquired.Rooms)) spill.Add(rank, room);
        return valid;
    }

    /// <summary>The composite with its counts.</summary>
    /// <param name="days">Of each rank.</param>
    public (IReadOnlyList<ComputedIndex> Indices, byte[]? Qa, SceneSums Sums, long[] Used) Finish(
        IReadOnlyList<int> days, int threads, CancellationToken cancellationToken)
    {
        for (var i = 0; i < spills.Count; i++) spills[i].Finish(merged.Rooms[i], merged.Reasons[i], layers[i]);
        var (counter, map) = (new RowCounter(grid, unit, threads, lease), classes.Map(threads, lease));
        var sums = merged.Count(map, counter.Take, threads, cancellationToken);
        sums.CountClasses(map.Full, grid);
        return (
            [.. merged.Rooms.Select((room, i) => ComputedIndex.Of(room, sums.Indices[i], unit, Origin(i, days)))],
            counter.Qa, sums, Used(days.Count));
    }

    public void Dispose() => spills.ForEach(spill => spill.Dispose());

    CompositeOrigin Origin(int index, IReadOnlyList<int> days)
    {
        var (values, ranks, origin) = (merged.Rooms[index].Values, layers[index].Ranks, new ushort[grid.Count]);
        for (var i = 0; i < origin.Length; i++)
            if (values[i] != SpectralIndex.Nodata) origin[i] = (ushort)days[ranks[i]];
        return new(origin, layers[index].Counts);
    }

    /// <summary>Pixels of the first index by the rank of the acquisition that they come from.</summary>
    long[] Used(int ranks)
    {
        var used = new long[ranks];
        for (var i = 0; i < grid.Count; i++)
            if (merged.Rooms[0].Values[i] != SpectralIndex.Nodata) used[layers[0].Ranks[i]]++;
        return used;
    }
}
