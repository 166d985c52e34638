namespace Vegetation.Core.Geography;

/// <summary>
/// Cuts rings along meridians and parallels (Sutherland and Hodgman's clipping): where an edge crosses one, a point is put on it.
/// </summary>
public static class PolygonClipper
{
    /// <summary>The part of a closed ring at and west of a meridian, closed; empty where there is none.</summary>
    public static List<Position> WestOf(IReadOnlyList<Position> ring, double meridian) => Cut(ring, meridian, p => p.Longitude <= meridian);

    /// <inheritdoc cref="WestOf"/>
    public static List<Position> EastOf(IReadOnlyList<Position> ring, double meridian) => Cut(ring, meridian, p => p.Longitude >= meridian);

    /// <summary>The part of a closed ring in a box, closed; empty where there is none. Sides of the box may join what was apart.</summary>
    public static List<Position> Within(IReadOnlyList<Position> ring, (double West, double South, double East, double North) box) =>
        Swapped(EastOf(WestOf(Swapped(EastOf(WestOf(ring, box.East), box.West)), box.North), box.South));

    static List<Position> Swapped(IReadOnlyList<Position> ring) => [.. ring.Select(p => new Position(p.Latitude, p.Longitude))];

    static List<Position> Cut(IReadOnlyList<Position> ring, double meridian, Func<Position, bool> isKept)
    {
        var kept = new List<Position>();
        foreach (var (from, to) in ring.Zip(ring.Skip(1)))
        {
            if (isKept(from)) kept.Add(from);
            if (isKept(from) == isKept(to)) continue;
            // from west to east, so that neighbours with a common edge get the same point
            var (west, east) = from.Longitude < to.Longitude ? (from, to) : (to, from);
            var share = (meridian - west.Longitude) / (east.Longitude - west.Longitude);
            kept.Add(new Position(meridian, west.Latitude + share * (east.Latitude - west.Latitude)));
        }
        if (kept.Count > 0 && kept[0] != kept[^1]) kept.Add(kept[0]);
        return kept;
    }
}
