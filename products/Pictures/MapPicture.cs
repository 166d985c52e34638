using SkiaSharp;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The map as a picture for a page or a slide.</summary>
static class MapPicture
{
    /// <param name="rows">Of the ledger: the tiles, for what lies between the values.</param>
    public static Canvas Draw(WorldMap map, string runId, Window window, CanvasFont font, IReadOnlyList<LedgerRow>? rows = null)
    {
        var layout = MapLayout.Of(map.Frame);
        var figure = new MapFigure(layout, RampLegend.Height + GapLegend.TotalHeight, 2, font);
        var index = map.Mapped.Index;
        figure.Canvas.Heading(MapLayout.Left, $"{index.Label}, {window.Days}",
            $"Mean of all clear land pixels{(map.Mapped.IsGenerated ? "" : ", Sentinel-2")}, in cells of "
                + $"{Labels.Number(map.Frame.Grid.CellDegrees)}°; water excluded" + map.Mapped.Note);
        Place(figure.Canvas, layout, RasterImage.Of(map, layout.Plot.Width, layout.Plot.Height), map, rows ?? []);
        figure.Overlay();
        RampLegend.Draw(
            figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, index.Label, index.Ramp.Ramp, 0.2, v => Labels.Number(v, "0.0"),
            apart: index.Ramp.BelowZero is { } below ? (below, "below 0") : null);
        GapLegend.Draw(figure.Canvas, layout.PageWidth / 2f, figure.LegendTop + RampLegend.Height, isCompared: false);
        figure.Canvas.Foot(MapLayout.Left, $"Run {runId}", Labels.Attribution(window, map.Mapped.IsGenerated));
        return figure.Canvas;
    }

    /// <summary>Values over the gaps of <paramref name="map"/> and of the tiles.</summary>
    public static void Place(Canvas canvas, MapLayout layout, RasterImage values, WorldMap map, IReadOnlyList<LedgerRow> rows)
    {
        TileGaps.Draw(canvas, layout, rows);
        using var image = values.Over(CellGaps.Of(map, values.Width, values.Height)).ToImage();
        using var pattern = image.ToShader();
        using var paint = new SKPaint { Shader = pattern };
        canvas.Skia.Save();
        canvas.Skia.Translate(layout.Plot.Left, layout.Plot.Top);
        canvas.Skia.DrawRect(0, 0, image.Width, image.Height, paint);
        canvas.Skia.Restore();
    }
}
