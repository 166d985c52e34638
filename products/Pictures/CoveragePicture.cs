using System.Globalization;
using SkiaSharp;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>The coverage of a run: scenes with values by clear share, the rest by class of gap.</summary>
static class CoveragePicture
{
    const float RoomForOutline = 12, RoomForName = 90; // pixels: narrower tiles would be all line, or smaller than their names

    /// <summary>Pixels of the outline of marked scenes.</summary>
    public const float Mark = 4;

    public static Canvas Draw(LedgerDocument ledger, MapFrame frame, Window window, CanvasFont font)
    {
        var layout = MapLayout.Of(frame);
        var classes = CoverageClass.Of(ledger.Rows);
        var legend = new CoverageLegend(classes, layout.PageWidth - MapLayout.Left - MapLayout.Right, layout,
            TileGaps.Of(layout, ledger.Rows).HasGround);
        var figure = new MapFigure(layout, legend.Height, 2, font);
        var (scenes, tiles) = (ledger.Rows.Count(row => row.Status is not null), ledger.Rows.Select(row => row.Tile).Distinct().Count());
        figure.Canvas.Heading(
            MapLayout.Left, $"Coverage, {window.Days}",
            $"{Amount.Of(scenes, "scene")}, {Amount.Of(tiles, "tile")}. {Land(ledger.Land)}");
        DrawFootprints(figure.Canvas, layout, classes);
        figure.Overlay();
        if (classes.Count == 0)
            figure.Canvas.Text(
                "No land tile and no scene lies in the area", layout.PageWidth / 2f, layout.Plot.MidY, Canvas.TextSize, Align.Centre);
        legend.Draw(figure.Canvas, MapLayout.Left, figure.LegendTop);
        figure.Canvas.Foot(MapLayout.Left, $"Run {ledger.RunId}", Labels.Attribution(window, ledger.IsGenerated));
        return figure.Canvas;
    }

    static void DrawFootprints(Canvas canvas, MapLayout layout, IReadOnlyList<CoverageClass> classes)
    {
        var places = new Dictionary<string, SKRect>(StringComparer.Ordinal);
        canvas.Skia.Save();
        canvas.Skia.ClipRect(layout.Plot);
        foreach (var drawn in classes)
        {
            using var outline = new SKPaint
            {
                Color = Canvas.Colour(Palette.Ink).WithAlpha(drawn.IsMarked ? (byte)255 : (byte)110),
                IsStroke = true, StrokeWidth = drawn.IsMarked ? Mark : 1, IsAntialias = true,
            };
            if (drawn.IsHatched) Hatching.Fill(canvas, layout, drawn.Rows.Select(row => row.Geometry));
            foreach (var row in drawn.Rows)
            {
                using var fill = new SKPaint { Color = Canvas.Colour(drawn.ColourOf(row)), IsAntialias = true };
                using var shape = FootprintShape.On(layout, row.Geometry);
                if (!drawn.IsHatched) canvas.Skia.DrawPath(shape, fill);
                if (Math.Min(shape.Bounds.Width, shape.Bounds.Height) >= RoomForOutline) canvas.Skia.DrawPath(shape, outline);
                places[row.Tile] = SKRect.Intersect(shape.Bounds, layout.Plot);
            }
        }
        canvas.Skia.Restore();
        Name(canvas, places);
    }

    static string Land(LandArea land) => string.Create(CultureInfo.InvariantCulture,
        $"Land of these tiles: {SquareKilometres.Text(land.ExpectedKm2)}, observed "
            + $"{100 * land.ObservedShare:0.0} %, clear {100 * land.ClearShare:0.0} %");

    /// <summary>In the middle of the visible part of a tile, if there is room and no other name.</summary>
    static void Name(Canvas canvas, Dictionary<string, SKRect> places)
    {
        var taken = new List<SKRect>();
        foreach (var (tile, place) in places.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var box = SKRect.Create(place.MidX - RoomForName / 2, place.MidY - Canvas.TextSize / 2, RoomForName, Canvas.TextSize);
            if (!place.Contains(box) || taken.Any(box.IntersectsWith)) continue;
            canvas.Fill(box, Palette.Paper, 150); // legible on dark colours too
            canvas.Text(tile, place.MidX, place.MidY + 7, Canvas.SmallSize, Align.Centre);
            taken.Add(box);
        }
    }
}
