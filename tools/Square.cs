using NetTopologySuite.Geometries;
using Vegetation.Raster;

namespace Vegetation.LandTiles;

/// <summary>A 100 km square of a UTM zone and the Sentinel-2 tile over it, which reaches 9.8 km further to the east and south.</summary>
internal sealed record Square(string Tile, int Epsg, double West, double South)
{
    public const double Side = 100_000, TileSide = 109_800;
    const int PointsPerSide = 8;

    /// <summary>The tile's outline in longitude and latitude; longitudes unwrapped around the zone's middle, so they may pass 180.</summary>
    public Polygon Outline()
    {
        var (left, top) = (West, South + Side);
        (double X, double Y)[] corners = [(left, top - TileSide), (left + TileSide, top - TileSide), (left + TileSide, top), (left, top)];
        var points = from side in Enumerable.Range(0, 4)
                     from i in Enumerable.Range(0, PointsPerSide)
                     let part = (double)i / PointsPerSide
                     let next = corners[(side + 1) % 4]
                     select (X: corners[side].X + (part * (next.X - corners[side].X)), Y: corners[side].Y + (part * (next.Y - corners[side].Y)));
        var ring = LonLat([.. points]).Select(p => new Coordinate(p.Longitude, p.Latitude)).ToList();
        return new Polygon(new LinearRing([.. ring, ring[0]]));
    }

    /// <summary>Positions of points in the square's zone.</summary>
    public IEnumerable<(double Longitude, double Latitude)> LonLat(IReadOnlyList<(double X, double Y)> points)
    {
        double[] x = [.. points.Select(p => p.X)], y = [.. points.Select(p => p.Y)];
        Projection.ToLonLat(Epsg, x, y);
        var middle = ((Epsg % 100) * 6) - 183;
        return x.Select((longitude, i) => (middle + Math.IEEERemainder(longitude - middle, 360), y[i]));
    }
}
