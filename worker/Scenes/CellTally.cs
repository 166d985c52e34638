using Vegetation.Core.Grid;
using Vegetation.Core.Ndvi;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Sums a row of pixels into the cells of the world grid, each pixel by its owner only. Runs of up to 64 pixels go together:
/// within a run positions are linear, so where both ends lie in one cell, all do.
/// </summary>
internal sealed class CellTally(PixelLattice lonLat, PixelOwner owner, CellGrid cells)
{
    const int NotOwned = -1;
    const byte Snow = 11, Water = 6;

    /// <param name="ndvi">NDVI x 10000 or nodata of the window's row; fates as many; codes half as many.</param>
    public void Add(PixelWindow window, int row, ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, SceneSums sums)
    {
        var owned = owner.OwnsRow(row);
        var nodes = lonLat.Row(row);
        (sums.Minimum, sums.Maximum) = ValidPixels.Range(ndvi, sums.Minimum, sums.Maximum);
        for (var start = window.ColumnStart; start < window.ColumnStop;)
        {
            var stop = Math.Min(window.ColumnStop, ((start / PixelLattice.Spacing) + 1) * PixelLattice.Spacing);
            var cell = owned ? CellAt(nodes, row, start) : NotOwned;
            if (owned && CellAt(nodes, row, stop - 1) != cell) stop = EndOfCell(nodes, row, start, stop, cell);
            var from = start - window.ColumnStart;
            var sum = Sum(ndvi[from..(stop - window.ColumnStart)], fates[from..(stop - window.ColumnStart)], codes, from);
            sums.Whole.Add(sum);
            if (cell != NotOwned && sum.Observed > 0) sums.Cell(cell).Add(sum);
            start = stop;
        }
    }

    int EndOfCell(PixelLattice.RowOfNodes nodes, int row, int start, int stop, int cell)
    {
        var end = start + 1;
        while (end < stop && CellAt(nodes, row, end) == cell) end++;
        return end;
    }

    int CellAt(PixelLattice.RowOfNodes nodes, int row, int column)
    {
        var (longitude, latitude) = nodes.At(column);
        return owner.Owns(row, column, longitude, latitude) ? cells.CellOf(longitude, latitude) : NotOwned;
    }

    static CellSum Sum(ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, int from)
    {
        var sum = new CellSum { Observed = fates.Length - fates.Count((byte)SclFate.Nodata) };
        if (sum.Observed == 0) return sum;
        ValidPixels.AddTo(ref sum, ndvi);
        if (codes[(from >> 1)..((from + fates.Length + 1) >> 1)].ContainsAny(Snow, Water)) CountClasses(fates, codes, from, ref sum);
        return sum;
    }

    static void CountClasses(ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, int from, ref CellSum sum)
    {
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i] == (byte)SclFate.Nodata) continue;
            var code = codes[(from + i) >> 1];
            if (code == Snow) sum.Snow++;
            else if (code == Water) sum.Water++;
        }
    }
}
