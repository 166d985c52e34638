using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The acquisition that an item shows, from ESA's names. A datatake's is best: it is the same for all that one pass gave and however often
/// it was processed. A datastrip is a part of a datatake, with its own time. <c>datetime</c> cannot be used: Earth Search changes it when a
/// scene is reprocessed.
/// </summary>
static partial class StacAcquisition
{
    static readonly string[] Datastrips = ["s2:datastrip_id", "eopf:datastrip_id"];

    static readonly string[] Products = ["s2:product_uri", "sentinel:product_id"];

    static readonly string[] Names = ["s2:datatake_id", "eopf:datatake_id", .. Products, .. Datastrips];

    /// <summary>After so many a satellite of Sentinel-2 flies over the same ground again.</summary>
    const int Orbits = 143;

    public static string? Of(JsonElement properties) =>
        First(properties, Names) is { } match ? $"{match.Groups["satellite"].Value}_{match.Groups["time"].Value}" : null;

    /// <summary>When the sensing of the item's datastrip began, 20200305T103210.</summary>
    public static string? Datastrip(JsonElement properties) => First(properties, Datastrips)?.Groups["time"].Value;

    /// <summary>As a field, or as ESA's product name has it: _R108_.</summary>
    public static int? RelativeOrbit(JsonElement properties)
    {
        var stated = ItemFields.Number(properties, "sat:relative_orbit")
            ?? (Products.Select(name => ItemFields.Text(properties, name)).OfType<string>().Select(product => Orbit().Match(product))
                .FirstOrDefault(match => match.Success) is { } named
                ? int.Parse(named.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null);
        return stated is >= 1 and <= Orbits && stated % 1 == 0 ? (int)stated : null;
    }

    static Match? First(JsonElement properties, string[] names) =>
        names.Select(name => Named(properties, name)).FirstOrDefault(match => match.Success);

    static Match Named(JsonElement properties, string name) =>
        properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Pattern().Match(value.GetString()!)
            : Match.Empty;

    [GeneratedRegex("_R([0-9]{3})_", RegexOptions.CultureInvariant)]
    private static partial Regex Orbit();

    // GS2A_20200305T103021_024558_N02.14, S2A_MSIL2A_20200305T103021_N0214_R108_T32TMT_...,
    // S2A_OPER_MSI_L2A_DS_SGS__20200305T132101_S20200305T103210_N02.14
    [GeneratedRegex(
        @"^(?:G(?<satellite>S2[A-D])_(?<time>[0-9]{8}T[0-9]{6})_|(?<satellite>S2[A-D])_MSIL2A_(?<time>[0-9]{8}T[0-9]{6})_"
        + "|(?<satellite>S2[A-D])_OPER_.*_S(?<time>[0-9]{8}T[0-9]{6})_N)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
