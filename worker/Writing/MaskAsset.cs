using System.Text.Json.Nodes;

namespace Vegetation.Worker.Writing;

/// <summary>The classification that masked the index, as an asset: what became of each class and how many pixels it has.</summary>
internal static class MaskAsset
{
    public static JsonObject Of(Scene scene, MaskRule rule, MaskCounts pixels) => new()
    {
        ["href"] = scene[BandRole.Classes]!.Href,
        ["type"] = MediaTypes.Cog,
        ["roles"] = new JsonArray("data-mask"),
        ["title"] = "Scene classification that masked the indices",
        ["classification:classes"] = new JsonArray([.. ClassTable.Scl.Codes.Select((sclClass, code) => (JsonNode)new JsonObject
        {
            ["value"] = code,
            ["name"] = sclClass.Name,
            ["title"] = sclClass.Title,
            ["description"] = Treatment(code, rule),
            ["nodata"] = code == 0,
            ["count"] = pixels.ByClass[code],
        })]),
    };

    static string Treatment(int code, MaskRule rule) =>
        rule.Dilates(code) ? $"dropped, and dilated by {rule.DilationPixels} SCL pixels"
        : rule.ReasonOf(code) == MaskReason.Kept ? "kept" : "dropped";
}
