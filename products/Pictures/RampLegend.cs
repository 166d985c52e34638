using SkiaSharp;
using Vegetation.Core.Indices;

namespace Vegetation.Products.Pictures;

/// <summary>
/// The bar of a ramp with its ticks; before it, if there is one, the colour below the ramp; after it, if it has a name, the colour of no
/// value.
/// </summary>
static class RampLegend
{
    public const int Height = 120;
    const int BarTop = 38, BarHeight = 30, BarWidth = 520, SwatchWidth = 52, Gap = 56;

    /// <param name="centre">The middle of the legend, pixels from the left.</param>
    /// <param name="apart">The colour of values below the ramp and its label.</param>
    /// <param name="noValue">What it means where nothing is drawn; null where another legend says it.</param>
    /// <param name="step">Between ticks, in the ramp's values.</param>
    public static void Draw(
        Canvas canvas, float centre, float top, string caption, ColourRamp ramp, double step, Func<double, string> label,
        (uint Colour, string Text)? apart, string? noValue = null)
    {
        var width = BarWidth + (apart is null ? 0 : SwatchWidth + Gap)
            + (noValue is null ? 0 : Gap + SwatchWidth + Gap / 4 + canvas.WidthOf(noValue, Canvas.SmallSize));
        var x = (float)Math.Round(centre - width / 2);
        var y = top + BarTop;
        if (apart is { } below)
        {
            Swatch(canvas, x, y, below.Colour);
            canvas.Text(below.Text, x + SwatchWidth / 2f, y + BarHeight + 32, Canvas.SmallSize, Align.Centre);
            x += SwatchWidth + Gap;
        }
        canvas.Text(caption, x, y - 12, Canvas.TextSize);
        Bar(canvas, x, y, ramp);
        foreach (var value in new Axis(ramp.First, ramp.Last, x, x + BarWidth).Ticks(step))
            Tick(canvas, new Axis(ramp.First, ramp.Last, x, x + BarWidth).At(value), y + BarHeight, label(value));
        if (noValue is null) return;
        Swatch(canvas, x + BarWidth + Gap, y, Palette.NoValue);
        canvas.Text(noValue, x + BarWidth + Gap + SwatchWidth + Gap / 4, y + 22, Canvas.SmallSize);
    }

    static void Bar(Canvas canvas, float x, float y, ColourRamp ramp)
    {
        for (var i = 0; i < BarWidth; i++)
            canvas.Fill(SKRect.Create(x + i, y, 1, BarHeight), ramp.At(ramp.First + (ramp.Last - ramp.First) * (i + 0.5) / BarWidth));
        canvas.Outline(SKRect.Create(x, y, BarWidth, BarHeight));
    }

    static void Swatch(Canvas canvas, float x, float y, uint colour)
    {
        canvas.Fill(SKRect.Create(x, y, SwatchWidth, BarHeight), colour);
        canvas.Outline(SKRect.Create(x, y, SwatchWidth, BarHeight));
    }

    static void Tick(Canvas canvas, float x, float y, string text)
    {
        canvas.Line(x, y, x, y + 8, Palette.Soft);
        canvas.Text(text, x, y + 32, Canvas.SmallSize, Align.Centre);
    }
}
