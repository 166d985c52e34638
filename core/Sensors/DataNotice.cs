namespace Vegetation.Core.Sensors;

/// <summary>
/// What something shown or published is made of: the notice that Copernicus asks for, or that the scenes are generated. Each format has
/// it where it has such things; only CSV has no place for it.
/// </summary>
public static class DataNotice
{
    /// <summary>Its name in the metadata of rasters and tables, and as a member of JSON documents.</summary>
    public const string Tag = "SOURCE", Member = "source";

    /// <summary>In its place, where the scenes are generated.</summary>
    public const string Generated = "Generated demonstration, not satellite data";

    /// <summary>What people who look at generated scenes should know.</summary>
    public const string AboutGenerated = $"{Generated}: its pixels are ten times as wide as those of Sentinel-2.";

    /// <summary>A title of what is made of generated scenes only.</summary>
    public static string Titled(string title) => $"Generated demonstration: {title}";

    /// <param name="isGenerated">Whether the scenes are of a catalog of generated ones.</param>
    /// <param name="years">In which the data were acquired, in any order.</param>
    public static string Of(bool isGenerated, params IEnumerable<int> years) =>
        isGenerated ? Generated : $"Contains modified Copernicus Sentinel data {string.Join(", ", years.Distinct().Order())}";
}
