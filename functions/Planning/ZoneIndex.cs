using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Zones;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.Functions.Planning;

/// <summary>Finds the zones of a tile, and cuts them to its surroundings. May be asked from several threads.</summary>
internal sealed class ZoneIndex
{
    /// <summary>How far zones reach beyond their tile, whose sides are curves in degrees: edges that are cut there stay outside.</summary>
    const double MarginDegrees = 0.1;

    const int Decimals = 7; // a centimetre

    static readonly int[] Turns = [-360, 0, 360]; // longitudes of a tile may leave -180..180

    readonly STRtree<Zone> tree = new();

    public ZoneIndex(IReadOnlyList<Zone> zones)
    {
        foreach (var zone in zones) tree.Insert(Around(zone.Geometry.SelectMany(polygon => polygon.Rings[0])), zone);
        tree.Build();
    }

    /// <returns>By number; null where no zone touches the tile.</returns>
    /// <exception cref="InvalidRequestException">They are more than a work unit holds.</exception>
    public IReadOnlyList<UnitZone>? Of(Tile tile)
    {
        if (!MgrsSquare.TryOf(tile, out var square)) return null;
        var box = Around(square.Outline());
        var near = Turns.SelectMany(turn => tree.Query(Turned(box, -turn)).Select(zone => (zone, turn)))
            .GroupBy(found => found.zone.Number, found => found).OrderBy(zone => zone.Key);
        box.ExpandBy(MarginDegrees);
        var (zones, vertices) = (new List<UnitZone>(), 0);
        foreach (var found in near)
        {
            List<double[]> rings = [.. found.SelectMany(zone => Cut(zone.zone, zone.turn, box))];
            if (rings.Count == 0) continue;
            zones.Add(new(found.Key, rings));
            vertices += zones[^1].Vertices();
            if (zones.Count > UnitZone.MostZones || vertices > UnitZone.MostVertices) throw TooMany(tile, near.Count(), vertices);
        }
        return zones.Count == 0 ? null : zones;
    }

    static IEnumerable<double[]> Cut(Zone zone, int turn, Envelope box)
    {
        var within = (box.MinX - turn, box.MinY, box.MaxX - turn, box.MaxY);
        return zone.Geometry.SelectMany(polygon => polygon.Rings).Select(ring => Cut(ring, within))
            .Where(ring => ring.Count > 3 && Antimeridian.DoubleArea(ring) > 0).Select(ring => Numbers(ring, turn));
    }

    static IReadOnlyList<Position> Cut(IReadOnlyList<Position> ring, (double West, double South, double East, double North) box) =>
        ring.All(p => p.Longitude >= box.West && p.Longitude <= box.East && p.Latitude >= box.South && p.Latitude <= box.North)
            ? ring : PolygonClipper.Within(ring, box);

    static double[] Numbers(IReadOnlyList<Position> ring, int turn)
    {
        var numbers = new double[2 * ring.Count];
        for (var i = 0; i < ring.Count; i++)
            (numbers[2 * i], numbers[(2 * i) + 1]) =
                (Math.Round(ring[i].Longitude + turn, Decimals), Math.Round(ring[i].Latitude, Decimals));
        return numbers;
    }

    static Envelope Around(IEnumerable<Position> positions)
    {
        var box = new Envelope();
        foreach (var (longitude, latitude) in positions) box.ExpandToInclude(longitude, latitude);
        return box;
    }

    static Envelope Turned(Envelope box, int turn) => new(box.MinX + turn, box.MaxX + turn, box.MinY, box.MaxY);

    static InvalidRequestException TooMany(Tile tile, int zones, int vertices) => new([new FieldError(
        "zones", FormattableString.Invariant($"{zones} zones, of which the first have {vertices} vertices, in tile {tile}"),
        FormattableString.Invariant($"at most {UnitZone.MostZones} zones and {UnitZone.MostVertices} vertices a tile: ")
            + "distribute the zones over several requests, or simplify them")]);
}
