using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Work;
using Vegetation.Worker.Computing;

namespace Vegetation.Worker.Writing;

/// <summary>The STAC 1.1 item of a scene's index. It holds no time of processing: the same scene gives the same bytes.</summary>
internal static class StacItem
{
    static readonly string[] Extensions =
    [
        "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
        "https://stac-extensions.github.io/raster/v2.0.0/schema.json",
        "https://stac-extensions.github.io/processing/v1.2.0/schema.json",
        "https://stac-extensions.github.io/file/v2.1.0/schema.json",
        "https://stac-extensions.github.io/grid/v1.1.0/schema.json",
        "https://stac-extensions.github.io/classification/v2.0.0/schema.json",
    ];

    /// <summary>Named where it is used only: an item that names it has to have one of its fields.</summary>
    const string CloudExtension = "https://stac-extensions.github.io/eo/v2.0.0/schema.json";

    public static byte[] Write(WorkUnit unit, ComputedScene scene, OutputFile raster, OutputFile thumbnail)
    {
        var footprint = Footprint.Of(scene.Grid.Pixels);
        var item = new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.1.0",
            ["stac_extensions"] = Array(unit.Scene.CloudCover is null ? Extensions : [.. Extensions, CloudExtension]),
            ["id"] = $"{unit.UnitId}_{unit.Index}",
            ["geometry"] = footprint.Geometry,
            ["bbox"] = Array(footprint.Box),
            ["collection"] = unit.RunId,
            ["properties"] = Properties(unit, scene),
            ["links"] = Links(unit, scene),
            ["assets"] = new JsonObject
            {
                [unit.Index] = IndexAsset(raster, scene, unit.Output.DataType),
                ["thumbnail"] = FileAsset(thumbnail, "image/png", "thumbnail"),
                ["scl"] = MaskAsset.Of(unit.Scene, unit.Mask.ToRule(), scene.Pixels),
            },
        };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) item.WriteTo(json);
        return buffer.ToArray();
    }

    static JsonObject Properties(WorkUnit unit, ComputedScene scene)
    {
        var grid = scene.Grid.Pixels;
        var properties = new JsonObject
        {
            ["datetime"] = unit.Scene.Sensed.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["constellation"] = Sensor.Sentinel2.Constellation,
            ["instruments"] = Array(Sensor.Sentinel2.Instrument),
            ["gsd"] = grid.PixelSize,
            ["grid:code"] = $"MGRS-{unit.Scene.Tile}",
            ["proj:code"] = $"EPSG:{grid.Epsg}",
            ["proj:shape"] = Array(grid.Height, grid.Width),
            ["proj:transform"] = Array(grid.PixelSize, 0.0, grid.OriginX, 0.0, -grid.PixelSize, grid.OriginY),
            ["proj:bbox"] = Array(grid.OriginX, grid.Bottom, grid.Right, grid.OriginY),
            ["processing:level"] = "L3",
            ["processing:lineage"] = Lineage(scene.Index, unit.Mask.ToRule()),
            ["processing:expression"] = new JsonObject { ["format"] = "text",
                ["expression"] = scene.Index.ExpressionWith(scene.Offset.Value) },
            ["processing:software"] = new JsonObject { ["vegetation-worker"] = Software.Version },
            ["vegetation:offset"] = scene.Offset.Value,
            ["vegetation:offset_basis"] = scene.Offset.Basis,
            ["vegetation:offset_confidence"] = scene.Offset.Confidence,
            ["vegetation:pixels"] = Counts(scene.Pixels),
            ["vegetation:warnings"] = Array([.. scene.Warnings.Select(warning => warning.Text)]),
        };
        if (unit.Scene.Platform is { } platform) properties["platform"] = platform;
        if (unit.Scene.CloudCover is { } cloudCover) properties["eo:cloud_cover"] = cloudCover;
        return properties;
    }

    static string Lineage(SpectralIndex index, MaskRule rule) =>
        $"{index.Name.ToUpperInvariant()} of Sentinel-2 L2A; SCL classes {string.Join(", ", rule.Classes)} dropped, "
        + $"clouds and shadows dilated by {rule.DilationPixels} pixels of 20 m";

    static JsonObject IndexAsset(OutputFile file, ComputedScene scene, OutputDataType type)
    {
        var isFloat = type == OutputDataType.Float32;
        var scale = isFloat ? 1 : SpectralIndex.Scale;
        var asset = FileAsset(file, "image/tiff; application=geotiff; profile=cloud-optimized", "data");
        var band = new JsonObject
        {
            ["name"] = scene.Index.Name,
            ["description"] = scene.Index.Title,
            ["data_type"] = isFloat ? "float32" : "int16",
            ["nodata"] = isFloat ? "nan" : SpectralIndex.Nodata,
            ["raster:scale"] = scale,
            ["raster:offset"] = 0,
            ["raster:spatial_resolution"] = scene.Grid.Pixels.PixelSize,
        };
        if (scene.Statistics is { } statistics)
            band["statistics"] = new JsonObject
            {
                // Of the stored values, before scale, as the field is defined.
                ["minimum"] = Math.Round(statistics.Minimum / scale, 4),
                ["maximum"] = Math.Round(statistics.Maximum / scale, 4),
                ["mean"] = Math.Round(statistics.Mean / scale, 4),
                ["stddev"] = Math.Round(statistics.StandardDeviation / scale, 4),
                ["valid_percent"] = Math.Round(100.0 * scene.Pixels.Valid / scene.Pixels.Total, 4),
            };
        asset["bands"] = new JsonArray(band);
        return asset;
    }

    static JsonObject FileAsset(OutputFile file, string type, string role) => new()
    {
        ["href"] = $"./{Path.GetFileName(file.Name)}",
        ["type"] = type,
        ["roles"] = Array(role),
        ["file:size"] = file.Bytes,
        ["file:checksum"] = $"1220{file.Sha256}", // multihash: 0x12 is sha2-256, 0x20 its 32 bytes
    };

    /// <summary>Up to the run's collection, and back to each granule whose item is known, with the offset that its pixels got.</summary>
    static JsonArray Links(WorkUnit unit, ComputedScene scene) =>
    [
        .. new[] { "root", "parent", "collection" }.Select(rel => (JsonNode)new JsonObject
        {
            ["rel"] = rel,
            ["href"] = OutputNames.Collection,
            ["type"] = "application/json",
        }),
        .. unit.Granules.Zip(scene.Offsets).Where(granule => granule.First.ItemHref is not null).Select(granule => (JsonNode)new JsonObject
        {
            ["rel"] = "derived_from",
            ["href"] = granule.First.ItemHref,
            ["type"] = "application/geo+json",
            ["title"] = granule.First.Id,
            ["vegetation:offset"] = granule.Second.Value,
        }),
    ];

    static JsonObject Counts(MaskCounts pixels) => new()
    {
        ["valid"] = pixels.Valid,
        ["nodata"] = pixels.Nodata,
        ["saturated"] = pixels.Saturated,
        ["masked"] = pixels.Masked,
        ["dilated"] = pixels.Dilated,
        ["clipped"] = pixels.Clipped,
        ["outOfRange"] = pixels.OutOfRange,
    };

    static JsonArray Array(params string[] values) => [.. values.Select(value => (JsonNode?)value)];
    static JsonArray Array(params double[] values) => [.. values.Select(value => (JsonNode?)value)];
    static JsonArray Array(int a, int b) => [a, b];
}
