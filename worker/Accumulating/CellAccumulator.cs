using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Sums a row of pixels into the cells of the world grid, each pixel by its owner only. Runs of up to 64 pixels go together: within a run
/// positions are linear, so where both ends lie in one cell and on one side of every border of ownership, all do.
/// </summary>
internal sealed class CellAccumulator(GeolocationGrid lonLat, PixelOwner owner, CellGrid cells)
{
    static readonly byte Snow = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Snow), Water = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Water);

    /// <param name="values">The index x 10000 or nodata of the window's row; reasons and class codes as many.</param>
    public void Add(
        PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes, SceneSums sums)
    {
        var isOwned = owner.OwnsRow(row);
        var nodes = lonLat.Row(row);
        (sums.Minimum, sums.Maximum) = ValidPixels.Range(values, sums.Minimum, sums.Maximum);
        for (int start = window.ColumnStart, stop; start < window.ColumnStop; start = stop)
        {
            stop = Math.Min(window.ColumnStop, ((start / GeolocationGrid.Spacing) + 1) * GeolocationGrid.Spacing);
            if (isOwned) stop = EndOfRun(nodes, row, start, stop);
            var run = (start - window.ColumnStart)..(stop - window.ColumnStart);
            var sum = new CellSum { Observed = reasons[run].Length - reasons[run].Count((byte)MaskReason.Nodata) };
            if (sum.Observed == 0) continue;
            ValidPixels.AddTo(ref sum, values[run]);
            sums.Whole.Add(sum);
            if (isOwned && CellOf(nodes, row, start) is { } cell) AddTo(ref sums.Cell(cell), sum, values[run], reasons[run], codes[run]);
        }
    }

    /// <summary>
    /// Where the pixels end that lie in the cell of the first and have its owner. What has changed along a run never changes back, so
    /// halving finds it.
    /// </summary>
    int EndOfRun(GeolocationGrid.RowOfNodes nodes, int row, int start, int stop)
    {
        var (longitude, latitude) = nodes.At(start);
        var cell = cells.CellOf(longitude, latitude);
        if (IsLike(stop - 1)) return stop;
        var (like, unlike) = (start, stop - 1);
        while (unlike - like > 1)
        {
            var middle = (like + unlike) / 2;
            if (IsLike(middle)) like = middle;
            else unlike = middle;
        }
        return unlike;

        bool IsLike(int column) =>
            nodes.At(column) is var (x, y) && cells.CellOf(x, y) == cell && owner.IsSameSide(row, start, column, longitude, latitude);
    }

    /// <summary>Null where the pixel is another tile's.</summary>
    int? CellOf(GeolocationGrid.RowOfNodes nodes, int row, int column)
    {
        var (longitude, latitude) = nodes.At(column);
        return owner.Owns(row, column, longitude, latitude) ? cells.CellOf(longitude, latitude) : null;
    }

    static void AddTo(ref CellSum cell, CellSum run, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes)
    {
        if (codes.ContainsAny(Snow, Water)) CountClasses(values, reasons, codes, ref run);
        cell.Add(run);
    }

    /// <summary>Counts snow and water, and takes the values of water out again.</summary>
    static void CountClasses(ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes, ref CellSum run)
    {
        for (var i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] == (byte)MaskReason.Nodata) continue;
            if (codes[i] == Snow) run.Snow++;
            if (codes[i] != Water) continue;
            run.Water++;
            if (reasons[i] != (byte)MaskReason.Kept) continue;
            run.Valid--;
            run.Sum -= values[i];
            run.SumSquares -= values[i] * values[i];
        }
    }
}
