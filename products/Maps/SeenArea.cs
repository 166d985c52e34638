using Vegetation.Core.Sums;

namespace Vegetation.Products.Maps;

/// <summary>Areas of cells and of their clear parts, in square kilometres.</summary>
static class SeenArea
{
    const double EarthRadiusKilometres = 6371.0072; // of the sphere with the surface of WGS 84

    /// <summary>Of a cell in a row of the map: it shrinks with the cosine of latitude.</summary>
    public static double OfCell(MapFrame frame, int row)
    {
        var (radian, cell) = (Math.PI / 180, frame.Grid.CellDegrees);
        var north = frame.North - row * cell;
        return EarthRadiusKilometres * EarthRadiusKilometres * cell * radian * (
            Math.Sin(north * radian) - Math.Sin((north - cell) * radian));
    }

    /// <summary>
    /// A part of a cell: its area by the share of its observed pixels that are valid, or clear. Not the number of pixels, which counts
    /// ground twice that was observed twice and is an area only if pixels are 10 m; the trade-off is that a cell at the edge of a swath
    /// counts as if all of it had been observed.
    /// </summary>
    /// <param name="share">x 10000, as the map has it.</param>
    public static double OfShare(int share, double cell) => cell * share / 10000;
}
