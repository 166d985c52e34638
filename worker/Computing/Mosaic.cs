using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Computing;

/// <summary>
/// Merges the granules of an acquisition, one after the other: each pixel of an index is that of the first granule that has data for it
/// (its class and its DN are not 0). Besides the scene's own room it needs four bytes a pixel and index.
/// </summary>
internal sealed class Mosaic
{
    readonly WorkingGrid grid;
    readonly IReadOnlyList<IndexRoom> merged;
    readonly IReadOnlyList<byte[]> reasons, granuleReasons;

    /// <param name="merged">Becomes the merged indices.</param>
    public Mosaic(WorkingGrid grid, IReadOnlyList<IndexRoom> merged)
    {
        (this.grid, this.merged) = (grid, merged);
        Granule = [.. merged.Select(room => IndexRoom.New(room.Index, grid, room.Exact.Length > 0))];
        reasons = [.. merged.Select(_ => new byte[grid.Count])];
        granuleReasons = [.. merged.Select(_ => new byte[grid.Count])];
        foreach (var room in merged)
        {
            room.Values.AsSpan().Fill(SpectralIndex.Nodata);
            room.Exact.AsSpan().Fill(float.NaN);
        }
        foreach (var all in reasons) all.AsSpan().Fill((byte)MaskReason.Nodata);
    }

    /// <summary>Room for the granule at work.</summary>
    public IReadOnlyList<IndexRoom> Granule { get; }

    /// <summary>Keeps the reasons of a row of the granule at work: whether they are final is known at its end.</summary>
    public void Keep(PixelWindow window, int row, int index, ReadOnlySpan<byte> rowReasons) =>
        rowReasons.CopyTo(granuleReasons[index].AsSpan(grid.IndexOf(window, row), window.Width));

    /// <summary>Takes of the granule at work what no granule before had data for.</summary>
    public void Merge(int threads, CancellationToken cancellationToken) => EachRow(threads, cancellationToken, () => 0, (window, row, _) =>
    {
        var start = grid.IndexOf(window, row);
        for (var index = 0; index < merged.Count; index++) Merge(index, start, start + window.Width);
    }, _ => { });

    void Merge(int index, int start, int end)
    {
        var (into, from, mine, theirs) = (merged[index], Granule[index], reasons[index], granuleReasons[index]);
        for (var i = start; i < end; i++)
        {
            if (mine[i] != (byte)MaskReason.Nodata || theirs[i] == (byte)MaskReason.Nodata) continue;
            (mine[i], into.Values[i]) = (theirs[i], from.Values[i]);
            if (into.Exact.Length > 0) into.Exact[i] = from.Exact[i];
        }
    }

    /// <summary>Counts the merged pixels.</summary>
    /// <param name="classes">Of the granules, as they are merged.</param>
    public SceneSums Count(ClassMap classes, RowSink take, int threads, CancellationToken cancellationToken)
    {
        List<SpectralIndex> indices = [.. merged.Select(room => room.Index)];
        var all = new SceneSums(indices);
        EachRow(threads, cancellationToken, () => (Sums: new SceneSums(indices), Classes: new RowClasses(grid)), (window, row, mine) =>
        {
            var (start, width) = (grid.IndexOf(window, row), window.Width);
            mine.Classes.Load(classes, window, row);
            for (var i = 0; i < merged.Count; i++)
                take(window, row, i, merged[i].ValuesOf(start, width), reasons[i].AsSpan(start, width), mine.Classes, mine.Sums);
        }, mine => all.Add(mine.Sums));
        return all;
    }

    void EachRow<TOwn>(
        int threads, CancellationToken cancellationToken, Func<TOwn> begin, Action<PixelWindow, int, TOwn> work, Action<TOwn> end)
    {
        var gate = new Lock();
        Parallels.ForEach(threads, cancellationToken, PixelWindow.Of(grid.Pixels, grid.Pixels.Width, 1), begin, (window, own) =>
        {
            for (var row = window.RowStart; row < window.RowStop; row++) work(window, row, own);
        }, own =>
        {
            lock (gate) end(own);
        });
    }
}
