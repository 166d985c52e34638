using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>Maps of differences as pictures: the change since an earlier run, and the anomaly against other years.</summary>
static class DifferencePicture
{
    const int LongestSource = 60; // characters, with which the line below the title keeps its size

    /// <param name="basis">The earlier run, with its time.</param>
    /// <param name="map">This week's, for what lies between the values, as <paramref name="rows"/> of the ledger.</param>
    public static Canvas Draw(
        ChangeMap change, ChangeBasis basis, WorldMap map, string runId, Window window, CanvasFont font,
        IReadOnlyList<LedgerRow>? rows = null)
    {
        var (layout, label) = (MapLayout.Of(change.Frame), change.Mapped.Index.Label);
        var values = new MapValues(layout, RasterImage.Of(change, layout.Plot.Width, layout.Plot.Height), map, rows);
        var figure = new MapFigure(layout, RampLegend.Height + GapLegend.HeightOf(values.Gaps), 3, font);
        figure.Canvas.Heading(MapLayout.Left, $"Change in {label}, {window.Days}", $"minus {Before(basis)}; means of cells of "
            + $"{Labels.Number(change.Frame.Grid.CellDegrees)}°, water excluded{change.Mapped.Note}");
        values.Draw(figure.Canvas);
        Finish(figure, layout, values, ChangeRamp.Ramp,
            $"Change in {label}; colours saturate at -0.4 and +0.4", 0.2, "0.0");
        figure.Canvas.Foot(
            MapLayout.Left, $"Run {runId}", $"minus run {basis.RunId}", Labels.Attribution(window, change.Mapped.IsGenerated));
        return figure.Canvas;
    }

    /// <inheritdoc cref="Draw(ChangeMap, ChangeBasis, WorldMap, string, Window, CanvasFont, IReadOnlyList{LedgerRow}?)"/>
    public static Canvas Draw(
        AnomalyMap anomaly, AnomalyBasis basis, WorldMap map, string runId, Window window, CanvasFont font,
        IReadOnlyList<LedgerRow>? rows = null)
    {
        var (layout, label) = (MapLayout.Of(anomaly.Frame), anomaly.Mapped.Index.Label);
        var what = anomaly.HasZScores ? "standard deviations" : "difference";
        var than = basis.Foreign is { Source: var source }
            ? $"the foreign baseline {PlainText.Of(source, LongestSource)}" : "the mean of other years";
        var values = new MapValues(layout, RasterImage.Of(anomaly, layout.Plot.Width, layout.Plot.Height), map, rows);
        var figure = new MapFigure(layout, RampLegend.Height + GapLegend.HeightOf(values.Gaps), 3, font);
        figure.Canvas.Heading(
            MapLayout.Left, $"Anomaly of {label}, {window.Days}{(basis.Foreign is null ? "" : ", foreign baseline")}",
            $"{what} from {than}, in cells of {Labels.Number(anomaly.Frame.Grid.CellDegrees)}°, water "
                + $"excluded{anomaly.Mapped.Note}");
        values.Draw(figure.Canvas);
        if (anomaly.HasZScores)
            Finish(figure, layout, values, anomaly.ShownRamp, $"z-score of {label}; colours saturate at -3 and +3", 1, "0");
        else
            Finish(figure, layout, values, anomaly.ShownRamp,
                $"Difference of {label} from normal; colours saturate at -0.4 and +0.4", 0.2, "0.0");
        figure.Canvas.Foot(
            MapLayout.Left, $"Run {runId}", basis.Foreign is { } foreign ? $"compared with files of {foreign.Period}"
                : $"compared with {Amount.Of(basis.Weeks.Count, "week")} of {string.Join(", ", basis.Years)}",
            Labels.Attribution(window, anomaly.Mapped.IsGenerated));
        return figure.Canvas;
    }

    static void Finish(MapFigure figure, MapLayout layout, MapValues values, ColourRamp ramp, string caption, double step, string digits)
    {
        figure.Overlay();
        RampLegend.Draw(figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, caption, ramp, step,
            value => (value > 0 ? "+" : "") + Labels.Number(value, value == 0 ? "0" : digits), apart: null);
        GapLegend.Draw(figure.Canvas, layout.PageWidth / 2f, figure.LegendTop + RampLegend.Height, values.Gaps);
    }

    static string Before(ChangeBasis basis) =>
        basis is { From: { } from, To: { } to } ? new Window(from, to).Days : basis.RunId ?? "";
}
