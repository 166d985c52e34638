using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;

namespace Vegetation.Products.Pictures;

/// <summary>Texts used by several pictures.</summary>
static class Labels
{
    public static string Attribution(Window window, bool isGenerated) => DataNotice.Of(isGenerated, window.From.Year);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With a minus as wide as a plus, and none where the number rounds to zero.</summary>
    public static string Number(double value, string format = "0.######") =>
        value.ToString($"{format};-{format};{format}", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    /// <summary>11°E; 175°W for 185, which maps across the antimeridian have.</summary>
    public static string Longitude(double degrees)
    {
        var turned = degrees > 180 + 1e-9 ? degrees - 360 : degrees;
        return Degrees(turned, Math.Abs(Math.Abs(turned) - 180) < 1e-9 ? "" : turned < 0 ? "W" : "E");
    }

    public static string Latitude(double degrees) => Degrees(degrees, degrees < 0 ? "S" : "N");

    static string Degrees(double degrees, string side)
    {
        var size = Math.Round(Math.Abs(degrees), 6);
        return Number(size) + "°" + (size == 0 ? "" : side);
    }
}
