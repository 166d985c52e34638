using Vegetation.Core.Indices;

namespace Vegetation.Core.Sums;

/// <summary>
/// The sums of many tiles, cell by cell, in blocks of one degree that are there only where something was seen: the land of the Earth at
/// 0.05 degree takes some 500 MB. Whole numbers: the sums do not depend on the order in which tiles come.
/// </summary>
public sealed class CellBlocks(CellGrid grid, SpectralIndex index)
{
    const int DegreesAround = 360, DegreesDown = 180;
    const uint Signature = 0x326c6c63; // "cll2"

    readonly CellSum[]?[] blocks = new CellSum[]?[DegreesAround * DegreesDown];
    readonly int side = grid.CellsPerDegree;

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
        RequireGrid(document.CellsPerDegree, name);
        if (document.Cells is null) throw new InvalidDataException($"{name} holds no cells"); // JSON without the field
        foreach (var cell in document.Cells)
            if (cell?.Length == CellSum.Figures + 1) Require(SumOf(cell), name);
            else
                throw new InvalidDataException(
                    $"{name} has a cell of {cell?.Length ?? 0} numbers where each has {CellSum.Figures + 1}");
    }

    /// <summary>The sums of one cell; all zero where nothing was seen.</summary>
    public CellSum At(int row, int column) =>
        blocks[BlockOf(row, column)] is { } block ? block[row % side * side + column % side] : default;

    /// <summary>
    /// Writes all cells that were seen: four bytes that say what it is, then as 7-bit groups, low ones first, cells per degree, the number
    /// of cells, and for each its index and its seven sums. The same sums give the same bytes.
    /// </summary>
    public void WriteTo(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write7BitEncodedInt(side);
        writer.Write7BitEncodedInt64(blocks.Sum(block => block?.LongCount(sum => sum.Observed > 0) ?? 0));
        for (var number = 0; number < blocks.Length; number++)
            for (var i = 0; i < blocks[number]?.Length; i++)
                if (blocks[number]![i] is { Observed: > 0 } sum) Write(writer, CellOf(number, i), sum);
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is cut short, goes on, is something else, or cannot be added.</exception>
    public void Read(Stream stream, string name)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadUInt32() != Signature) throw new FormatException("it does not begin as they do");
            RequireGrid(reader.Read7BitEncodedInt(), name);
            var count = reader.Read7BitEncodedInt64();
            for (var i = 0L; i < count; i++) Add((reader.Read7BitEncodedInt64(), Sums(reader)), name);
            if (count < 0 || stream.ReadByte() >= 0) throw new FormatException($"it goes on after {count} cells");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{name} does not hold cell sums: {e.Message}", e);
        }
    }

    static (long Cell, CellSum Sum) SumOf(long[] cell) => (cell[0], CellSum.Of(cell.AsSpan(1)));

    void Add((long Cell, CellSum Sum) seen, string name)
    {
        Require(seen, name);
        var (row, column) = ((int)(seen.Cell / grid.Columns), (int)(seen.Cell % grid.Columns));
        ref var all = ref (blocks[BlockOf(row, column)] ??= new CellSum[side * side])[row % side * side + column % side];
        all.Add(seen.Sum);
        if (!all.IsPossible(index)) throw Impossible(seen, name);
    }

    void Require((long Cell, CellSum Sum) seen, string name)
    {
        var cells = (long)grid.Rows * grid.Columns;
        if (seen.Cell < 0 || seen.Cell >= cells)
            throw new InvalidDataException($"{name} has a cell {seen.Cell}; there are 0 to {cells - 1}");
        if (!seen.Sum.IsPossible(index)) throw Impossible(seen, name);
    }

    static InvalidDataException Impossible((long Cell, CellSum Sum) seen, string name) => new(
        $"{name} has sums in cell {seen.Cell} that no pixels can have: "
        + $"{seen.Sum.Valid} valid of {seen.Sum.Clear} clear of {seen.Sum.Observed}, sum {seen.Sum.Sum}, "
        + $"squares {seen.Sum.SumSquares}, {seen.Sum.Snow} snow, {seen.Sum.Water} water");

    void RequireGrid(int cellsPerDegree, string name)
    {
        if (cellsPerDegree != side)
            throw new InvalidDataException($"{name} has {cellsPerDegree} cells a degree where the run has {side}");
    }

    int BlockOf(int row, int column) => row / side * DegreesAround + column / side;

    long CellOf(int block, int place) =>
        ((long)(block / DegreesAround) * side + place / side) * grid.Columns + (long)(block % DegreesAround) * side + place % side;

    static void Write(BinaryWriter writer, long cell, in CellSum sum)
    {
        writer.Write7BitEncodedInt64(cell);
        Span<long> figures = stackalloc long[CellSum.Figures];
        sum.CopyTo(figures);
        foreach (var figure in figures) writer.Write7BitEncodedInt64(figure);
    }

    static CellSum Sums(BinaryReader reader)
    {
        Span<long> figures = stackalloc long[CellSum.Figures];
        for (var i = 0; i < figures.Length; i++) figures[i] = reader.Read7BitEncodedInt64();
        return CellSum.Of(figures);
    }
}
