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
        for (var row = 0; row < grid.Rows; row++)
            for (var left = 0; left < DegreesAround; left++)
            {
                if (blocks[row / side * DegreesAround + left] is not { } block) continue;
                for (var column = 0; column < side; column++)
                    yield return ((long)row * grid.Columns + left * side + column, block[row % side * side + column]);
            }
    }

    int BlockOf(int row, int column) => row / side * DegreesAround + column / side;

    int PlaceOf(int row, int column) => row % side * side + column % side;
}
