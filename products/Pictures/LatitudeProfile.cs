using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The observations in a band of latitude.</summary>
/// <param name="Mean">Of the index over the clear land; NaN where there is none.</param>
/// <param name="StandardDeviation">Of the index over the pixels of that area, within cells and between them.</param>
/// <param name="ClearShare">
/// Clear of all observed pixels, water among them, each cell by its area, 0..1; NaN where nothing was observed.
/// </param>
sealed record LatitudeBand(double North, double South, double Mean, double StandardDeviation, double ClearShare);

/// <summary>Bands of latitude, from north to south.</summary>
static class LatitudeProfile
{
    const int MostBands = 90;

    public static IReadOnlyList<LatitudeBand> Of(WorldMap map)
    {
        var rows = RowsABand(map.Frame);
        return [.. Enumerable.Range(0, (map.Frame.Rows + rows - 1) / rows)
            .Select(band => Band(map, band * rows, Math.Min((band + 1) * rows, map.Frame.Rows)))];
    }

    static int RowsABand(MapFrame frame) => new[] { 1, 2, 4, 5, 10, 20, 40 }.FirstOrDefault(rows => frame.Rows <= MostBands * rows, 100);

    static LatitudeBand Band(WorldMap map, int rowStart, int rowStop)
    {
        var (frame, clear, sum, squares, seen, shares) = (map.Frame, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var row = rowStart; row < rowStop; row++)
        {
            var cell = SeenArea.OfCell(frame, row);
            for (var i = row * frame.Columns; i < (row + 1) * frame.Columns; i++)
            {
                if (map.ClearShare[i] == WorldMap.Nodata) continue;
                (seen, shares) = (seen + cell, shares + SeenArea.OfShare(map.ClearShare[i], cell));
                if (map.Mean[i] == WorldMap.Nodata) continue;
                var area = SeenArea.OfShare(map.ValidShare[i], cell);
                var (mean, deviation) = (map.Mean[i] * SpectralIndex.Scale, map.StandardDeviation[i] * SpectralIndex.Scale);
                (clear, sum, squares) = (clear + area, sum + area * mean, squares + area * (mean * mean + deviation * deviation));
            }
        }
        var variance = squares / clear - sum / clear * (sum / clear);
        return new(frame.North - rowStart * frame.Grid.CellDegrees, frame.North - rowStop * frame.Grid.CellDegrees, sum / clear,
            Math.Sqrt(Math.Max(0, variance)), shares / seen);
    }
}
