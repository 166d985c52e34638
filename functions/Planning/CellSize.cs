using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Planning;

/// <summary>
/// The world map's cells: 0.05 degree for a world, finer for smaller areas, so that the map has about as many cells a side as a screen, and
/// at coarse resolutions no finer than some pixels, which lie in a cell whole.
/// </summary>
internal static class CellSize
{
    const int MaxCells = 1600, LeastPixels = 25;
    const double MetresPerDegree = 111_320; // along a meridian

    static readonly int[] CellsPerDegree = [200, 100, 50];

    /// <summary>The cells of MOD13C1, for areas too wide for anything finer.</summary>
    public const int World = 20;

    /// <param name="resolution">Metres of a pixel.</param>
    public static int For(Area area, int resolution)
    {
        var (west, south, east, north) = area.Box;
        return CellsPerDegree.FirstOrDefault(
            n => Math.Max(east - west, north - south) * n <= MaxCells && MetresPerDegree / n >= LeastPixels * resolution, World);
    }
}
