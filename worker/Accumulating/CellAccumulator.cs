using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>Sums a row of pixels into the cells of the world grid, each pixel by its owner only, in runs of up to 64 pixels.</summary>
internal sealed class CellAccumulator(OwnedRuns runs)
{
    /// <param name="values">The index x 10000 or nodata of the window's row; reasons as many.</param>
    public void Add(
        PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, IndexSums sums)
    {
        var owned = runs.Row(row);
        (sums.Minimum, sums.Maximum) = ValidPixels.Range(values, sums.Minimum, sums.Maximum);
        for (int start = window.ColumnStart, stop; start < window.ColumnStop; start = stop)
        {
            stop = Math.Min(window.ColumnStop, ((start / GeolocationGrid.Spacing) + 1) * GeolocationGrid.Spacing);
            (stop, var cell) = owned.First(start, stop);
            var run = (start - window.ColumnStart)..(stop - window.ColumnStart);
            var sum = new CellSum { Observed = reasons[run].Length - reasons[run].Count((byte)MaskReason.Nodata) };
            ValidPixels.AddTo(ref sum, values[run]);
            sums.Whole.Add(sum);
            if (classes.AreCounted) sum = ClassSums.Coarse(values[run], run, classes);
            if (sum.Observed == 0 || cell is not { } of) continue;
            if (!classes.AreCounted) ClassSums.AddFine(ref sum, values[run], reasons[run], classes.Codes[run]);
            sums.Cell(of).Add(sum);
        }
    }
}
