using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;

namespace Vegetation.Products.Report;

/// <summary>
/// Footprints as pages draw them: rings in steps of a share of the map's longer side, from its upper left corner, points that make no
/// step's difference left out. A ring is [x, y, dx, dy, dx, dy ...] without its last point, which is its first. Those beyond the
/// antimeridian are turned to where the map shows them.
/// </summary>
/// <param name="steps">Of the map's longer side.</param>
/// <param name="tolerance">Steps by which a ring may be off.</param>
sealed class Outlines(MapExtent map, int steps = 4096, int tolerance = 1)
{
    static readonly double[] Turns = [-360, 0, 360];

    readonly double step = Math.Max(map.East - map.West, map.North - map.South) / steps;

    /// <summary>Degrees.</summary>
    public double Step => step;

    /// <returns>None for what is no polygon.</returns>
    public IReadOnlyList<int[]> Of(Geometry? footprint) =>
        footprint is null ? [] : Of(GeometryJson.OuterRings(footprint).Select(ring => ring.Coordinates));

    /// <param name="rings">Closed, in degrees.</param>
    /// <returns>Those that the map shows and that are larger than a step.</returns>
    public IReadOnlyList<int[]> Of(IEnumerable<Coordinate[]> rings) => [.. rings.SelectMany(Turned).Select(Write).OfType<int[]>()];

    IEnumerable<Coordinate[]> Turned(Coordinate[] ring)
    {
        var (west, east) = (ring.Min(point => point.X), ring.Max(point => point.X));
        foreach (var turn in Turns)
            if (west + turn < map.East && east + turn > map.West)
                yield return [.. ring.Select(p => new Coordinate(Math.Round((p.X + turn - map.West) / step),
                    Math.Round((map.North - p.Y) / step)))];
    }

    /// <returns>Null where the outline is smaller than a step.</returns>
    int[]? Write(Coordinate[] ring)
    {
        var points = DouglasPeuckerLineSimplifier.Simplify(ring, tolerance);
        if (points.Length < 4) return null;
        var numbers = new List<int>();
        var (x, y) = (0, 0);
        foreach (var point in points.AsSpan(0, points.Length - 1))
        {
            numbers.Add((int)point.X - x);
            numbers.Add((int)point.Y - y);
            (x, y) = ((int)point.X, (int)point.Y);
        }
        return [.. numbers];
    }
}
