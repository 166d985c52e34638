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
            var run = from..(stop - window.ColumnStart);
            var sum = new CellSum { Observed = fates[run].Length - fates[run].Count((byte)SclFate.Nodata) };
            if (sum.Observed > 0)
            {
                ValidPixels.AddTo(ref sum, ndvi[run]);
                sums.Whole.Add(sum);
                if (cell != NotOwned) AddTo(ref sums.Cell(cell), sum, ndvi[run], fates[run], codes, from);
            }
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

    static void AddTo(ref CellSum cell, CellSum run, ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, int from)
    {
        if (codes[(from >> 1)..((from + fates.Length + 1) >> 1)].ContainsAny(Snow, Water)) CountClasses(ndvi, fates, codes, from, ref run);
        cell.Add(run);
    }

    /// <summary>Counts snow and water, and takes the NDVI of water out again.</summary>
    static void CountClasses(ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, int from, ref CellSum run)
    {
        for (var i = 0; i < fates.Length; i++)
        {
            if (fates[i] == (byte)SclFate.Nodata) continue;
            var code = codes[(from + i) >> 1];
            if (code == Snow) run.Snow++;
            if (code != Water) continue;
            run.Water++;
            if (fates[i] != (byte)SclFate.Keep) continue;
            run.Valid--;
            run.Sum -= ndvi[i];
            run.SumSquares -= ndvi[i] * ndvi[i];
        }
    }
}
