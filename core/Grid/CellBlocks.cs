namespace Vegetation.Core.Grid;

/// <summary>
/// The sums of many tiles, cell by cell, in blocks of one degree that are there only where something was seen: the land of the Earth at 0.05 degree
/// takes some 400 MB. Whole numbers: the sums do not depend on the order in which tiles come.
/// </summary>
public sealed class CellBlocks(CellGrid grid)
{
    readonly SortedDictionary<int, CellSum[]> blocks = [];
    readonly int side = grid.CellsPerDegree;

    public CellGrid Grid => grid;

    /// <exception cref="InvalidDataException">Another grid's sums, a cell that is none, a negative count.</exception>
    public void Add(CellsDocument document)
    {
        if (document.CellsPerDegree != grid.CellsPerDegree)
            throw new InvalidDataException($"cells of 1/{document.CellsPerDegree} degree where the run has 1/{grid.CellsPerDegree}");
        foreach (var cell in document.Cells)
        {
            if (cell is not [var index, var observed, var valid, var sum, var squares, var snow, var water]) throw new InvalidDataException("a cell has seven numbers");
            Add(index, new CellSum { Observed = observed, Valid = valid, Sum = sum, SumSquares = squares, Snow = snow, Water = water });
        }
    }

    /// <summary>The sums of one cell; all zero where nothing was seen.</summary>
    public CellSum At(int row, int column) =>
        blocks.TryGetValue(BlockOf(row, column), out var block) ? block[row % side * side + column % side] : default;

    /// <summary>Writes all cells that were seen: cells per degree, their number, and for each its index and its six sums, as 7-bit groups.</summary>
    public void WriteTo(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write7BitEncodedInt(grid.CellsPerDegree);
        writer.Write7BitEncodedInt64(blocks.Values.Sum(block => (long)block.Count(sum => sum.Observed > 0)));
        foreach (var (number, block) in blocks)
            for (var i = 0; i < block.Length; i++)
                if (block[i].Observed > 0) Write(writer, CellOf(number, i), block[i]);
    }

    /// <summary>Adds what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is cut short or is something else.</exception>
    public void Read(Stream stream, string name)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.Read7BitEncodedInt() is var cells && cells != grid.CellsPerDegree)
                throw new InvalidDataException($"cells of 1/{cells} degree where the run has 1/{grid.CellsPerDegree}");
            for (var left = reader.Read7BitEncodedInt64(); left > 0; left--) Add(reader.Read7BitEncodedInt64(), Sums(reader));
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or InvalidDataException)
        {
            throw new InvalidDataException($"{name} does not hold cell sums: {e.Message}", e);
        }
    }

    void Add(long index, in CellSum sum)
    {
        if (index < 0 || index >= (long)grid.Rows * grid.Columns) throw new InvalidDataException($"there is no cell {index}");
        if (sum.Valid < 0 || sum.Observed < sum.Valid || sum.SumSquares < 0) throw new InvalidDataException($"cell {index}: {sum.Valid} valid of {sum.Observed} observed pixels");
        var (row, column) = ((int)(index / grid.Columns), (int)(index % grid.Columns));
        var number = BlockOf(row, column);
        if (!blocks.TryGetValue(number, out var block)) blocks[number] = block = new CellSum[side * side];
        block[row % side * side + column % side].Add(sum);
    }

    int BlockOf(int row, int column) => row / side * 360 + column / side;

    long CellOf(int block, int index) => ((long)(block / 360) * side + index / side) * grid.Columns + (long)(block % 360) * side + index % side;

    static void Write(BinaryWriter writer, long cell, in CellSum sum)
    {
        foreach (var value in (ReadOnlySpan<long>)[cell, sum.Observed, sum.Valid, sum.Sum, sum.SumSquares, sum.Snow, sum.Water])
            writer.Write7BitEncodedInt64(value);
    }

    static CellSum Sums(BinaryReader reader) => new()
    {
        Observed = reader.Read7BitEncodedInt64(), Valid = reader.Read7BitEncodedInt64(), Sum = reader.Read7BitEncodedInt64(),
        SumSquares = reader.Read7BitEncodedInt64(), Snow = reader.Read7BitEncodedInt64(), Water = reader.Read7BitEncodedInt64(),
    };
}
