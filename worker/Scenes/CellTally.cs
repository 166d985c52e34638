using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;

namespace Vegetation.Worker.Scenes;

/// <summary>
/// Sums a row of pixels into the cells of the world grid, each pixel by its owner only. Runs of up to 64 pixels go together: within a run
/// positions are linear, so where both ends lie in one cell and on one side of every border of ownership, all do.
/// </summary>
internal sealed class CellTally(PixelLattice lonLat, PixelOwner owner, CellGrid cells)
{
    const byte Snow = 11, Water = 6;

    /// <param name="ndvi">NDVI x 10000 or nodata of the window's row; fates as many; codes half as many.</param>
    public void Add(PixelWindow window, int row, ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, SceneSums sums)
    {
        var isOwned = owner.OwnsRow(row);
        var nodes = lonLat.Row(row);
        (sums.Minimum, sums.Maximum) = ValidPixels.Range(ndvi, sums.Minimum, sums.Maximum);
        for (int start = window.ColumnStart, stop; start < window.ColumnStop; start = stop)
        {
            stop = Math.Min(window.ColumnStop, ((start / PixelLattice.Spacing) + 1) * PixelLattice.Spacing);
            if (isOwned) stop = EndOfRun(nodes, row, start, stop);
            var from = start - window.ColumnStart;
            var run = from..(stop - window.ColumnStart);
            var sum = new CellSum { Observed = fates[run].Length - fates[run].Count((byte)MaskReason.Nodata) };
            if (sum.Observed == 0) continue;
            ValidPixels.AddTo(ref sum, ndvi[run]);
            sums.Whole.Add(sum);
            if (isOwned && CellOf(nodes, row, start) is { } cell) AddTo(ref sums.Cell(cell), sum, ndvi[run], fates[run], codes, from);
        }
    }

    /// <summary>
    /// Where the pixels end that lie in the cell of the first and have its owner. What has changed along a run never changes back, so
    /// halving finds it.
    /// </summary>
    int EndOfRun(PixelLattice.RowOfNodes nodes, int row, int start, int stop)
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
    int? CellOf(PixelLattice.RowOfNodes nodes, int row, int column)
    {
        var (longitude, latitude) = nodes.At(column);
        return owner.Owns(row, column, longitude, latitude) ? cells.CellOf(longitude, latitude) : null;
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
            if (fates[i] == (byte)MaskReason.Nodata) continue;
            var code = codes[(from + i) >> 1];
            if (code == Snow) run.Snow++;
            if (code != Water) continue;
            run.Water++;
            if (fates[i] != (byte)MaskReason.Kept) continue;
            run.Valid--;
            run.Sum -= ndvi[i];
            run.SumSquares -= ndvi[i] * ndvi[i];
        }
    }
}
