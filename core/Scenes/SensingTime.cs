using System.Globalization;
using System.Text.RegularExpressions;

namespace Vegetation.Core.Scenes;

/// <summary>
/// When a scene was sensed, as catalogs write it: RFC 3339 with its offset from UTC. Without an offset, or with a second 60, it is not
/// accepted.
/// </summary>
public static partial class SensingTime
{
    static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static DateTimeOffset? TryParse(string? text) =>
        DateTimeOffset.TryParseExact(
            BeyondTicks().Replace(text ?? "", ""), Forms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;

    // RFC 3339 allows any number of decimals; .NET's time has seven.
    [GeneratedRegex(@"(?<=\.[0-9]{7})[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex BeyondTicks();
}
