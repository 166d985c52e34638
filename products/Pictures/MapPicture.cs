using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>The map and the change map as pictures for a page or a slide.</summary>
static class MapPicture
{
    public static Canvas Draw(WorldMap map, string runId, Window window, CanvasFont font)
    {
        var layout = MapLayout.Of(map.Frame);
        var figure = new MapFigure(layout, RampLegend.Height, 2, font);
        var index = map.Mapped.Index;
        figure.Canvas.Heading(MapLayout.Left, $"{index.Label}, {window}",
            $"Mean of all clear pixels of land, Sentinel-2, in cells of {Labels.Number(map.Frame.Grid.CellDegrees)}°; water is left out"
                + map.Mapped.Note);
        Place(figure.Canvas, layout, RasterImage.Of(map, layout.Plot.Width, layout.Plot.Height));
        figure.Graticule();
        RampLegend.Draw(
            figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, index.Label, index.Ramp.Ramp, 0.2, v => Labels.Number(v, "0.0"),
            apart: index.Ramp.BelowZero is { } below ? (below, "below 0") : null);
        figure.Canvas.Foot(MapLayout.Left, $"Run {runId}", Labels.Attribution(window));
        return figure.Canvas;
    }

    /// <param name="basis">The earlier run, with its time.</param>
    public static Canvas Draw(ChangeMap change, ChangeBasis basis, string runId, Window window, CanvasFont font)
    {
        var layout = MapLayout.Of(change.Frame);
        var figure = new MapFigure(layout, RampLegend.Height, 3, font);
        var label = change.Mapped.Index.Label;
        figure.Canvas.Heading(MapLayout.Left, $"Change of {label}, {window}", $"minus {Before(basis)}, means of cells of "
            + $"{Labels.Number(change.Frame.Grid.CellDegrees)}°; water is left out{change.Mapped.Note}");
        Place(figure.Canvas, layout, RasterImage.Of(change, layout.Plot.Width, layout.Plot.Height));
        figure.Graticule();
        RampLegend.Draw(
            figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, $"Change of {label}; colours saturate at -0.4 and +0.4",
            ChangeRamp.Ramp, 0.2, v => (v > 0 ? "+" : "") + Labels.Number(v, v == 0 ? "0" : "0.0"), apart: null);
        figure.Canvas.Foot(MapLayout.Left, $"Run {runId}", $"minus run {basis.RunId}", Labels.Attribution(window));
        return figure.Canvas;
    }

    static string Before(ChangeBasis basis) =>
        basis is { From: { } from, To: { } to } ? new Window(from, to).ToString() : basis.RunId ?? "";

    static void Place(Canvas canvas, MapLayout layout, RasterImage picture)
    {
        using var image = picture.ToImage();
        canvas.Skia.DrawImage(image, layout.Plot.Left, layout.Plot.Top, SKSamplingOptions.Default);
    }
}
