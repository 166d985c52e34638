namespace Vegetation.Core.Sensors;

/// <summary>The notice that Copernicus asks for wherever something made of its data is shown.</summary>
public static class DataNotice
{
    /// <param name="years">In which the data were acquired, in any order.</param>
    public static string Of(params IEnumerable<int> years) =>
        $"Contains modified Copernicus Sentinel data {string.Join(", ", years.Distinct().Order())}";
}
