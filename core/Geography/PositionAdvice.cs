using System.Globalization;

namespace Vegetation.Core.Geography;

/// <summary>What is probably wrong with a position that is none in degrees.</summary>
public static class PositionAdvice
{
    const double Metres = 1_000; // no longitude, and every easting: UTM begins at 160,000

    /// <param name="farthest">Polygons may go on past 180, by at most a turn.</param>
    public static bool IsInDegrees(Position position, double farthest = 360) =>
        Math.Abs(position.Longitude) <= farthest && Math.Abs(position.Latitude) <= 90;

    /// <summary>The position as it was given, and a guess at the mistake where there is one.</summary>
    public static (string Position, string? Guess) Of(Position position)
    {
        var (x, y) = (Math.Abs(position.Longitude), Math.Abs(position.Latitude));
        var guess = x >= Metres || y >= Metres
            ? "these look like metres: reproject to EPSG:4326 with  ogr2ogr -t_srs EPSG:4326 degrees.geojson FILE"
            : x <= 90 && y <= 180 ? "these look swapped" : null;
        return (string.Create(CultureInfo.InvariantCulture, $"position [{position.Longitude}, {position.Latitude}]"), guess);
    }
}
