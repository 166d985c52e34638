using Vegetation.Core.Requests;

namespace Vegetation.Functions.Planning;

/// <summary>The world map's cells: 0.05 degree for a world, finer for smaller areas, so that the map has about as many cells across as a screen.</summary>
public static class CellSize
{
    const int MaxColumns = 1600;
    static readonly int[] CellsPerDegree = [200, 100, 50];

    /// <summary>The cells of MOD13C1, for areas too wide for anything finer.</summary>
    public const int World = 20;

    public static int For(Area area)
    {
        var (west, _, east, _) = area.Bounds;
        return CellsPerDegree.FirstOrDefault(n => (east - west) * n <= MaxColumns, World);
    }
}
