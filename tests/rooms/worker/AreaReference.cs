using Vegetation.Core.Geography;
using Vegetation.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Whether pixels lie in an area: each centre projected by itself, and looked for in degrees, one polygon after another.</summary>
static class AreaReference
{
    public static bool[] Inside(Area area, GeoGrid grid)
    {
        double[] x = new double[grid.Width * grid.Height], y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = grid.OriginX + ((i % grid.Width + 0.5) * grid.PixelSize);
            y[i] = grid.OriginY - ((i / grid.Width + 0.5) * grid.PixelSize);
        }
        Projection.ToLonLat(grid.Epsg, x, y);
        return [.. x.Zip(y, (lon, lat) => area.Polygons.Any(polygon => IsInside(polygon, new(lon, lat))))];
    }

    static bool IsInside(AreaPolygon polygon, Position at) => polygon.Rings.Sum(ring => Crossings(ring, at)) % 2 == 1;

    /// <summary>Of the way from the position to the east.</summary>
    static int Crossings(IReadOnlyList<Position> ring, Position at) => ring.Zip(ring.Skip(1)).Count(edge =>
        edge.First.Latitude > at.Latitude != edge.Second.Latitude > at.Latitude
        && at.Longitude < edge.First.Longitude + ((at.Latitude - edge.First.Latitude)
            / (edge.Second.Latitude - edge.First.Latitude) * (edge.Second.Longitude - edge.First.Longitude)));

    /// <summary>A ring through positions in pixels of a grid.</summary>
    public static IReadOnlyList<Position> Ring(GeoGrid grid, params (double Column, double Row)[] corners)
    {
        double[] x = [.. corners.Select(corner => grid.OriginX + (corner.Column * grid.PixelSize))],
            y = [.. corners.Select(corner => grid.OriginY - (corner.Row * grid.PixelSize))];
        Projection.ToLonLat(grid.Epsg, x, y);
        List<Position> ring = [.. x.Zip(y, (lon, lat) => new Position(lon, lat))];
        return [.. ring, ring[0]];
    }
}
