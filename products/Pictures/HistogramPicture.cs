using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Pictures;

/// <summary>The histogram of NDVI, its bars in the colours of the map.</summary>
static class HistogramPicture
{
    const int Width = 1600, Height = 968;
    static readonly SKRectI Plot = new(150, 170, 1560, 780);

    public static Page Draw(NdviHistogram histogram, string runId, Window window, PageFont font)
    {
        var page = new Page(Width, Height, font);
        var (name, squareKilometres) = AreaUnit.For(histogram.Bins.Max());
        page.Text($"NDVI of land by area, {window}", Plot.Left, 54, Page.TitleSize, bold: true);
        page.Text(Summary(histogram), Plot.Left, 98, colour: Palette.Soft);
        // An eighth more than the longest bar, for the words of the mean above it.
        var step = Axis.Step(histogram.Bins.Max() / squareKilometres, 6);
        var areas = new Axis(0, Math.Ceiling(histogram.Bins.Max() / squareKilometres / step * 1.12) * step, Plot.Bottom, Plot.Top);
        var values = new Axis(NdviHistogram.First, NdviHistogram.Last, Plot.Left, Plot.Right);
        Chart.Across(page, Plot, areas, step, v => Words.Number(v));
        Bars(page, histogram, squareKilometres, values, areas);
        Chart.Below(page, Plot, values, 0.2, v => (v <= NdviHistogram.First + 1e-9 ? "≤ " : "") + Words.Number(v, "0.0"));
        Marker(page, values.At(histogram.Mean), $"mean {Words.Number(histogram.Mean, "0.000")}");
        page.Text("NDVI, mean of a cell", Plot.MidX, Plot.Bottom + 78, Page.TextSize, Align.Centre);
        page.Text($"{name} of clear land, per {Words.Number(NdviHistogram.BinWidth)} of NDVI", Plot.Left, Plot.Top - 12, Page.SmallSize, colour: Palette.Soft);
        page.Foot(Plot.Left, $"Run {runId}", Words.Attribution(window));
        return page;
    }

    static string Summary(NdviHistogram histogram)
    {
        return $"{Words.Area(histogram.Area)} of clear land, without water: mean {Words.Number(histogram.Mean, "0.000")}, median {Words.Number(histogram.Median, "0.000")}";
    }

    static void Bars(Page page, NdviHistogram histogram, double unit, Axis values, Axis areas)
    {
        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            if (histogram.Bins[i] == 0) continue;
            var from = NdviHistogram.First + i * NdviHistogram.BinWidth;
            var bar = new SKRect(MathF.Round(values.At(from)) + 1, areas.At(histogram.Bins[i] / unit), MathF.Round(values.At(from + NdviHistogram.BinWidth)), Plot.Bottom);
            page.Fill(bar, SpectralIndex.Ndvi.Ramp.Colour(from + NdviHistogram.BinWidth / 2));
        }
    }

    static void Marker(Page page, float x, string text)
    {
        page.Line(x, Plot.Top + 36, x, Plot.Bottom, Palette.Ink, 2);
        page.Text(text, x, Plot.Top + 28, Page.SmallSize, Align.Centre);
    }
}
