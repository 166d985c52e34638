namespace Vegetation.Core.Sums;

/// <summary>A value for each cell of a grid, in blocks of one degree that are there only where something was set.</summary>
sealed class DegreeBlocks<T>(CellGrid grid) where T : struct
{
    const int DegreesAround = 360, DegreesDown = 180;

    readonly T[]?[] blocks = new T[]?[DegreesAround * DegreesDown];
    readonly int side = grid.CellsPerDegree;

    /// <summary>The default where nothing was set.</summary>
    public T At(int row, int column) => blocks[BlockOf(row, column)] is { } block ? block[PlaceOf(row, column)] : default;

    /// <summary>To be set.</summary>
    /// <param name="cell">Its index in the grid.</param>
    public ref T Of(long cell)
    {
        var (row, column) = ((int)(cell / grid.Columns), (int)(cell % grid.Columns));
        return ref (blocks[BlockOf(row, column)] ??= new T[side * side])[PlaceOf(row, column)];
    }

    /// <summary>Each cell of the blocks that are there, set or not, ascending.</summary>
    public IEnumerable<(long Cell, T Value)> All()
    {
        for (var band = 0; band < DegreesDown; band++)
        {
            // Most bands have no block, and fine grids many rows a band.
            var there = Enumerable.Range(band * DegreesAround, DegreesAround).Where(number => blocks[number] is not null).ToArray();
            for (var place = 0; there.Length > 0 && place < side * side; place += side)
                foreach (var number in there)
                    for (var column = 0; column < side; column++)
                        yield return (CellOf(number, place + column), blocks[number]![place + column]);
        }
    }

    int BlockOf(int row, int column) => row / side * DegreesAround + column / side;

    int PlaceOf(int row, int column) => row % side * side + column % side;

    long CellOf(int block, int place) =>
        ((long)(block / DegreesAround) * side + place / side) * grid.Columns + (long)(block % DegreesAround) * side + place % side;
}
