using System.Runtime.CompilerServices;

namespace Vegetation.Core.Sums;

/// <summary>A grid of square latitude/longitude cells over the whole Earth; row 0 starts at 90 N, column 0 at 180 W.</summary>
/// <param name="CellsPerDegree">20 is 0.05 degree, the grid of MOD13C1.</param>
public readonly record struct CellGrid(int CellsPerDegree)
{
    public int Columns => 360 * CellsPerDegree;
    public int Rows => 180 * CellsPerDegree;
    public double CellDegrees => 1.0 / CellsPerDegree;

    /// <summary>The cell of a position, as row x Columns + column. Longitude 180 is -180; the south pole is in the last row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CellOf(double longitude, double latitude)
    {
        var column = (int)Math.Floor((longitude + 180) * CellsPerDegree) % Columns;
        var row = (int)Math.Floor((90 - latitude) * CellsPerDegree);
        return Math.Clamp(row, 0, Rows - 1) * Columns + (column < 0 ? column + Columns : column);
    }

    /// <exception cref="InvalidDataException">Something is of another grid.</exception>
    internal void Require(long cellsPerDegree, string name)
    {
        if (cellsPerDegree != CellsPerDegree)
            throw new InvalidDataException($"{name} has {cellsPerDegree} cells a degree where the run has {CellsPerDegree}");
    }

    /// <exception cref="InvalidDataException">There is no such cell.</exception>
    internal void RequireCell(long cell, string name)
    {
        var cells = (long)Rows * Columns;
        if (cell < 0 || cell >= cells) throw new InvalidDataException($"{name} has a cell {cell}; there are 0 to {cells - 1}");
    }
}
