using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Zones;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.Tests.Worker;

/// <summary>Valid polygons as chance has them: stars, some with a hole, some of two parts, some with sides of a degree.</summary>
static class RandomZones
{
    static readonly GeometryFactory Factory = new();

    /// <param name="box">Of their middles, degrees.</param>
    public static IReadOnlyList<Geometry> In(Envelope box, int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(number => One(random, box, number))];
    }

    public static IEnumerable<AreaPolygon> ToPolygons(this Geometry zone) => Enumerable.Range(0, zone.NumGeometries)
        .Select(zone.GetGeometryN).Cast<Polygon>().Select(part => new AreaPolygon([.. part.InteriorRings.Prepend(part.ExteriorRing)
            .Select(ring => ring.Coordinates.Select(p => new Position(p.X, p.Y)).ToArray())]));

    /// <summary>The rings as a work unit carries them.</summary>
    public static UnitZone ToUnit(this Geometry zone, int number) => new(number, [.. zone.ToPolygons().SelectMany(part => part.Rings)
        .Select(ring => ring.SelectMany(p => new[] { p.Longitude, p.Latitude }).ToArray())]);

    static Geometry One(Random random, Envelope box, int number)
    {
        var (x, y) = (box.MinX + (random.NextDouble() * box.Width), box.MinY + (random.NextDouble() * box.Height));
        var radius = number % 20 == 0 ? 0.5 : 0.005 + (0.1 * random.NextDouble());
        var corners = number % 20 == 0 ? 4 : random.Next(3, 20);
        var outer = Star(random, x, y, radius, corners);
        return (number % 10) switch
        {
            3 => Factory.CreatePolygon(outer, [Star(random, x, y, radius * 0.3, 6)]),
            7 => Factory.CreateMultiPolygon([Factory.CreatePolygon(outer),
                Factory.CreatePolygon(Star(random, x + (3 * radius), y, radius, 5))]),
            _ => Factory.CreatePolygon(outer),
        };
    }

    static LinearRing Star(Random random, double x, double y, double radius, int corners)
    {
        var first = random.NextDouble() * Math.Tau;
        Coordinate[] ring = [.. Enumerable.Range(0, corners).Select(i => (Angle: first + (i * Math.Tau / corners),
                Far: radius * (1 - (0.3 * random.NextDouble()))))
            .Select(c => new Coordinate(Math.Round(x + (c.Far * Math.Cos(c.Angle)), 7), Math.Round(y + (c.Far * Math.Sin(c.Angle)), 7)))];
        return Factory.CreateLinearRing([.. ring, ring[0].Copy()]);
    }
}
