using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Merges the granules of an acquisition, one after the other: each pixel of an index is that of the first granule that has data for it
/// (its class and its DN are not 0).
/// </summary>
internal sealed class Mosaic
{
    readonly WorkingGrid grid;
    readonly PixelPlanes merged;

    /// <param name="merged">Becomes the merged indices.</param>
    public Mosaic(WorkingGrid grid, PixelPlanes merged, PixelLease lease)
    {
        (this.grid, this.merged) = (grid, merged);
        Granule = PixelPlanes.Like(grid, merged.Rooms, lease);
        merged.Clear();
    }

    /// <summary>Room for the granule at work.</summary>
    public PixelPlanes Granule { get; }

    /// <summary>Takes of the granule at work what no granule before had data for.</summary>
    public void Merge(int threads, CancellationToken cancellationToken) => merged.EachRow(threads, cancellationToken, () => 0,
        (window, row, _) =>
        {
            var start = grid.IndexOf(window, row);
            for (var index = 0; index < merged.Rooms.Count; index++) Merge(index, start, start + window.Width);
        }, _ => { });

    void Merge(int index, int start, int end)
    {
        var (into, from, mine, theirs) = (merged.Rooms[index], Granule.Rooms[index], merged.Reasons[index], Granule.Reasons[index]);
        for (var i = start; i < end; i++)
        {
            if (mine[i] != (byte)MaskReason.Nodata || theirs[i] == (byte)MaskReason.Nodata) continue;
            (mine[i], into.Values[i]) = (theirs[i], from.Values[i]);
            if (into.Exact.Length > 0) into.Exact[i] = from.Exact[i];
        }
    }
}
