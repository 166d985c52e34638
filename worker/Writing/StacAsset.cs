using System.Text.Json.Nodes;
using Vegetation.Core.Work;
using Vegetation.Worker.Computing;

namespace Vegetation.Worker.Writing;

/// <summary>The assets of a scene's STAC item, with addresses relative to it.</summary>
internal static class StacAsset
{
    /// <summary>An index, with the formula in DN, the bands that it is made of and the paper that defines it.</summary>
    public static JsonObject Index(IndexFile raster, WorkUnit unit, ComputedScene scene)
    {
        var index = raster.Index.Index;
        var asset = File(raster.File, MediaTypes.Cog, "data");
        asset["title"] = unit.LabelOf(index);
        asset["processing:expression"] = new JsonObject { ["format"] = "text", ["expression"] = index.ExpressionWith(scene.Offset.Value) };
        asset["vegetation:bands"] = Array([.. index.Bands.Select(role => Sensor.Sentinel2[role].Name)]);
        asset["vegetation:source"] = index.Source;
        asset["bands"] = new JsonArray(Band(raster.Index, scene, unit.Output.DataType));
        return asset;
    }

    /// <summary>Where the values of a composite come from.</summary>
    /// <param name="layer">"day" or "count".</param>
    public static JsonObject Origin(OutputFile file, string layer, SpectralIndex index)
    {
        var asset = File(file, MediaTypes.Cog, "metadata");
        asset["title"] = layer == "day" ? $"Day of the window, from 1, that {index.Label} comes from"
            : $"How many acquisitions have {index.Label}";
        asset["bands"] = new JsonArray(new JsonObject
        {
            ["name"] = layer, ["data_type"] = layer == "day" ? "uint16" : "uint8", ["nodata"] = 0, ["raster:scale"] = 1,
            ["raster:offset"] = 0,
        });
        return asset;
    }

    public static JsonObject File(OutputFile file, string type, string role) => new()
    {
        ["href"] = $"../{file.Name}",
        ["type"] = type,
        ["roles"] = Array(role),
        ["file:size"] = file.Bytes,
        ["file:checksum"] = $"1220{file.Sha256}", // multihash: 0x12 is sha2-256, 0x20 its 32 bytes
    };

    public static JsonArray Array(params string[] values) => [.. values.Select(value => (JsonNode?)value)];
    public static JsonArray Array(params double[] values) => [.. values.Select(value => (JsonNode?)value)];

    static JsonObject Band(ComputedIndex computed, ComputedScene scene, OutputDataType type)
    {
        var isFloat = type == OutputDataType.Float32;
        var scale = isFloat ? 1 : SpectralIndex.Scale;
        var band = new JsonObject
        {
            ["name"] = computed.Index.Name,
            ["description"] = computed.Index.Title,
            ["data_type"] = isFloat ? "float32" : "int16",
            ["nodata"] = isFloat ? "nan" : SpectralIndex.Nodata,
            ["raster:scale"] = scale,
            ["raster:offset"] = 0,
            ["raster:spatial_resolution"] = Math.Round(scene.Grid.PixelSize, 3),
        };
        if (computed.Statistics is { } statistics)
            band["statistics"] = new JsonObject
            {
                // Of the stored values, before scale, as the field is defined.
                ["minimum"] = Math.Round(statistics.Minimum / scale, 4),
                ["maximum"] = Math.Round(statistics.Maximum / scale, 4),
                ["mean"] = Math.Round(statistics.Mean / scale, 4),
                ["stddev"] = Math.Round(statistics.StandardDeviation / scale, 4),
                ["valid_percent"] = Math.Round(100.0 * computed.Pixels.Valid / computed.Pixels.Total, 4),
            };
        return band;
    }
}
