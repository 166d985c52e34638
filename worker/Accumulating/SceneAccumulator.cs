using Vegetation.Core.Work;
using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>Counts the rows of an index: reasons, cells of the world grid, zones and the gates' histograms.</summary>
internal sealed class SceneAccumulator
{
    readonly WorkingGrid grid;
    readonly CellAccumulator cells;
    readonly ZoneAccumulator? zones;

    public SceneAccumulator(WorkingGrid grid, WorkUnit unit, int threads)
    {
        this.grid = grid;
        var runs = new OwnedRuns(
            GeolocationGrid.LonLat(grid.Pixels),
            new PixelOwner(grid.Pixels, Tile.Parse(unit.Scene.Tile), unit.Neighbours.Select(Tile.Parse)),
            new CellGrid(unit.CellsPerDegree));
        cells = new(runs);
        zones = unit.Zones is { } of ? new(grid, of, runs, threads) : null;
    }

    /// <param name="values">The index x 10000 or nodata of the window's row; reasons as many.</param>
    public void Add(
        PixelWindow window, int row, ReadOnlySpan<short> values, ReadOnlySpan<byte> reasons, RowClasses classes, IndexSums sums)
    {
        sums.Pixels.Count(reasons);
        cells.Add(window, row, values, reasons, classes, sums);
        zones?.Add(window, row, values, reasons, classes, sums);
        if (row % grid.ClassRatio == 0) sums.Gates.Count(values, classes.Codes, grid.ClassRatio);
    }
}
