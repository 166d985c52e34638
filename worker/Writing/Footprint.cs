using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Raster;

namespace Vegetation.Worker.Writing;

/// <summary>
/// The outline of a grid in longitude and latitude, as GeoJSON: counter-clockwise, cut in two at the antimeridian (RFC 7946, 3.1.9),
/// where the box's west is greater than its east.
/// </summary>
internal sealed record Footprint(JsonObject Geometry, double[] Box)
{
    const int PointsPerSide = 4, Decimals = 6;

    public static Footprint Of(GeoGrid grid)
    {
        var ring = Ring(grid);
        var (west, east) = (ring.Min(p => p.Longitude), ring.Max(p => p.Longitude));
        var (south, north) = (ring.Min(p => p.Latitude), ring.Max(p => p.Latitude));
        // Longitudes are unwrapped around the zone: a side beyond 180 shows where the antimeridian cuts.
        double? cut = east > 180 ? 180 : west < -180 ? -180 : null;
        if (cut is not { } edge)
            return new(GeoJson.Polygon(Polygon(ring, 0)), [west, south, east, north]);
        var (left, right) = (PolygonClipper.WestOf(ring, edge), PolygonClipper.EastOf(ring, edge));
        return new(
            GeoJson.MultiPolygon([Polygon(left, edge < 0 ? 360 : 0), Polygon(right, edge > 0 ? -360 : 0)]),
            [edge < 0 ? west + 360 : west, south, edge > 0 ? east - 360 : east, north]);
    }

    /// <returns>Closed.</returns>
    static List<Position> Ring(GeoGrid grid)
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
        var ring = lon.Zip(
            lat, (x, y) => new Position(Math.Round(lon[0] + Math.IEEERemainder(x - lon[0], 360), Decimals), Math.Round(y, Decimals)))
            .ToList();
        return [.. ring, ring[0]];
    }

    static AreaPolygon Polygon(IEnumerable<Position> ring, double shift) =>
        new([[.. ring.Select(p => new Position(Math.Round(p.Longitude + shift, Decimals), Math.Round(p.Latitude, Decimals)))]]);
}
