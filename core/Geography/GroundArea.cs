namespace Vegetation.Core.Geography;

/// <summary>Areas on the WGS84 ellipsoid, of polygons whose edges are straight in longitude and latitude.</summary>
public static class GroundArea
{
    const double RadiusKm = 6378.137, Flattening = 1 / 298.257223563;
    const double LongestStep = 0.5; // degrees of latitude: along it the integrand is straight to 0.001 %

    static readonly double E = Math.Sqrt(Flattening * (2 - Flattening));

    /// <summary>Square kilometres, holes left out.</summary>
    public static double SquareKilometres(IEnumerable<AreaPolygon> polygons) =>
        polygons.Sum(polygon => polygon.Rings.Select(Ring).Select((area, i) => i == 0 ? area : -area).Sum());

    /// <summary>By Green's theorem in the cylindrical equal-area projection.</summary>
    static double Ring(IReadOnlyList<Position> ring)
    {
        var sum = 0.0;
        foreach (var (from, to) in ring.Zip(ring.Skip(1)))
        {
            var steps = Math.Max(1, (int)Math.Ceiling(Math.Abs(to.Latitude - from.Latitude) / LongestStep));
            for (var i = 0; i < steps; i++) sum += Step(Between(from, to, i, steps), Between(from, to, i + 1, steps));
        }
        return Math.Abs(double.DegreesToRadians(sum)) * RadiusKm * RadiusKm / 2;
    }

    static double Step(Position from, Position to) =>
        (from.Longitude + to.Longitude) / 2 * (Height(to.Latitude) - Height(from.Latitude));

    static Position Between(Position from, Position to, int i, int steps) => new(
        from.Longitude + ((to.Longitude - from.Longitude) * i / steps), from.Latitude + ((to.Latitude - from.Latitude) * i / steps));

    /// <summary>Twice the height of a latitude in the equal-area projection, of a radius of 1 (Snyder 1987, equation 3-12).</summary>
    static double Height(double latitude)
    {
        var sine = Math.Sin(double.DegreesToRadians(latitude));
        return (1 - (E * E)) * ((sine / (1 - (E * E * sine * sine))) + (Math.Atanh(E * sine) / E));
    }
}
