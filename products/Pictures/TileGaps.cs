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
        Hatching.Fill(canvas, layout, rows.Select(row => row.Geometry));
        var open = rows.GroupBy(row => row.Tile).Where(tile => tile.All(row => GapClass.Of(row) is not null)).SelectMany(tile => tile);
        foreach (var drawn in CoverageClass.Of(open).Where(gap => !gap.IsHatched))
        {
            using var shape = FootprintShape.OnAll(layout, drawn.Rows.Select(row => row.Geometry));
            using var fill = new SKPaint { Color = Canvas.Colour(drawn.Gap!.Colour), IsAntialias = true };
            canvas.Skia.DrawPath(shape, fill);
        }
        canvas.Skia.Restore();
    }
}
