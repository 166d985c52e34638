using System.Text.Json.Nodes;

namespace Vegetation.Worker.Writing;

/// <summary>
/// The outline of a grid in longitude and latitude, as GeoJSON: counter-clockwise, cut in two at the antimeridian (RFC 7946, 3.1.9),
/// where the box's west is greater than its east.
/// </summary>
internal sealed record Footprint(JsonObject Geometry, double[] Box)
{
    const int PointsPerSide = 4;

    public static Footprint Of(GeoGrid grid)
    {
        var ring = Ring(grid);
        var (west, east) = (ring.Min(p => p.X), ring.Max(p => p.X));
        var (south, north) = (ring.Min(p => p.Y), ring.Max(p => p.Y));
        // Longitudes are unwrapped around the zone: a side beyond 180 shows where the antimeridian cuts.
        double? cut = east > 180 ? 180 : west < -180 ? -180 : null;
        if (cut is not { } edge)
            return new(Shape("Polygon", Polygon(ring, 0)), [west, south, east, north]);
        var (left, right) = (Clip(ring, edge, keepWest: true), Clip(ring, edge, keepWest: false));
        return new(
            Shape("MultiPolygon", new JsonArray(Polygon(left, edge < 0 ? 360 : 0), Polygon(right, edge > 0 ? -360 : 0))),
            [edge < 0 ? west + 360 : west, south, edge > 0 ? east - 360 : east, north]);
    }

    static List<(double X, double Y)> Ring(GeoGrid grid)
    {
        (double X, double Y)[] corners = [(grid.OriginX, grid.Bottom), (grid.Right, grid.Bottom), (grid.Right, grid.OriginY),
            (grid.OriginX, grid.OriginY)];
        List<double> xs = [], ys = [];
        for (var side = 0; side < 4; side++)
            for (var i = 0; i < PointsPerSide; i++)
            {
                var (a, b, part) = (corners[side], corners[(side + 1) % 4], (double)i / PointsPerSide);
                xs.Add(a.X + (part * (b.X - a.X)));
                ys.Add(a.Y + (part * (b.Y - a.Y)));
            }
        var (lon, lat) = (xs.ToArray(), ys.ToArray());
        Projection.ToLonLat(grid.Epsg, lon, lat);
        return [.. lon.Zip(lat, (x, y) => (Math.Round(lon[0] + Math.IEEERemainder(x - lon[0], 360), 6), Math.Round(y, 6)))];
    }

    /// <summary>The part of a ring on one side of a meridian (Sutherland and Hodgman, one edge).</summary>
    static List<(double X, double Y)> Clip(List<(double X, double Y)> ring, double edge, bool keepWest)
    {
        bool Kept((double X, double Y) p) => keepWest ? p.X <= edge : p.X >= edge;
        List<(double X, double Y)> kept = [];
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            if (Kept(a)) kept.Add(a);
            if (Kept(a) != Kept(b)) kept.Add((edge, Math.Round(a.Y + ((edge - a.X) / (b.X - a.X) * (b.Y - a.Y)), 6)));
        }
        return kept;
    }

    static JsonArray Polygon(List<(double X, double Y)> ring, double shift) =>
        new(new JsonArray([.. ring.Append(ring[0]).Select(p => (JsonNode)new JsonArray(Math.Round(p.X + shift, 6), p.Y))]));

    static JsonObject Shape(string type, JsonArray coordinates) => new() { ["type"] = type, ["coordinates"] = coordinates };
}
