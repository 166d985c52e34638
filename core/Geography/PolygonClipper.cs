namespace Vegetation.Core.Geography;

/// <summary>Cuts rings along meridians (Sutherland and Hodgman's clipping): where an edge crosses one, a point is put on it.</summary>
public static class PolygonClipper
{
    /// <summary>The part of a closed ring at and west of a meridian, closed; empty where there is none.</summary>
    public static List<Position> WestOf(IReadOnlyList<Position> ring, double meridian) => Cut(ring, meridian, p => p.Longitude <= meridian);

    /// <inheritdoc cref="WestOf"/>
    public static List<Position> EastOf(IReadOnlyList<Position> ring, double meridian) => Cut(ring, meridian, p => p.Longitude >= meridian);

    static List<Position> Cut(IReadOnlyList<Position> ring, double meridian, Func<Position, bool> isKept)
    {
        var kept = new List<Position>();
        foreach (var (from, to) in ring.Zip(ring.Skip(1)))
        {
            if (isKept(from)) kept.Add(from);
            if (isKept(from) == isKept(to)) continue;
            var share = (meridian - from.Longitude) / (to.Longitude - from.Longitude);
            kept.Add(new Position(meridian, from.Latitude + share * (to.Latitude - from.Latitude)));
        }
        if (kept.Count > 0 && kept[0] != kept[^1]) kept.Add(kept[0]);
        return kept;
    }
}
