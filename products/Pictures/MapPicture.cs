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
        var values = new MapValues(layout, RasterImage.Of(map, layout.Plot.Width, layout.Plot.Height), map, rows);
        var figure = new MapFigure(layout, RampLegend.Height + GapLegend.HeightOf(values.Gaps), 2, font);
        var index = map.Mapped.Index;
        figure.Canvas.Heading(MapLayout.Left, $"{index.Label}, {window.Days}",
            $"Mean of all clear land pixels{(map.Mapped.IsGenerated ? "" : ", Sentinel-2")}, in cells of "
                + $"{Labels.Number(map.Frame.Grid.CellDegrees)}°; water excluded" + map.Mapped.Note);
        values.Draw(figure.Canvas);
        figure.Overlay();
        RampLegend.Draw(
            figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, index.Label, index.Ramp.Ramp, 0.2, v => Labels.Number(v, "0.0"),
            apart: index.Ramp.BelowZero is { } below && map.Mean.Any(mean => mean is < 0 and not WorldMap.Nodata)
                ? (below, "below 0") : null);
        GapLegend.Draw(figure.Canvas, layout.PageWidth / 2f, figure.LegendTop + RampLegend.Height, values.Gaps);
        figure.Canvas.Foot(MapLayout.Left, $"Run {runId}", Labels.Attribution(window, map.Mapped.IsGenerated));
        return figure.Canvas;
    }
}
