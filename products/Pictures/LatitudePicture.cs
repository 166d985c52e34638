using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Products.Pictures;

/// <summary>The mean of an index by latitude, north up like the map, and beside it how much of what was observed was clear.</summary>
static class LatitudePicture
{
    const int Width = 1600, Height = 1060;
    const double BelowRamp = 0.2;
    const uint Mean = 0x115c38, Spread = 0xcfdcb8, Clear = 0x62aeaa;
    static readonly SKRectI Plot = new(130, 140, 1030, 860), Share = new(1090, 140, 1560, 860);

    public static Canvas Draw(MappedIndex mapped, IReadOnlyList<LatitudeBand> bands, string runId, Window window, CanvasFont font)
    {
        var canvas = new Canvas(Width, Height, font);
        canvas.Heading(Plot.Left, $"Mean {mapped.Index.Label} of land by latitude, {window.Days}",
            $"Cells in bands of {Labels.Number(bands[0].North - bands[0].South)}°, weighted by clear land; water excluded"
                + mapped.Note);
        var seen = Seen(bands);
        var latitudes = new Axis(seen[^1].South, seen[0].North, Plot.Bottom, Plot.Top);
        var step = Axis.Step(latitudes.To - latitudes.From, 10);
        Chart.Across(canvas, Plot, latitudes, step, Labels.Latitude);
        foreach (var latitude in latitudes.Ticks(step))
            canvas.Line(Share.Left, latitudes.At(latitude), Share.Right, latitudes.At(latitude));
        DrawMeans(canvas, mapped.Index, seen, latitudes);
        DrawShares(canvas, seen, latitudes);
        canvas.Foot(Plot.Left, $"Run {runId}", Labels.Attribution(window, mapped.IsGenerated));
        return canvas;
    }

    /// <summary>From the first band that was observed to the last.</summary>
    static List<LatitudeBand> Seen(IReadOnlyList<LatitudeBand> bands) =>
        [.. bands.SkipWhile(b => double.IsNaN(b.ClearShare)).Reverse().SkipWhile(b => double.IsNaN(b.ClearShare)).Reverse()];

    static void DrawMeans(Canvas canvas, SpectralIndex index, List<LatitudeBand> bands, Axis latitudes)
    {
        var (first, last) = ValueRange.Of(index, BelowRamp);
        var values = new Axis(first, last, Plot.Left, Plot.Right);
        Chart.Down(canvas, Plot, values, 0.2, v => Labels.Number(v, "0.0"));
        canvas.Skia.Save();
        canvas.Skia.ClipRect(Plot);
        foreach (var band in bands.Where(b => !double.IsNaN(b.Mean)))
            canvas.Fill(
                Box(band, values.At(band.Mean - band.StandardDeviation), values.At(band.Mean + band.StandardDeviation), latitudes), Spread);
        for (var i = 0; i < bands.Count; i++)
        {
            if (double.IsNaN(bands[i].Mean)) continue;
            var (x, box) = (values.At(bands[i].Mean), Box(bands[i], 0, 0, latitudes));
            canvas.Line(x, box.Top, x, box.Bottom, Mean, 4);
            if (i > 0 && !double.IsNaN(bands[i - 1].Mean)) canvas.Line(values.At(bands[i - 1].Mean), box.Top, x, box.Top, Mean, 4);
        }
        canvas.Skia.Restore();
        canvas.Text(
            $"Mean {index.Label} of clear land, with one standard deviation", Plot.MidX, Plot.Bottom + 78, Canvas.TextSize - 2,
            Align.Centre);
    }

    static void DrawShares(Canvas canvas, List<LatitudeBand> bands, Axis latitudes)
    {
        var shares = new Axis(0, 100, Share.Left, Share.Right);
        foreach (var band in bands.Where(b => !double.IsNaN(b.ClearShare)))
            canvas.Fill(Box(band, shares.At(0), shares.At(band.ClearShare * 100), latitudes), Clear);
        Chart.Down(canvas, Share, shares, 25, v => Labels.Number(v) + " %");
        canvas.Text("Clear share of observed pixels, including water", Share.MidX, Share.Bottom + 78, Canvas.TextSize - 2, Align.Centre);
    }

    /// <summary>Whole pixels, so that neighbouring bands leave no seam.</summary>
    static SKRect Box(LatitudeBand band, float left, float right, Axis latitudes) =>
        new(left, MathF.Round(latitudes.At(band.North)), right, MathF.Round(latitudes.At(band.South)));
}
