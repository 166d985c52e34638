using System.Globalization;
using SkiaSharp;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>Where a run looked: what was processed by how clear it was, all else by why it was not.</summary>
static class CoveragePicture
{
    const float RoomForOutline = 12, RoomForName = 90; // pixels: narrower tiles would be all line, or smaller than their names

    /// <summary>Pixels of the outline of marked scenes.</summary>
    public const float Mark = 4;

    public static Page Draw(LedgerDocument ledger, MapFrame frame, Window window, PageFont font)
    {
        var layout = MapLayout.Of(frame);
        var classes = CoverageClass.Of(ledger.Rows);
        var legend = new CoverageLegend(classes, layout.PageWidth - MapLayout.Left - MapLayout.Right);
        var sheet = new MapSheet(layout, legend.Height, 2, font);
        var (scenes, tiles) = (ledger.Rows.Count(row => row.Status is not null), ledger.Rows.Select(row => row.Tile).Distinct().Count());
        sheet.Title($"Coverage, {window}", $"{Words.Count(scenes)} scenes, {Words.Count(tiles)} tiles. {Land(ledger.Land)}");
        DrawFootprints(sheet.Page, layout, classes);
        sheet.Graticule();
        if (classes.Count == 0) sheet.Page.Text("No land tile and no scene lies in the area", layout.PageWidth / 2f, layout.Plot.MidY, Page.TextSize, Align.Centre);
        legend.Draw(sheet.Page, MapLayout.Left, sheet.LegendTop);
        sheet.Page.Foot(MapLayout.Left, $"Run {ledger.RunId}", Words.Attribution(window));
        return sheet.Page;
    }

    static void DrawFootprints(Page page, MapLayout layout, IReadOnlyList<CoverageClass> classes)
    {
        var places = new Dictionary<string, SKRect>(StringComparer.Ordinal);
        page.Canvas.Save();
        page.Canvas.ClipRect(layout.Plot);
        foreach (var drawn in classes)
        {
            using var outline = new SKPaint
            {
                Color = Page.Colour(Palette.Ink).WithAlpha(drawn.IsMarked ? (byte)255 : (byte)110),
                IsStroke = true, StrokeWidth = drawn.IsMarked ? Mark : 1, IsAntialias = true,
            };
            foreach (var row in drawn.Rows)
            {
                using var fill = new SKPaint { Color = Page.Colour(drawn.ColourOf(row)), IsAntialias = true };
                using var shape = FootprintShape.On(layout, row.Footprint);
                page.Canvas.DrawPath(shape, fill);
                if (Math.Min(shape.Bounds.Width, shape.Bounds.Height) >= RoomForOutline) page.Canvas.DrawPath(shape, outline);
                places[row.Tile] = SKRect.Intersect(shape.Bounds, layout.Plot);
            }
        }
        page.Canvas.Restore();
        Name(page, places);
    }

    static string Land(LandArea land) => string.Create(CultureInfo.InvariantCulture,
        $"Their land: {Words.Area(land.ExpectedKm2)}, observed {100 * land.ObservedShare:0.0} %, clear {100 * land.ClearShare:0.0} %");

    /// <summary>In the middle of what is seen of a tile, where there is room and no other name.</summary>
    static void Name(Page page, Dictionary<string, SKRect> places)
    {
        var taken = new List<SKRect>();
        foreach (var (tile, place) in places.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var box = SKRect.Create(place.MidX - RoomForName / 2, place.MidY - Page.TextSize / 2, RoomForName, Page.TextSize);
            if (!place.Contains(box) || taken.Any(box.IntersectsWith)) continue;
            page.Fill(box, Palette.Paper, 150); // legible on dark colours too
            page.Text(tile, place.MidX, place.MidY + 7, Page.SmallSize, Align.Centre);
            taken.Add(box);
        }
    }
}
