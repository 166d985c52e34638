namespace Vegetation.Core.Sensors;

/// <summary>The notice that Copernicus asks for wherever something made of its data is shown.</summary>
public static class DataNotice
{
    /// <summary>In its place, where the scenes are generated.</summary>
    public const string Generated = "Generated demonstration, not satellite data";

    /// <param name="isGenerated">Whether the scenes are of a catalog of generated ones.</param>
    /// <param name="years">In which the data were acquired, in any order.</param>
    public static string Of(bool isGenerated, params IEnumerable<int> years) =>
        isGenerated ? Generated : $"Contains modified Copernicus Sentinel data {string.Join(", ", years.Distinct().Order())}";
}
