using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>
/// The zones of the page as shapes, on a map of their own: the box around them, in so many steps that fields of a country can be told
/// apart. All together have so many points at most that the page stays small: the more there are, the simpler they are.
/// </summary>
/// <param name="Step">Degrees.</param>
/// <param name="MetresOff">How far a shape may be off, in metres of latitude.</param>
/// <param name="Rings">Of each zone its rings, as <see cref="Outlines"/> writes them; inside is what an odd number goes around.</param>
sealed record ZoneOutlines(
    double West, double South, double East, double North, double Step, double MetresOff, IReadOnlyList<IReadOnlyList<int[]>> Rings)
{
    /// <summary>200 KB of the page at most.</summary>
    const int MostPoints = 60_000;

    const int Steps = 1 << 14, CoarsestTolerance = 256;
    const double MetresOfADegree = 111_195, LeastDegrees = 0.001;

    /// <returns>Null where there is nothing to draw.</returns>
    public static ZoneOutlines? Of(IReadOnlyList<IReadOnlyList<AreaPolygon>> zones)
    {
        if (!zones.Any(zone => zone.Count > 0)) return null;
        var box = BoxOf(zones);
        var step = Math.Max(box.East - box.West, box.North - box.South) / Steps;
        for (var tolerance = 1; ; tolerance *= 2)
        {
            var outlines = new Outlines(box, Steps, tolerance);
            List<IReadOnlyList<int[]>> rings = [.. zones.AsParallel().AsOrdered().Select(zone => RingsOf(zone, outlines, box, step))];
            if (tolerance == CoarsestTolerance || rings.Sum(zone => zone.Sum(ring => ring.Length / 2)) <= MostPoints)
                return new(box.West, box.South, box.East, box.North, step, Math.Round(step * tolerance * MetresOfADegree, 1), rings);
        }
    }

    /// <summary>A zone of which no ring is left is a small square where it begins.</summary>
    static IReadOnlyList<int[]> RingsOf(IReadOnlyList<AreaPolygon> zone, Outlines outlines, MapExtent box, double step)
    {
        if (zone.Count == 0) return [];
        var rings = outlines.Of(zone.SelectMany(polygon => polygon.Rings)
            .Select(ring => ring.Select(place => new Coordinate(place.Longitude, place.Latitude)).ToArray()));
        if (rings.Count > 0) return rings;
        var (longitude, latitude) = zone[0].Rings[0][0];
        var east = longitude < box.West ? longitude + 360 : longitude;
        return [[(int)Math.Round((east - box.West) / step), (int)Math.Round((box.North - latitude) / step), 1, 0, 0, 1, -1, 0]];
    }

    /// <summary>Zones on either side of the antimeridian are together in the narrower of two boxes.</summary>
    static MapExtent BoxOf(IReadOnlyList<IReadOnlyList<AreaPolygon>> zones)
    {
        List<Core.Geography.Position> places =
            [.. zones.SelectMany(zone => zone).SelectMany(polygon => polygon.Rings[0])];
        var (west, east) = (places.Min(place => place.Longitude), places.Max(place => place.Longitude));
        var (turnedWest, turnedEast) = (places.Min(Turned), places.Max(Turned));
        if (turnedEast - turnedWest < east - west) (west, east) = (turnedWest, turnedEast);
        var (south, north) = (places.Min(place => place.Latitude), places.Max(place => place.Latitude));
        return new(west, south, Math.Max(east, west + LeastDegrees), Math.Max(north, south + LeastDegrees), 0, 0, 0);

        static double Turned(Core.Geography.Position place) => place.Longitude < 0 ? place.Longitude + 360 : place.Longitude;
    }
}
