using System.Text.Json.Nodes;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Writing;

/// <summary>The QA layer as a band of a file and as an asset with its classes.</summary>
internal static class QaAsset
{
    public static BandInfo Band { get; } = new("QA", Colours: [.. QaClass.All.Select(row => row.Colour)]);

    public static JsonObject Of(OutputFile file)
    {
        var asset = StacAsset.File(file, MediaTypes.Cog, "metadata");
        asset["title"] = "What was seen in each pixel, and why it has no value";
        asset["classification:classes"] = new JsonArray([.. QaClass.All.Select(row => (JsonNode)new JsonObject
        {
            ["value"] = row.Value,
            ["name"] = row.Name,
            ["title"] = row.Title,
            ["color_hint"] = $"{row.Colour:X6}",
            ["nodata"] = row.Value == 0,
        })]);
        return asset;
    }
}
