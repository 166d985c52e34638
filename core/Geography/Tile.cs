using System.Globalization;
using System.Text.RegularExpressions;

namespace Vegetation.Core.Geography;

/// <summary>An MGRS 100 km square such as 10TGS. The zone is read with or without its leading zero and always written with it.</summary>
public readonly partial record struct Tile
{
    public int Zone { get; }
    public char Band { get; }
    public string Square { get; }

    Tile(int zone, char band, string square) => (Zone, Band, Square) = (zone, band, square);

    /// <summary>The EPSG code of the tile's UTM zone: 326zz in the north (band N and later), 327zz in the south.</summary>
    public int Epsg => (Band >= 'N' ? 32600 : 32700) + Zone;

    public static bool TryParse(string? text, out Tile tile)
    {
        var match = Pattern().Match(text ?? "");
        tile = match.Success
            ? new(
                int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
                match.Groups[2].Value[0], match.Groups[3].Value)
            : default;
        return match.Success;
    }

    public static Tile Parse(string text) =>
        TryParse(text, out var tile) ? tile : throw new FormatException($"\"{text}\" is not an MGRS tile such as 10TGS");

    public override string ToString() => Zone == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Zone:00}{Band}{Square}");

    // Letters I and O do not occur in MGRS.
    [GeneratedRegex(@"^(?:MGRS-|T)?(0?[1-9]|[1-5][0-9]|60)([C-HJ-NP-X])([A-HJ-NP-Z][A-HJ-NP-V])\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
