using Vegetation.Core.Requests;

namespace Vegetation.Core.Sums;

/// <summary>
/// The part of a cell grid that a map shows, north up. It follows from the area alone, so that the maps of all weeks lie on one grid: the
/// whole Earth for areas wider than 180 degrees, for all others their box, widened to whole cells. A box across the antimeridian runs on
/// past 180.
/// </summary>
/// <param name="Left">The grid's column of the map's first; columns of the map beyond the grid's last go on at its first.</param>
/// <param name="Top">The grid's row of the map's first.</param>
public readonly record struct MapFrame(CellGrid Grid, int Left, int Top, int Columns, int Rows)
{
    const double WidestBox = 180;
    const double Slack = 1e-9; // degrees: a side that lies on a line between cells does not reach into the next

    public double West => Degrees(Left - Grid.Columns / 2);
    public double North => Degrees(Grid.Rows / 2 - Top);
    public double East => Degrees(Left + Columns - Grid.Columns / 2);
    public double South => Degrees(Grid.Rows / 2 - Top - Rows);

    public static MapFrame Of(Area area, CellGrid grid)
    {
        var (west, south, east, north) = area.Box;
        if (east - west > WidestBox) return new(grid, 0, 0, grid.Columns, grid.Rows);
        var (left, right) = Cells(west + 180, east + 180, grid.CellsPerDegree, grid.Columns);
        var (top, bottom) = Cells(90 - north, 90 - south, grid.CellsPerDegree, grid.Rows);
        return new(grid, left, top, right - left, bottom - top);
    }

    /// <summary>The grid's cell at a place of the map.</summary>
    public (int Row, int Column) CellAt(int row, int column) => (Top + row, (Left + column) % Grid.Columns);

    /// <summary>Rounded once, so that a side is the nearest number to what one would write.</summary>
    double Degrees(int cells) => (double)cells / Grid.CellsPerDegree;

    /// <summary>At least one cell, which begins within the grid.</summary>
    static (int First, int End) Cells(double from, double to, int cellsPerDegree, int cells)
    {
        var first = Math.Min((int)Math.Floor((from + Slack) * cellsPerDegree), cells - 1);
        return (first, Math.Max(first + 1, (int)Math.Ceiling((to - Slack) * cellsPerDegree)));
    }
}
