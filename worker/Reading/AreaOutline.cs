using Vegetation.Core.Geography;

namespace Vegetation.Worker.Reading;

/// <summary>A straight piece of an outline in pixels of a grid: 0, 0 is the outer corner of the upper left pixel.</summary>
internal readonly record struct PixelEdge((double X, double Y) From, (double X, double Y) To);

/// <summary>
/// The outlines and holes of an area's polygons on a grid, in short pieces. What lies far from the grid is cut off first: a UTM zone ends
/// somewhere.
/// </summary>
internal sealed class AreaOutline
{
    const double StepDegrees = 0.001; // a chord of at most 111 m leaves a parallel by less than a millimetre
    const double MarginDegrees = 0.1; // the sides of a grid are curves: by 0.02 degrees near the poles

    readonly EdgePieces pieces = new(StepDegrees);
    readonly List<List<Range>> polygons = [];
    readonly (double West, double South, double East, double North) box;

    AreaOutline(GeoGrid grid)
    {
        double[] longitudes = [grid.OriginX, grid.Right, grid.OriginX, grid.Right],
            latitudes = [grid.OriginY, grid.OriginY, grid.Bottom, grid.Bottom];
        Projection.ToLonLat(grid.Epsg, longitudes, latitudes);
        var middle = ((grid.Epsg % 100) * 6) - 183;
        var unwrapped = longitudes.Select(longitude => middle + Math.IEEERemainder(longitude - middle, 360)).ToList();
        box = (unwrapped.Min() - MarginDegrees, latitudes.Min() - MarginDegrees,
            unwrapped.Max() + MarginDegrees, latitudes.Max() + MarginDegrees);
    }

    /// <returns>The edges of each polygon, its holes among them.</returns>
    /// <exception cref="RasterException">a position cannot be projected.</exception>
    public static IReadOnlyList<IReadOnlyList<PixelEdge>> Of(Area area, GeoGrid grid)
    {
        var outline = new AreaOutline(grid);
        foreach (var polygon in area.Polygons)
            foreach (var turn in new[] { -360, 0, 360 }) // the grid's longitudes go on beyond 180
                outline.Add(polygon, turn);
        return outline.Project(grid);
    }

    void Add(AreaPolygon polygon, int turn)
    {
        List<Range> rings = [];
        foreach (var ring in polygon.Rings)
        {
            var turned = ring.Select(position => position with { Longitude = position.Longitude + turn }).ToList();
            var near = PolygonClipper.Within(turned, box);
            var start = pieces.Count;
            foreach (var (from, to) in near.Zip(near.Skip(1))) pieces.AddEdge(from, to);
            if (near.Count == 0) continue;
            pieces.Add(near[^1]);
            rings.Add(start..pieces.Count);
        }
        if (rings.Count > 0) polygons.Add(rings);
    }

    IReadOnlyList<IReadOnlyList<PixelEdge>> Project(GeoGrid grid)
    {
        var at = pieces.Project(grid);
        return [.. polygons.Select(rings => rings.SelectMany(
            ring => Enumerable.Range(ring.Start.Value, ring.End.Value - ring.Start.Value - 1).Select(i => new PixelEdge(at[i], at[i + 1])))
            .ToList())];
    }
}
