using Vegetation.Core.Grid;
using Vegetation.Functions.Aggregation.Maps;

namespace Vegetation.Functions.Aggregation.Pictures;

/// <summary>Areas of cells and of what was seen of them, in square kilometres.</summary>
static class SeenArea
{
    const double EarthRadiusKilometres = 6371.0072; // of the sphere with the surface of WGS 84
    const double PixelSquareKilometres = 0.0001; // 10 m by 10 m

    /// <summary>Of a cell in a row of the map: it shrinks with the cosine of latitude.</summary>
    public static double OfCell(MapFrame frame, int row)
    {
        var (radian, cell) = (Math.PI / 180, frame.Grid.CellDegrees);
        var north = frame.North - row * cell;
        return EarthRadiusKilometres * EarthRadiusKilometres * cell * radian * (Math.Sin(north * radian) - Math.Sin((north - cell) * radian));
    }

    /// <summary>
    /// Of the valid pixels of a cell, and never more than the cell has: where all captures are asked for, the same ground was seen several times. Valid pixels need no
    /// cosine: each is as large as any other, and a cell far north holds fewer of them.
    /// </summary>
    public static double OfClear(int validPixels, double cell) => Math.Min(Math.Max(0, validPixels) * PixelSquareKilometres, cell);
}
