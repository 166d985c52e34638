using System.Text.RegularExpressions;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The id of a scene as Earth Search gives it: S2A_10TGS_20231203_0_L2A (zone not padded) or S2A_T10TGS_20231203T190311_L2A (collection 1).
/// Only such ids become part of a key or a file name.
/// </summary>
public static partial class SceneId
{
    public static bool TryTile(string? id, out Tile tile)
    {
        var match = Pattern().Match(id ?? "");
        tile = default;
        return match.Success && Tile.TryParse(match.Groups[1].Value, out tile);
    }

    [GeneratedRegex(@"^S2[A-D]_(T?[0-9]{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2})_[0-9]{8}(?:T[0-9]{6})?(?:_[0-9]{1,2})?_L2A\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
