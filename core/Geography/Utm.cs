using Vegetation.Core.Geography;

namespace Vegetation.Core.Geography;

/// <summary>
/// From UTM metres on WGS84 to degrees: Krüger's series to the third power of the flattening, right to a millimetre within a tile of its
/// zone.
/// </summary>
public static class Utm
{
    const double Radius = 6_378_137, Flattening = 1 / 298.257223563, Scale = 0.9996;
    const double FalseEasting = 500_000, FalseNorthing = 10_000_000;

    const double N = Flattening / (2 - Flattening);
    const double Meridian = Radius / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);

    static readonly double[] ToSphere = [N / 2 - 2 * N * N / 3 + 37 * N * N * N / 96, N * N / 48 + N * N * N / 15, 17 * N * N * N / 480];
    static readonly double[] ToEllipsoid = [2 * N - 2 * N * N / 3 - 2 * N * N * N, 7 * N * N / 3 - 8 * N * N * N / 5, 56 * N * N * N / 15];

    /// <returns>Degrees; the longitude may leave -180..180, so that an outline across the antimeridian is one piece.</returns>
    public static Position ToDegrees(int zone, bool south, double easting, double northing)
    {
        var xi = (northing - (south ? FalseNorthing : 0)) / (Scale * Meridian);
        var eta = (easting - FalseEasting) / (Scale * Meridian);
        var (x, y) = (xi, eta);
        for (var j = 1; j <= 3; j++)
        {
            x -= ToSphere[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            y -= ToSphere[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }
        var latitude = Math.Asin(Math.Sin(x) / Math.Cosh(y));
        var conformal = latitude;
        for (var j = 1; j <= 3; j++) latitude += ToEllipsoid[j - 1] * Math.Sin(2 * j * conformal);
        return new Position(CentralMeridian(zone) + double.RadiansToDegrees(Math.Atan2(Math.Sinh(y), Math.Cos(x))),
            double.RadiansToDegrees(latitude));
    }

    /// <summary>The longitude of an easting at a latitude, as on a sphere: within a few tenths of a degree.</summary>
    internal static double RoughLongitude(int zone, double easting, double latitude)
    {
        var sine = Math.Tanh((easting - FalseEasting) / (Scale * Meridian)) / Math.Cos(double.DegreesToRadians(latitude));
        return CentralMeridian(zone) + double.RadiansToDegrees(Math.Asin(Math.Clamp(sine, -1, 1)));
    }

    static double CentralMeridian(int zone) => zone * 6 - 183;
}
