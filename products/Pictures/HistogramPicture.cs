using SkiaSharp;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Pictures;

/// <summary>The histogram of an index, its bars in the colours of the map.</summary>
static class HistogramPicture
{
    const int Width = 1600, Height = 968;
    static readonly SKRectI Plot = new(190, 170, 1560, 780);

    public static Canvas Draw(IndexHistogram histogram, string runId, Window window, CanvasFont font)
    {
        var canvas = new Canvas(Width, Height, font);
        var index = histogram.Mapped.Index;
        canvas.Heading(Plot.Left, $"Land area by {index.Label}, {window.Days}", Summary(histogram));
        // An eighth more than the longest bar, for the label of the mean above it.
        var step = Axis.Step(histogram.Bins.Max(), 6);
        var areas = new Axis(0, Math.Ceiling(histogram.Bins.Max() / step * 1.12) * step, Plot.Bottom, Plot.Top);
        var values = new Axis(histogram.Values.First, histogram.Values.Last, Plot.Left, Plot.Right);
        Chart.Across(canvas, Plot, areas, step, v => Labels.Number(v, "#,0.######"));
        Bars(canvas, histogram, values, areas);
        Chart.Below(canvas, Plot, values, 0.2, v => Sign(histogram, v) + Labels.Number(v, "0.0"));
        Marker(canvas, values.At(histogram.Mean), $"mean {Labels.Number(histogram.Mean, "0.000")}");
        canvas.Text($"{index.Label}, mean of a cell", Plot.MidX, Plot.Bottom + 78, Canvas.TextSize, Align.Centre);
        canvas.Text(
            $"km² of clear land, per {Labels.Number(ValueRange.Step)} of {index.Label}", Plot.Left, Plot.Top - 12, Canvas.SmallSize,
            colour: Palette.Soft);
        canvas.Foot(Plot.Left, $"Run {runId}", Labels.Attribution(window, histogram.Mapped.IsGenerated));
        return canvas;
    }

    static string Summary(IndexHistogram histogram) =>
        $"{SquareKilometres.Text(histogram.Area)} of clear land within the map, water excluded: "
            + $"mean {Labels.Number(histogram.Mean, "0.000")}, median {Labels.Number(histogram.Median, "0.000")}{histogram.Mapped.Note}";

    /// <summary>Where the first or the last bar includes what lies beyond it.</summary>
    static string Sign(IndexHistogram histogram, double value) =>
        histogram.HasBelow && value <= histogram.Values.First + 1e-9 ? "≤ "
            : histogram.HasAbove && value >= histogram.Values.Last - 1e-9 ? "≥ " : "";

    static void Bars(Canvas canvas, IndexHistogram histogram, Axis values, Axis areas)
    {
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            if (histogram.Bins[i] == 0) continue;
            var from = histogram.Values.First + i * ValueRange.Step;
            var bar = new SKRect(
                MathF.Round(values.At(from)) + 1, areas.At(histogram.Bins[i]),
                MathF.Round(values.At(from + ValueRange.Step)), Plot.Bottom);
            canvas.Fill(bar, histogram.Mapped.Index.Ramp.Colour(from + ValueRange.Step / 2));
        }
    }

    static void Marker(Canvas canvas, float x, string text)
    {
        canvas.Line(x, Plot.Top + 36, x, Plot.Bottom, Palette.Ink, 2);
        canvas.Text(text, x, Plot.Top + 28, Canvas.SmallSize, Align.Centre);
    }
}
