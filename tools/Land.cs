using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using Vegetation.Core.Geography;
using Position = Vegetation.Core.Geography.Position;

namespace Vegetation.LandTiles;

/// <summary>The land of the Earth, from a TopoJSON file: arcs of whole numbers, each the step from the one before.</summary>
internal sealed class Land
{
    readonly STRtree<IPreparedGeometry> parts = new();

    public Land(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var arcs = ReadArcs(json.RootElement);
        foreach (var shape in json.RootElement.GetProperty("objects").GetProperty("land").GetProperty("geometries").EnumerateArray())
            foreach (var polygon in shape.GetProperty("arcs").EnumerateArray()) Add(ReadPolygon(polygon, arcs));
        parts.Build();
    }

    public bool Touches(MgrsSquare square)
    {
        var outline = Polygon(square.Outline());
        return parts.Query(outline.EnvelopeInternal).Any(part => part.Intersects(outline));
    }

    /// <summary>Whether a place within an outline is on land.</summary>
    public Predicate<Position> Within(Polygon outline)
    {
        var near = parts.Query(outline.EnvelopeInternal).Where(part => part.Intersects(outline)).ToList();
        return near.Exists(part => part.Contains(outline)) ? _ => true : position => near.Exists(part => part.Intersects(Point(position)));
    }

    public static Polygon Polygon(IEnumerable<Position> ring) =>
        new(new LinearRing([.. ring.Select(p => new Coordinate(p.Longitude, p.Latitude))]));

    public static Point Point(Position position) => new(position.Longitude, position.Latitude);

    /// <summary>Once more on both sides, for tiles whose longitudes pass 180.</summary>
    public static IEnumerable<Geometry> AllAround(Geometry geometry) =>
        new[] { -360.0, 0, 360 }.Select(shift => AffineTransformation.TranslationInstance(shift, 0).Transform(geometry));

    void Add(Polygon polygon)
    {
        foreach (var moved in AllAround(polygon)) parts.Insert(moved.EnvelopeInternal, PreparedGeometryFactory.Prepare(moved));
    }

    static Polygon ReadPolygon(JsonElement rings, List<Coordinate[]> arcs)
    {
        var all = rings.EnumerateArray().Select(ring => new LinearRing(Unwrap(Join(ring, arcs)))).ToList();
        return new Polygon(all[0], [.. all.Skip(1)]);
    }

    /// <summary>The arcs of a ring, end to end; ~n is arc n backwards.</summary>
    static Coordinate[] Join(JsonElement ring, List<Coordinate[]> arcs)
    {
        List<Coordinate> points = [];
        foreach (var index in ring.EnumerateArray().Select(i => i.GetInt32()))
        {
            var arc = index >= 0 ? arcs[index] : arcs[~index].Reverse();
            points.AddRange(arc.Skip(points.Count == 0 ? 0 : 1));
        }
        return [.. points];
    }

    /// <summary>
    /// A ring that crosses the antimeridian continues beyond 180 degrees; one that goes around the Earth (Antarctica) is closed over the
    /// pole. All are brought around the longitude nearest to 0 that they can have, so that a hole (the Caspian Sea) lies in its outline.
    /// </summary>
    static Coordinate[] Unwrap(Coordinate[] ring)
    {
        List<Coordinate> points = [ring[0]];
        foreach (var point in ring.Skip(1)) points.Add(new(points[^1].X + Math.IEEERemainder(point.X - points[^1].X, 360), point.Y));
        if (Math.Abs(points[^1].X - points[0].X) > 180) points.AddRange([new(points[^1].X, -90), new(points[0].X, -90), points[0]]);
        var turn = 360 * Math.Round((points.Min(p => p.X) + points.Max(p => p.X)) / 720);
        return [.. points.Select(p => new Coordinate(p.X - turn, p.Y))];
    }

    static List<Coordinate[]> ReadArcs(JsonElement topology)
    {
        var transform = topology.GetProperty("transform");
        var (scale, origin) = (Pair(transform.GetProperty("scale")), Pair(transform.GetProperty("translate")));
        return [.. topology.GetProperty("arcs").EnumerateArray().Select(arc =>
        {
            var (x, y) = (0.0, 0.0);
            return arc.EnumerateArray().Select(step =>
            {
                (x, y) = (x + step[0].GetDouble(), y + step[1].GetDouble());
                return new Coordinate((x * scale.X) + origin.X, (y * scale.Y) + origin.Y);
            }).ToArray();
        })];
    }

    static (double X, double Y) Pair(JsonElement two) => (two[0].GetDouble(), two[1].GetDouble());
}
