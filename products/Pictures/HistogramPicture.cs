using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Pictures;

/// <summary>The histogram of NDVI, its bars in the colours of the map.</summary>
static class HistogramPicture
{
    const int Width = 1600, Height = 968;
    static readonly SKRectI Plot = new(150, 170, 1560, 780);

    public static Canvas Draw(NdviHistogram histogram, string runId, Window window, CanvasFont font)
    {
        var canvas = new Canvas(Width, Height, font);
        var (name, squareKilometres) = AreaUnit.For(histogram.Bins.Max());
        canvas.Text($"NDVI of land by area, {window}", Plot.Left, 54, Canvas.TitleSize, bold: true);
        canvas.Text(Summary(histogram), Plot.Left, 98, colour: Palette.Soft);
        // An eighth more than the longest bar, for the label of the mean above it.
        var step = Axis.Step(histogram.Bins.Max() / squareKilometres, 6);
        var areas = new Axis(0, Math.Ceiling(histogram.Bins.Max() / squareKilometres / step * 1.12) * step, Plot.Bottom, Plot.Top);
        var values = new Axis(NdviHistogram.First, NdviHistogram.Last, Plot.Left, Plot.Right);
        Chart.Across(canvas, Plot, areas, step, v => Labels.Number(v));
        Bars(canvas, histogram, squareKilometres, values, areas);
        Chart.Below(canvas, Plot, values, 0.2, v => (v <= NdviHistogram.First + 1e-9 ? "≤ " : "") + Labels.Number(v, "0.0"));
        Marker(canvas, values.At(histogram.Mean), $"mean {Labels.Number(histogram.Mean, "0.000")}");
        canvas.Text("NDVI, mean of a cell", Plot.MidX, Plot.Bottom + 78, Canvas.TextSize, Align.Centre);
        canvas.Text(
            $"{name} of clear land, per {Labels.Number(NdviHistogram.BinWidth)} of NDVI", Plot.Left, Plot.Top - 12, Canvas.SmallSize,
            colour: Palette.Soft);
        canvas.Foot(Plot.Left, $"Run {runId}", Labels.Attribution(window));
        return canvas;
    }

    static string Summary(NdviHistogram histogram)
    {
        return $"{Labels.Area(histogram.Area)} of clear land, without water: mean {Labels.Number(histogram.Mean, "0.000")}, median "
            + $"{Labels.Number(histogram.Median, "0.000")}";
    }

    static void Bars(Canvas canvas, NdviHistogram histogram, double unit, Axis values, Axis areas)
    {
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            if (histogram.Bins[i] == 0) continue;
            var from = NdviHistogram.First + i * NdviHistogram.BinWidth;
            var bar = new SKRect(
                MathF.Round(values.At(from)) + 1, areas.At(histogram.Bins[i] / unit),
                MathF.Round(values.At(from + NdviHistogram.BinWidth)), Plot.Bottom);
            canvas.Fill(bar, SpectralIndex.Ndvi.Ramp.Colour(from + NdviHistogram.BinWidth / 2));
        }
    }

    static void Marker(Canvas canvas, float x, string text)
    {
        canvas.Line(x, Plot.Top + 36, x, Plot.Bottom, Palette.Ink, 2);
        canvas.Text(text, x, Plot.Top + 28, Canvas.SmallSize, Align.Centre);
    }
}
