using System.Text.RegularExpressions;
using Vegetation.Core.Geography;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The id of a scene in one of the forms that catalogs give it. Only such ids become part of a key or a file name: they have no separator,
/// no control character and no end but one of these.
/// </summary>
public static partial class SceneId
{
    const string Square = "[0-9]{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}", Time = "[0-9]{8}T[0-9]{6}";

    /// <summary>Earth Search's: S2A_10TGS_20231203_0_L2A, or in collection 1 S2A_T10TGS_20231203T190311_L2A.</summary>
    const string EarthSearch = $"(?<tile>T?{Square})_[0-9]{{8}}(?:T[0-9]{{6}})?(?:_[0-9]{{1,2}})?_L2A";

    /// <summary>
    /// ESA's product, S2A_MSIL2A_20231203T190311_N0509_R013_T10TGS_20231203T222555, with .SAFE or without; Planetary Computer leaves the
    /// baseline out.
    /// </summary>
    const string Product = $@"MSIL2A_{Time}(?:_N[0-9]{{4}})?_R[0-9]{{3}}_(?<tile>T{Square})_{Time}(?:\.SAFE)?";

    /// <summary>ESA's granule, S2A_OPER_MSI_L2A_TL_2APS_20240109T203651_A044654_T60CWS.</summary>
    const string Granule = $@"OPER_MSI_L2A_TL_[A-Z0-9_]{{4}}_{Time}_A[0-9]{{6}}_(?<tile>T{Square})(?:_N[0-9]{{2}}\.[0-9]{{2}})?";

    public static bool TryTile(string? id, out Tile tile)
    {
        var match = Pattern().Match(id ?? "");
        tile = default;
        return match.Success && Tile.TryParse(match.Groups["tile"].Value, out tile);
    }

    [GeneratedRegex($@"^S2[A-D]_(?:{EarthSearch}|{Product}|{Granule})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
