using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;

namespace Vegetation.Core.Work;

/// <summary>The ids of work units: unique in a run, and safe as part of a key or a file name.</summary>
public static partial class UnitId
{
    /// <summary>Of a composite: 32TPS_20231204_20231211_best.</summary>
    public static string Of(string tile, Compositing composite) => string.Create(CultureInfo.InvariantCulture,
        $"{tile}_{composite.From:yyyyMMdd}_{composite.To:yyyyMMdd}_{JsonNamingPolicy.CamelCase.ConvertName(composite.Rule.ToString())}");

    /// <summary>Whether it is a scene's, or a composite's of a tile.</summary>
    public static bool IsValid(string? id, out Tile tile)
    {
        if (SceneId.TryTile(id, out tile)) return true;
        var match = Pattern().Match(id ?? "");
        return match.Success && Tile.TryParse(match.Groups["tile"].Value, out tile);
    }

    [GeneratedRegex(@"^(?<tile>[0-9]{2}[C-HJ-NP-X][A-HJ-NP-Z]{2})_[0-9]{8}_[0-9]{8}_(?:best|max|median)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
