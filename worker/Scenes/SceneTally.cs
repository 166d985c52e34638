using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Units;

namespace Vegetation.Worker.Scenes;

/// <summary>Counts the rows of a scene's NDVI: fates, cells of the world grid and the gates' histograms.</summary>
internal sealed class SceneTally(SceneGrid grid, WorkUnit unit)
{
    readonly CellTally cells = new(
        PixelLattice.LonLat(grid.Pixels),
        new PixelOwner(grid.Pixels, Tile.Parse(unit.Scene.Tile), unit.Neighbours.Select(Tile.Parse)),
        new CellGrid(unit.CellsPerDegree));

    /// <param name="ndvi">NDVI x 10000 or nodata of the window's row; fates as many; codes of its 20 m pixels.</param>
    public void Add(PixelWindow window, int row, ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes, SceneSums sums)
    {
        sums.CountFates(fates);
        cells.Add(window, row, ndvi, fates, codes, sums);
        if (row % 2 == 0) CountGates(ndvi, codes, sums.Gates);
    }

    static void CountGates(ReadOnlySpan<short> ndvi, ReadOnlySpan<byte> codes, QualityGates gates)
    {
        for (var column = 0; column < ndvi.Length; column += 2)
            if (ndvi[column] != SpectralIndex.Nodata) gates.Count(ndvi[column], codes[column >> 1]);
    }
}
