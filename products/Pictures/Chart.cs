using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>The axes of a chart.</summary>
static class Chart
{
    /// <summary>Horizontal lines with their values on the left.</summary>
    public static void Across(Canvas canvas, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        foreach (var value in axis.Ticks(step))
        {
            canvas.Line(plot.Left, axis.At(value), plot.Right, axis.At(value));
            canvas.Text(label(value), plot.Left - 12, axis.At(value) + 7, Canvas.SmallSize, Align.Right);
        }
    }

    /// <summary>Vertical lines with their values below.</summary>
    public static void Down(Canvas canvas, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        foreach (var value in axis.Ticks(step)) canvas.Line(axis.At(value), plot.Top, axis.At(value), plot.Bottom);
        Below(canvas, plot, axis, step, label);
    }

    /// <summary>Values below, each with a short tick.</summary>
    public static void Below(Canvas canvas, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        canvas.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, Palette.Soft, 2);
        foreach (var value in axis.Ticks(step))
        {
            canvas.Line(axis.At(value), plot.Bottom, axis.At(value), plot.Bottom + 8, Palette.Soft);
            canvas.Text(label(value), axis.At(value), plot.Bottom + 34, Canvas.SmallSize, Align.Centre);
        }
    }
}
