using System.Text.Json;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Vegetation.LandTiles;

/// <summary>A TopoJSON file: arcs of whole numbers, each the step from the one before, of which shapes are made.</summary>
internal sealed class Topology : IDisposable
{
    readonly JsonDocument json;
    readonly List<Coordinate[]> arcs;

    public Topology(string file)
    {
        json = JsonDocument.Parse(File.ReadAllBytes(file));
        arcs = ReadArcs(json.RootElement);
    }

    public void Dispose() => json.Dispose();

    public IEnumerable<JsonElement> Geometries(string name) =>
        json.RootElement.GetProperty("objects").GetProperty(name).GetProperty("geometries").EnumerateArray();

    /// <summary>Those of a Polygon or MultiPolygon.</summary>
    public IEnumerable<Polygon> Polygons(JsonElement shape) => shape.GetProperty("type").ValueEquals("Polygon"u8)
        ? [ReadPolygon(shape.GetProperty("arcs"))] : shape.GetProperty("arcs").EnumerateArray().Select(ReadPolygon);

    Polygon ReadPolygon(JsonElement rings)
    {
        var all = rings.EnumerateArray().Select(ring => new LinearRing(Unwrap(Join(ring))))
            .OrderByDescending(ring => Area.OfRing(ring.CoordinateSequence)).ToList(); // on a sphere the circle around a pole may be first
        return new Polygon(all[0], [.. all.Skip(1)]);
    }

    /// <summary>The arcs of a ring, end to end; ~n is arc n backwards.</summary>
    Coordinate[] Join(JsonElement ring)
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
