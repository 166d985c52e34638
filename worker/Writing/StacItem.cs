using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Worker.Computing;

namespace Vegetation.Worker.Writing;

/// <summary>The STAC 1.1 item of a scene's indices. It holds no time of processing: the same scene gives the same bytes.</summary>
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

    /// <summary>Named where their fields are used only: an item that names one has to have one of its fields.</summary>
    static readonly (string Extension, Predicate<Scene> IsUsed)[] OfOneScene =
    [
        ("https://stac-extensions.github.io/eo/v2.0.0/schema.json", scene => scene.CloudCover is not null),
        ("https://stac-extensions.github.io/view/v1.0.0/schema.json",
            scene => scene.SunElevation is not null || scene.SunAzimuth is not null),
        ("https://stac-extensions.github.io/sat/v1.0.0/schema.json", scene => scene.RelativeOrbit is not null),
    ];

    static IEnumerable<string> ExtensionsOf(WorkUnit unit) => unit.Composite is not null ? Extensions
        : [.. Extensions, .. OfOneScene.Where(row => row.IsUsed(unit.Scene)).Select(row => row.Extension)];

    public static byte[] Write(WorkUnit unit, ComputedScene scene, ItemFiles files)
    {
        var footprint = Footprint.Of(scene.Grid);
        var assets = new JsonObject();
        foreach (var raster in files.Rasters)
        {
            assets[raster.Index.Index.Name] = StacAsset.Index(raster, unit, scene);
            foreach (var (layer, file) in raster.Origin.Zip(OutputNames.OriginLayers, (file, layer) => (layer, file)))
                assets[$"{raster.Index.Index.Name}_{layer}"] = StacAsset.Origin(file, layer, raster.Index.Index);
        }
        if (files.Qa is { } qa) assets["qa"] = QaAsset.Of(qa);
        assets["thumbnail"] = StacAsset.File(files.Thumbnail, "image/png", "thumbnail");
        if (unit.Composite is null) assets["scl"] = MaskAsset.Of(unit.Scene, unit.Mask.ToRule(), scene.Indices[0].Pixels);
        var item = new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.1.0",
            ["stac_extensions"] = StacAsset.Array([.. ExtensionsOf(unit)]),
            ["id"] = unit.UnitId,
            ["geometry"] = footprint.Geometry,
            ["bbox"] = StacAsset.Array(footprint.Box),
            ["collection"] = unit.RunId,
            ["properties"] = Properties(unit, scene),
            ["links"] = Links(scene),
            ["assets"] = assets,
        };
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) item.WriteTo(json);
        return buffer.ToArray();
    }

    static JsonObject Properties(WorkUnit unit, ComputedScene scene)
    {
        var grid = scene.Grid;
        var properties = new JsonObject
        {
            ["title"] = Title(unit),
            ["datetime"] = null,
            ["constellation"] = Sensor.Sentinel2.Constellation,
            ["instruments"] = StacAsset.Array(Sensor.Sentinel2.Instrument),
            ["gsd"] = Math.Round(grid.PixelSize, 3),
            ["grid:code"] = $"MGRS-{unit.Scene.Tile}",
            ["proj:code"] = $"EPSG:{grid.Epsg}",
            ["proj:shape"] = new JsonArray(grid.Height, grid.Width),
            ["proj:transform"] = StacAsset.Array(grid.PixelSize, 0.0, grid.OriginX, 0.0, -grid.PixelSize, grid.OriginY),
            ["proj:bbox"] = StacAsset.Array(grid.OriginX, grid.Bottom, grid.Right, grid.OriginY),
            ["processing:level"] = "L3",
            ["processing:lineage"] = Lineage(unit),
            ["processing:software"] = new JsonObject { ["vegetation-worker"] = Software.Version },
            ["vegetation:offset"] = scene.Offset.Value,
            ["vegetation:offset_basis"] = scene.Offset.Basis,
            ["vegetation:offset_confidence"] = scene.Offset.Confidence,
            ["vegetation:pixels"] = Counts(scene.Indices[0].Pixels),
            ["vegetation:warnings"] = StacAsset.Array([.. scene.Warnings.Select(warning => warning.Text)]),
        };
        if (unit.Scene.IsGenerated) properties["vegetation:generated"] = true;
        if (unit.Composite is { } composite)
        {
            (properties["start_datetime"], properties["end_datetime"]) = (Time(composite.From), Time(composite.To));
            properties["vegetation:composite"] = JsonNamingPolicy.CamelCase.ConvertName(composite.Rule.ToString());
            return properties;
        }
        properties["datetime"] = Time(unit.Scene.Sensed);
        if (unit.Scene.Platform is { } platform) properties["platform"] = platform;
        if (unit.Scene.CloudCover is { } cloudCover) properties["eo:cloud_cover"] = cloudCover;
        if (unit.Scene.SunElevation is { } elevation) properties["view:sun_elevation"] = elevation;
        if (unit.Scene.SunAzimuth is { } azimuth) properties["view:sun_azimuth"] = azimuth;
        if (unit.Scene.RelativeOrbit is { } orbit) properties["sat:relative_orbit"] = orbit;
        return properties;
    }

    static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static string Lineage(WorkUnit unit)
    {
        var composite = unit.Composite is { } several
            ? $"; composite ({several.Rule.ToString().ToLowerInvariant()}) of {unit.Acquisitions.Count} acquisitions" : "";
        var source = unit.Scene.IsGenerated ? "generated scenes" : "Sentinel-2 L2A";
        return $"{Labels(unit)} of {source}; {unit.Mask.ToRule().Phrase}{composite}";
    }

    static string Title(WorkUnit unit)
    {
        var time = unit.Composite is { } several ? $"{new Window(several.From, several.To)}"
            : unit.Scene.Sensed.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{Labels(unit)} of {unit.Scene.Tile}, {time}";
    }

    static string Labels(WorkUnit unit) => string.Join(", ", unit.SpectralIndices.Select(unit.LabelOf));

    /// <summary>Up to the run's collection, and back to each granule whose item is known, with the offset that its pixels got.</summary>
    static JsonArray Links(ComputedScene scene) =>
    [
        .. new[] { "root", "parent", "collection" }.Select(rel => (JsonNode)new JsonObject
        {
            ["rel"] = rel,
            ["href"] = OutputNames.Collection,
            ["type"] = "application/json",
        }),
        .. scene.Sources.Where(source => source.Scene.ItemHref is not null).Select(source => (JsonNode)new JsonObject
        {
            ["rel"] = "derived_from",
            ["href"] = source.Scene.ItemHref,
            ["type"] = MediaTypes.GeoJson,
            ["title"] = source.Scene.Id,
            ["vegetation:offset"] = source.Offset.Value,
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
        ["tooFew"] = pixels.TooFew,
    };
}
