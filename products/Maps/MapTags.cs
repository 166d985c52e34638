using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;

namespace Vegetation.Products.Maps;

/// <summary>The metadata in a map's file.</summary>
static class MapTags
{
    public static Dictionary<string, string> Of(MapFrame frame, Window window) => new(StringComparer.Ordinal)
    {
        ["FROM"] = Text(window.From),
        ["TO"] = Text(window.To),
        ["CELL"] = string.Create(CultureInfo.InvariantCulture, $"{frame.Grid.CellDegrees} degree"),
        ["COUNTING"] = "each 10 m pixel in the one tile that owns it, in the cell that holds its centre",
        ["SOURCE"] = $"Contains modified Copernicus Sentinel data {window.From.Year}",
    };

    static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
