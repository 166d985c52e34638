namespace Vegetation.Core.Geography;

/// <summary>
/// Brings the rings of a polygon into -180..180. Longitudes may continue past 180 either way, by at most one turn: 177 to 181 crosses the
/// antimeridian, and the polygon is cut there.
/// </summary>
public static class Antimeridian
{
    /// <returns>The polygon, or its parts on either side of the antimeridian.</returns>
    public static IEnumerable<AreaPolygon> Split(AreaPolygon polygon)
    {
        foreach (var turn in new[] { -360, 0, 360 })
        {
            var rings = polygon.Rings.Select(ring => Within(Turned(ring, turn))).ToList();
            if (rings[0].Count > 0) yield return new AreaPolygon([.. rings.Where(r => r.Count > 0)]);
        }
    }

    /// <summary>
    /// An edge over more than half the Earth could go either way around, so it is refused, except at the poles, where all longitudes are
    /// one point.
    /// </summary>
    public static (Position From, Position To)? Ambiguous(IReadOnlyList<Position> ring) =>
        ring.Zip(ring.Skip(1)).Where(edge => Math.Abs(edge.First.Longitude - edge.Second.Longitude) > 180
                && !(Math.Abs(edge.First.Latitude) == 90 && edge.First.Latitude == edge.Second.Latitude))
            .Select(edge => ((Position, Position)?)edge).FirstOrDefault();

    /// <summary>Twice the area in square degrees, by the shoelace formula; 0 for a ring that is a line.</summary>
    public static double DoubleArea(IReadOnlyList<Position> ring) =>
        Math.Abs(ring.Zip(ring.Skip(1))
            .Sum(edge => edge.First.Longitude * edge.Second.Latitude - edge.Second.Longitude * edge.First.Latitude));

    static IReadOnlyList<Position> Turned(IReadOnlyList<Position> ring, int turn) =>
        turn == 0 ? ring : [.. ring.Select(p => p with { Longitude = p.Longitude + turn })];

    /// <returns>The part of a closed ring within -180..180, closed; empty where that has no area.</returns>
    static IReadOnlyList<Position> Within(IReadOnlyList<Position> ring)
    {
        if (ring.All(p => Math.Abs(p.Longitude) <= 180)) return ring;
        var cut = PolygonClipper.EastOf(PolygonClipper.WestOf(ring, 180), -180);
        return cut.Count >= 4 && DoubleArea(cut) > 0 ? cut : [];
    }
}
