using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Sums a row of pixels into the cells of the world grid, each pixel by its owner only. Runs of up to 64 pixels go together: within a run
/// positions are linear, so where both ends lie in one cell and on one side of every border of ownership, all do.
/// </summary>
internal sealed class CellAccumulator(GeolocationGrid lonLat, PixelOwner owner, CellGrid cells)
{
    /// <param name="values">The index x 10000 or nodata of the window's row; reasons as many.</param>
    public void Add(
        PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, IndexSums sums)
    {
        var (nodes, owners) = (lonLat.Row(row), owner.Row(row));
        var mayBeOwned = owners.MayBeOwned;
        (sums.Minimum, sums.Maximum) = ValidPixels.Range(values, sums.Minimum, sums.Maximum);
        for (int start = window.ColumnStart, stop; start < window.ColumnStop; start = stop)
        {
            stop = Math.Min(window.ColumnStop, ((start / GeolocationGrid.Spacing) + 1) * GeolocationGrid.Spacing);
            int? cell = null;
            if (mayBeOwned) (stop, cell) = FirstRun(nodes, owners, start, stop);
            var run = (start - window.ColumnStart)..(stop - window.ColumnStart);
            var sum = new CellSum { Observed = reasons[run].Length - reasons[run].Count((byte)MaskReason.Nodata) };
            ValidPixels.AddTo(ref sum, values[run]);
            sums.Whole.Add(sum);
            if (classes.AreCounted) sum = ClassSums.Coarse(values[run], run, classes);
            if (sum.Observed == 0 || cell is not { } owned) continue;
            if (!classes.AreCounted) ClassSums.AddFine(ref sum, values[run], reasons[run], classes.Codes[run]);
            sums.Cell(owned).Add(sum);
        }
    }

    /// <summary>
    /// Where the pixels end that lie in the cell of the first and have its owner, and the cell, null where they are another tile's. What
    /// has changed along a run never changes back, so halving finds it.
    /// </summary>
    (int Stop, int? Cell) FirstRun(GeolocationGrid.RowOfNodes nodes, PixelOwner.RowOfPixels owners, int start, int stop)
    {
        var (longitude, latitude) = nodes.At(start);
        var (cell, side) = (cells.CellOf(longitude, latitude), owners.SideOf(start, longitude, latitude));
        int? owned = owners.IsOwned(side) ? cell : null;
        if (IsLike(stop - 1)) return (stop, owned);
        var (like, unlike) = (start, stop - 1);
        while (unlike - like > 1)
        {
            var middle = (like + unlike) / 2;
            if (IsLike(middle)) like = middle;
            else unlike = middle;
        }
        return (unlike, owned);

        bool IsLike(int column) =>
            nodes.At(column) is var (x, y) && cells.CellOf(x, y) == cell && owners.IsSameSide(side, column);
    }
}
