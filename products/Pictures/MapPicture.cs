using SkiaSharp;
using Vegetation.Core.Requests;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The map as a picture for a page or a slide.</summary>
static class MapPicture
{
    public static Canvas Draw(WorldMap map, string runId, Window window, CanvasFont font)
    {
        var layout = MapLayout.Of(map.Frame);
        var figure = new MapFigure(layout, RampLegend.Height, 2, font);
        var index = map.Mapped.Index;
        figure.Canvas.Heading(MapLayout.Left, $"{index.Label}, {window.Days}",
            $"Mean of all clear pixels of land{(map.Mapped.IsGenerated ? "" : ", Sentinel-2")}, in cells of "
                + $"{Labels.Number(map.Frame.Grid.CellDegrees)}°; water is left out" + map.Mapped.Note);
        Place(figure.Canvas, layout, RasterImage.Of(map, layout.Plot.Width, layout.Plot.Height));
        figure.Overlay();
        RampLegend.Draw(
            figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, index.Label, index.Ramp.Ramp, 0.2, v => Labels.Number(v, "0.0"),
            apart: index.Ramp.BelowZero is { } below ? (below, "below 0") : null);
        figure.Canvas.Foot(MapLayout.Left, $"Run {runId}", Labels.Attribution(window, map.Mapped.IsGenerated));
        return figure.Canvas;
    }

    public static void Place(Canvas canvas, MapLayout layout, RasterImage picture)
    {
        using var image = picture.ToImage();
        canvas.Skia.DrawImage(image, layout.Plot.Left, layout.Plot.Top, SKSamplingOptions.Default);
    }
}
