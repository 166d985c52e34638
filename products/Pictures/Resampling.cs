using System.Numerics;

namespace Vegetation.Products.Pictures;

/// <summary>Cells brought to the size of a picture.</summary>
static class Resampling
{
    const double Slack = 1e-9; // of a cell: what rounding leaves of a cell that only touches a pixel

    /// <summary>
    /// Each pixel is the mean of the cells under it, by the share of each that it covers; cells without a value do not count, and a pixel
    /// with at least one has a value. No cell is skipped: a picture of the Earth shows what only a few cells hold.
    /// </summary>
    /// <param name="cells">Rows of so many columns.</param>
    /// <returns>Height rows of width values, NaN where there is none.</returns>
    public static float[] Mean<T>(T[] cells, int columns, T nodata, int width, int height) where T : INumber<T>
    {
        var rows = cells.Length / columns;
        var pixels = new float[width * height];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
                pixels[y * width + x] = Mean(cells, columns, nodata, Span(x, width, columns), Span(y, height, rows));
        });
        return pixels;
    }

    static float Mean<T>(T[] cells, int columns, T nodata, (double From, double To) across, (double From, double To) down)
        where T : INumber<T>
    {
        var (sum, weight) = (0.0, 0.0);
        for (var row = (int)down.From; row < down.To; row++)
        {
            var high = Overlap(row, down);
            for (var column = (int)across.From; column < across.To; column++)
            {
                var cell = cells[row * columns + column];
                if (cell == nodata) continue;
                var share = high * Overlap(column, across);
                (sum, weight) = (sum + share * double.CreateTruncating(cell), weight + share);
            }
        }
        return weight == 0 ? float.NaN : (float)(sum / weight);
    }

    /// <summary>The cells under a pixel.</summary>
    static (double From, double To) Span(int pixel, int pixels, int cells) =>
        ((double)pixel * cells / pixels + Slack, (double)(pixel + 1) * cells / pixels - Slack);

    static double Overlap(int cell, (double From, double To) span) => Math.Min(cell + 1, span.To) - Math.Max(cell, span.From);
}
