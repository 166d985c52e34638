using NetTopologySuite.Geometries;
using SkiaSharp;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Pictures;

/// <summary>A footprint as a shape on a map.</summary>
static class FootprintShape
{
    /// <summary>
    /// The rings of a polygon or several, each wherever it meets the map: as it is and a turn to either side. A ring that jumps from one
    /// side of the antimeridian to the other is followed across it.
    /// </summary>
    /// <returns>A shape in pixels, empty where the footprint is none or lies beside the map.</returns>
    public static SKPath On(MapLayout layout, Geometry? footprint)
    {
        var shape = new SKPathBuilder { FillType = SKPathFillType.EvenOdd };
        foreach (var ring in footprint is null ? [] : GeometryJson.Rings(footprint))
        {
            var positions = InOnePiece(ring);
            var (west, east) = (positions.Min(p => p.Longitude), positions.Max(p => p.Longitude));
            foreach (var turn in new[] { -360, 0, 360 })
                if (east + turn > layout.Longitudes.From && west + turn < layout.Longitudes.To)
                    shape.AddPoly([.. positions.Select(p => Point(p, turn))], close: true);
        }
        return shape.Detach();

        SKPoint Point((double Longitude, double Latitude) p, int turn) =>
            new(layout.Longitudes.At(p.Longitude + turn), layout.Latitudes.At(p.Latitude));
    }

    /// <summary>All as one shape: what any of them covers, which takes rings that turn the same way.</summary>
    public static SKPath OnAll(MapLayout layout, IEnumerable<Geometry?> footprints)
    {
        var shape = new SKPathBuilder { FillType = SKPathFillType.Winding };
        foreach (var footprint in footprints.OfType<Geometry>())
        {
            using var one = On(layout, footprint.Normalized());
            shape.AddPath(one);
        }
        return shape.Detach();
    }

    /// <summary>
    /// Whether a pixel or more of it lies on the map, of one that reaches over its side beside what is drawn over it. It is drawn to find
    /// out: Skia's operations on paths may run for minutes where tiles share their sides.
    /// </summary>
    public static bool IsSeen(MapLayout layout, Geometry footprint, Lazy<IReadOnlyList<SKPath>> over)
    {
        using var shape = On(layout, footprint);
        if (((SKRect)layout.Plot).Contains(shape.Bounds)) return !shape.IsEmpty;
        var box = SKRectI.Intersect(SKRectI.Ceiling(shape.Bounds, outwards: true), layout.Plot);
        if (box.Width <= 0 || box.Height <= 0) return false;
        using var pixels = new SKBitmap(box.Width, box.Height, SKColorType.Alpha8, SKAlphaType.Premul);
        using var canvas = new SKCanvas(pixels);
        using var drawn = new SKPaint { BlendMode = SKBlendMode.Src };
        using var erased = new SKPaint { BlendMode = SKBlendMode.Clear };
        pixels.Erase(SKColors.Transparent);
        canvas.Translate(-box.Left, -box.Top);
        canvas.DrawPath(shape, drawn);
        foreach (var hiding in over.Value.Where(other => other.Bounds.IntersectsWith(shape.Bounds))) canvas.DrawPath(hiding, erased);
        return pixels.GetPixelSpan().ContainsAnyExcept((byte)0);
    }

    static List<(double Longitude, double Latitude)> InOnePiece(LineString ring)
    {
        var positions = new List<(double Longitude, double Latitude)>(ring.NumPoints);
        foreach (var position in ring.Coordinates)
        {
            var longitude = position.X;
            if (positions.Count > 0) longitude += 360 * Math.Round((positions[^1].Longitude - longitude) / 360);
            positions.Add((longitude, position.Y));
        }
        return positions;
    }
}
