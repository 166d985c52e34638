using System.Text.Json.Nodes;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;

namespace Vegetation.Worker.Products;

/// <summary>The scene classification that masked the NDVI, as an asset of the item: what became of each class and how many 10 m pixels it has.</summary>
internal static class MaskAsset
{
    public static JsonObject Of(Scene scene, MaskRule rule, PixelCounts pixels) => new()
    {
        ["href"] = scene.Scl.Href,
        ["type"] = "image/tiff; application=geotiff; profile=cloud-optimized",
        ["roles"] = new JsonArray("data-mask"),
        ["title"] = "Scene classification that masked the NDVI",
        ["classification:classes"] = new JsonArray([.. SclClass.All.Select((sclClass, code) => (JsonNode)new JsonObject
        {
            ["value"] = code,
            ["name"] = sclClass.Name,
            ["title"] = sclClass.Title,
            ["description"] = Fate(code, rule),
            ["nodata"] = code == 0,
            ["count"] = pixels.ByClass[code],
        })]),
    };

    static string Fate(int code, MaskRule rule) => rule.Scl == SclSampling.Linear
        ? rule.Drops(code) ? "dropped where linear interpolation gives exactly this code" : "kept"
        : rule.Grows(code) && rule.DilationPixels > 0 ? $"dropped, and grown by {rule.DilationPixels} pixels of 20 m"
        : rule.Drops(code) || code == 0 ? "dropped" : "kept";
}
