using System.Globalization;

namespace Vegetation.Core.Geography;

/// <summary>What is probably wrong with a position that is not in degrees.</summary>
public static class PositionAdvice
{
    const double Turn = 360;

    /// <summary>GDAL takes GeoJSON without a CRS for degrees, and would change nothing.</summary>
    const string Reproject = "reproject to EPSG:4326 with  ogr2ogr -t_srs EPSG:4326 degrees.geojson FILE  and with -s_srs EPSG:CODE where "
        + "FILE does not name its own CRS";

    const string TypedInDegrees = "type the box in degrees of EPSG:4326, such as 10.5,45.2,14.9,47.7";

    /// <param name="farthest">Polygons may go on past 180, by at most a turn.</param>
    public static bool IsInDegrees(Position position, double farthest = Turn) =>
        Math.Abs(position.Longitude) <= farthest && Math.Abs(position.Latitude) <= 90;

    /// <summary>The position as it was given, and a guess at the mistake where there is one.</summary>
    /// <param name="isTyped">By hand, as a box; else it comes from a file.</param>
    public static (string Position, string? Guess) Of(Position position, bool isTyped = false)
    {
        var (x, y) = (Math.Abs(position.Longitude), Math.Abs(position.Latitude));
        var guess = x > Turn || y > Turn ? $"these look like metres: {(isTyped ? TypedInDegrees : Reproject)}"
            : x <= 90 && y <= 180 ? "these look swapped" : null;
        return (string.Create(CultureInfo.InvariantCulture, $"position [{position.Longitude}, {position.Latitude}]"), guess);
    }
}
