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
    public static Canvas Draw(ChangeMap change, ChangeBasis basis, string runId, Window window, CanvasFont font)
    {
        var (layout, label) = (MapLayout.Of(change.Frame), change.Mapped.Index.Label);
        var figure = new MapFigure(layout, RampLegend.Height, 3, font);
        figure.Canvas.Heading(MapLayout.Left, $"Change of {label}, {window.Days}", $"minus {Before(basis)}, means of cells of "
            + $"{Labels.Number(change.Frame.Grid.CellDegrees)}°; water is left out{change.Mapped.Note}");
        Finish(figure, layout, RasterImage.Of(change, layout.Plot.Width, layout.Plot.Height), ChangeRamp.Ramp,
            $"Change of {label}; colours saturate at -0.4 and +0.4", 0.2, "0.0");
        figure.Canvas.Foot(
            MapLayout.Left, $"Run {runId}", $"minus run {basis.RunId}", Labels.Attribution(window, change.Mapped.IsGenerated));
        return figure.Canvas;
    }

    public static Canvas Draw(AnomalyMap anomaly, AnomalyBasis basis, string runId, Window window, CanvasFont font)
    {
        var (layout, label) = (MapLayout.Of(anomaly.Frame), anomaly.Mapped.Index.Label);
        var what = anomaly.HasZScores ? "standard deviations" : "difference";
        var than = basis.Foreign is { Source: var source }
            ? $"the foreign baseline {PlainText.Of(source, LongestSource)}" : "the mean of other years";
        var figure = new MapFigure(layout, RampLegend.Height, 3, font);
        figure.Canvas.Heading(
            MapLayout.Left, $"Anomaly of {label}, {window.Days}{(basis.Foreign is null ? "" : ", foreign baseline")}",
            $"{what} from {than}, in cells of {Labels.Number(anomaly.Frame.Grid.CellDegrees)}°; water is "
                + $"left out{anomaly.Mapped.Note}");
        var image = RasterImage.Of(anomaly, layout.Plot.Width, layout.Plot.Height);
        if (anomaly.HasZScores)
            Finish(figure, layout, image, anomaly.ShownRamp, $"z-score of {label}; colours saturate at -3 and +3", 1, "0");
        else
            Finish(figure, layout, image, anomaly.ShownRamp,
                $"Difference of {label} from normal; colours saturate at -0.4 and +0.4", 0.2, "0.0");
        figure.Canvas.Foot(
            MapLayout.Left, $"Run {runId}", basis.Foreign is { } foreign ? $"compared with files of {foreign.Period}"
                : $"compared with {basis.Weeks.Count} weeks of {string.Join(", ", basis.Years)}",
            Labels.Attribution(window, anomaly.Mapped.IsGenerated));
        return figure.Canvas;
    }

    static void Finish(MapFigure figure, MapLayout layout, RasterImage image, ColourRamp ramp, string caption, double step, string digits)
    {
        MapPicture.Place(figure.Canvas, layout, image);
        figure.Overlay();
        RampLegend.Draw(figure.Canvas, layout.PageWidth / 2f, figure.LegendTop, caption, ramp, step,
            value => (value > 0 ? "+" : "") + Labels.Number(value, value == 0 ? "0" : digits), apart: null);
    }

    static string Before(ChangeBasis basis) =>
        basis is { From: { } from, To: { } to } ? new Window(from, to).Days : basis.RunId ?? "";
}
