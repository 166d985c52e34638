using NetTopologySuite.Geometries;
using SkiaSharp;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Pictures;

/// <summary>Lines from lower left to upper right where nothing was observed: no colour, so that it passes for no value of a ramp.</summary>
static class Hatching
{
    const int Spacing = 9; // pixels from line to line, anchored on the page: neighbours go on in each other

    public static void Fill(Canvas canvas, SKRect box)
    {
        canvas.Skia.Save();
        canvas.Skia.ClipRect(box);
        Lines(canvas, box);
        canvas.Skia.Restore();
    }

    public static void Fill(Canvas canvas, MapLayout layout, IEnumerable<Geometry?> footprints)
    {
        using var shape = FootprintShape.OnAll(layout, footprints);
        canvas.Skia.Save();
        canvas.Skia.ClipPath(shape);
        Lines(canvas, SKRect.Intersect(shape.Bounds, layout.Plot));
        canvas.Skia.Restore();
    }

    static void Lines(Canvas canvas, SKRect box)
    {
        for (var sum = MathF.Floor((box.Left + box.Top) / Spacing) * Spacing; sum <= box.Right + box.Bottom; sum += Spacing)
            canvas.Line(sum - box.Bottom, box.Bottom, sum - box.Top, box.Top, GapClass.NotObserved.Colour, 1.4f);
    }
}
