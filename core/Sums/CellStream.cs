namespace Vegetation.Core.Sums;

/// <summary>
/// Sums of cells as bytes: four that say what it is, then as 7-bit groups, low ones first, cells per degree, the number of cells, and for
/// each its index in the grid and its seven sums. The same sums in the same order give the same bytes.
/// </summary>
static class CellStream
{
    const uint Signature = 0x326c6c63; // "cll2"

    public static void Write(Stream stream, CellGrid grid, long count, IEnumerable<(long Cell, CellSum Sum)> cells)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Signature);
        writer.Write7BitEncodedInt(grid.CellsPerDegree);
        writer.Write7BitEncodedInt64(count);
        Span<long> figures = stackalloc long[CellSum.Figures];
        foreach (var (cell, sum) in cells)
        {
            writer.Write7BitEncodedInt64(cell);
            sum.CopyTo(figures);
            foreach (var figure in figures) writer.Write7BitEncodedInt64(figure);
        }
    }

    /// <summary>Hands out each cell, which may be anything: nothing but the form is checked.</summary>
    /// <param name="name">What is read, for errors.</param>
    /// <exception cref="InvalidDataException">It is cut short, goes on, is something else, or of another grid.</exception>
    public static void Read(Stream stream, CellGrid grid, string name, Action<long, CellSum> add)
    {
        var reader = new SevenBitReader(stream);
        try
        {
            if (reader.ReadUInt32() != Signature) throw new FormatException("it does not begin as they do");
            grid.Require(reader.Read(), name);
            var count = reader.Read();
            Span<long> figures = stackalloc long[CellSum.Figures];
            for (var i = 0L; i < count; i++)
            {
                var cell = reader.Read();
                foreach (ref var figure in figures) figure = reader.Read();
                add(cell, CellSum.Of(figures));
            }
            if (count < 0 || !reader.IsAtEnd) throw new FormatException($"it goes on after {count} cells");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{name} does not hold cell sums: {e.Message}", e);
        }
    }
}
