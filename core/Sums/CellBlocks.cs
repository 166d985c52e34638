using Vegetation.Core.Indices;

namespace Vegetation.Core.Sums;

/// <summary>
/// The sums of many tiles, cell by cell, in blocks of one degree that are there only where something was seen: the land of the Earth at
/// 0.05 degree takes some 500 MB. Whole numbers: the sums do not depend on the order in which tiles come.
/// </summary>
public sealed class CellBlocks(CellGrid grid, SpectralIndex index)
{
    readonly DegreeBlocks<CellSum> blocks = new(grid);

    public CellGrid Grid => grid;
    public SpectralIndex Index => index;

    /// <param name="name">What is added, for errors.</param>
    /// <exception cref="InvalidDataException">As <see cref="Require(CellsDocument, string)"/>; nothing is added then.</exception>
    public void Add(CellsDocument document, string name)
    {
        Require(document, name);
        foreach (var cell in document.Cells) Add(SumOf(cell), name);
    }

    /// <exception cref="InvalidDataException">The sums are of another grid, or a cell is outside it, malformed or impossible.</exception>
    public void Require(CellsDocument document, string name)
    {
        grid.Require(document.CellsPerDegree, name);
        if (document.Cells is null) throw new InvalidDataException($"{name} holds no cells"); // JSON without the field
        foreach (var cell in document.Cells)
            if (cell?.Length == CellSum.Figures + 1) Require(SumOf(cell), name);
            else
                throw new InvalidDataException(
                    $"{name} has a cell of {cell?.Length ?? 0} numbers where each has {CellSum.Figures + 1}");
    }

    /// <summary>The sums of one cell; all zero where nothing was seen.</summary>
    public CellSum At(int row, int column) => blocks.At(row, column);

    /// <summary>Writes all cells that were seen, as a <see cref="CellStream"/>.</summary>
    public void WriteTo(Stream stream) => CellStream.Write(stream, grid, Seen().LongCount(), Seen());

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is cut short, goes on, is something else, or cannot be added.</exception>
    public void Read(Stream stream, string name) => CellStream.Read(stream, grid, name, (cell, sum) => Add((cell, sum), name));

    /// <summary>All cells in which something was observed, ascending.</summary>
    public IEnumerable<(long Cell, CellSum Sum)> Seen() => blocks.All().Where(cell => cell.Value.Observed > 0);

    static (long Cell, CellSum Sum) SumOf(long[] cell) => (cell[0], CellSum.Of(cell.AsSpan(1)));

    void Add((long Cell, CellSum Sum) seen, string name)
    {
        Require(seen, name);
        ref var all = ref blocks.Of(seen.Cell);
        all.Add(seen.Sum);
        if (!all.IsPossible(index)) throw Impossible(seen, name);
    }

    void Require((long Cell, CellSum Sum) seen, string name)
    {
        grid.RequireCell(seen.Cell, name);
        if (!seen.Sum.IsPossible(index)) throw Impossible(seen, name);
    }

    static InvalidDataException Impossible((long Cell, CellSum Sum) seen, string name) => new(
        $"{name} has sums in cell {seen.Cell} that no pixels can have: "
        + $"{seen.Sum.Valid} valid of {seen.Sum.Clear} clear of {seen.Sum.Observed}, sum {seen.Sum.Sum}, "
        + $"squares {seen.Sum.SumSquares}, {seen.Sum.Snow} snow, {seen.Sum.Water} water");
}
