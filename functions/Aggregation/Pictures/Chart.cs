using SkiaSharp;

namespace Vegetation.Products.Pictures;

/// <summary>The axes of a drawing that is no map.</summary>
static class Chart
{
    /// <summary>Horizontal lines with their values on the left.</summary>
    public static void Across(Page page, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        foreach (var value in axis.Ticks(step))
        {
            page.Line(plot.Left, axis.At(value), plot.Right, axis.At(value));
            page.Text(label(value), plot.Left - 12, axis.At(value) + 7, Page.SmallSize, Align.Right);
        }
    }

    /// <summary>Vertical lines with their values below.</summary>
    public static void Down(Page page, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        foreach (var value in axis.Ticks(step)) page.Line(axis.At(value), plot.Top, axis.At(value), plot.Bottom);
        Below(page, plot, axis, step, label);
    }

    /// <summary>Values below, each with a short tick.</summary>
    public static void Below(Page page, SKRectI plot, Axis axis, double step, Func<double, string> label)
    {
        page.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, Palette.Soft, 2);
        foreach (var value in axis.Ticks(step))
        {
            page.Line(axis.At(value), plot.Bottom, axis.At(value), plot.Bottom + 8, Palette.Soft);
            page.Text(label(value), axis.At(value), plot.Bottom + 34, Page.SmallSize, Align.Centre);
        }
    }
}
