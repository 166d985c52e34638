using System.Text.Json.Nodes;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Writing;

/// <summary>The QA layer as a file and as an asset with its classes.</summary>
internal static class QaAsset
{
    /// <exception cref="RasterException">the library refused, or the disk is full.</exception>
    /// <exception cref="Contract.UnitFailure">failed(write): the file is not what was written.</exception>
    public static void Write(string path, GeoGrid grid, byte[] values, OutputFormat format, int threads)
    {
        var options = new CogOptions(IndexCog.CompressionOf(format), OverviewResampling: "NEAREST", Threads: threads);
        CogWriter.Write<byte>(path, grid, [values], 0, [new("QA", Colours: [.. QaClass.All.Select(row => row.Colour)])], options);
        CogCheck.Require(path, grid, values, 0);
    }

    public static JsonObject Of(OutputFile file)
    {
        var asset = StacAsset.File(file, "image/tiff; application=geotiff; profile=cloud-optimized", "metadata");
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
