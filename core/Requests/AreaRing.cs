namespace Vegetation.Core.Requests;

/// <summary>
/// Brings the rings of a polygon into -180..180. Longitudes may continue past 180 either way, by at most one turn: 177 to 181 crosses the
/// antimeridian, and the
/// polygon is cut there.
/// </summary>
static class AreaRing
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
        Math.Abs(ring.Zip(ring.Skip(1)).Sum(edge => edge.First.Longitude * edge.Second.Latitude - edge.Second.Longitude * edge.First.Latitude));

    static IReadOnlyList<Position> Turned(IReadOnlyList<Position> ring, int turn) =>
        turn == 0 ? ring : [.. ring.Select(p => p with { Longitude = p.Longitude + turn })];

    /// <returns>The part of a closed ring within -180..180, closed; empty where that has no area.</returns>
    static IReadOnlyList<Position> Within(IReadOnlyList<Position> ring)
    {
        if (ring.All(p => Math.Abs(p.Longitude) <= 180)) return ring;
        var cut = Cut(Cut(ring, 180, 1), -180, -1);
        return cut.Count >= 4 && DoubleArea(cut) > 0 ? cut : [];
    }

    /// <summary>Keeps what lies on one side of a meridian (Sutherland and Hodgman's clipping): where an edge crosses it, a point is put on it.</summary>
    static List<Position> Cut(IReadOnlyList<Position> ring, double meridian, int side)
    {
        var kept = new List<Position>();
        foreach (var (from, to) in ring.Zip(ring.Skip(1)))
        {
            if (IsKept(from)) kept.Add(from);
            if (IsKept(from) == IsKept(to)) continue;
            var share = (meridian - from.Longitude) / (to.Longitude - from.Longitude);
            kept.Add(new Position(meridian, from.Latitude + share * (to.Latitude - from.Latitude)));
        }
        if (kept.Count > 0 && kept[0] != kept[^1]) kept.Add(kept[0]);
        return kept;

        bool IsKept(Position p) => side * (meridian - p.Longitude) >= 0;
    }
}
