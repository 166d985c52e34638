using NetTopologySuite.Geometries;
using SkiaSharp;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>
/// The ground under a map's values: land tiles are hatched, as what no scene has seen, and those without any values have the colour of
/// their gap. What is no land tile stays empty.
/// </summary>
static class TileGaps
{
    public static void Draw(Canvas canvas, MapLayout layout, IReadOnlyList<LedgerRow> rows)
    {
        canvas.Skia.Save();
        canvas.Skia.ClipRect(layout.Plot);
        foreach (var (gap, footprints) in Of(rows))
            if (gap.IsHatched) Hatching.Fill(canvas, layout, footprints);
            else Fill(canvas.Skia, layout, gap, footprints, isSmooth: true);
        canvas.Skia.Restore();
    }

    /// <returns>The same as large as the plot, with each gap in its colour, what is hatched too.</returns>
    public static RasterImage Of(MapLayout layout, IReadOnlyList<LedgerRow> rows)
    {
        using var pixels = new SKBitmap(layout.Plot.Width, layout.Plot.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        pixels.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(pixels);
        canvas.Translate(-layout.Plot.Left, -layout.Plot.Top);
        foreach (var (gap, footprints) in Of(rows)) Fill(canvas, layout, gap, footprints, isSmooth: false);
        return new(pixels.Width, pixels.Height, pixels.Bytes);
    }

    /// <summary>In the order in which they are drawn: of all tiles what was not observed first.</summary>
    static IEnumerable<(GapClass Gap, IEnumerable<Geometry?> Footprints)> Of(IReadOnlyList<LedgerRow> rows)
    {
        var open = rows.GroupBy(row => row.Tile).Where(tile => tile.All(row => GapClass.Of(row) is not null)).SelectMany(tile => tile);
        return
        [
            (GapClass.NotObserved, rows.Select(row => row.Geometry)),
            .. from drawn in CoverageClass.Of(open)
               where !drawn.IsHatched
               select (drawn.Gap!, drawn.Rows.Select(row => row.Geometry)),
        ];
    }

    static void Fill(SKCanvas canvas, MapLayout layout, GapClass gap, IEnumerable<Geometry?> footprints, bool isSmooth)
    {
        using var shape = FootprintShape.OnAll(layout, footprints);
        using var fill = new SKPaint { Color = Canvas.Colour(gap.Colour), IsAntialias = isSmooth };
        canvas.DrawPath(shape, fill);
    }
}
