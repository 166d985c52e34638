using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Geography;

namespace Vegetation.Local.Demo;

/// <summary>Writes a scene's STAC item in the shape of Earth Search's.</summary>
static class DemoItem
{
    /// <summary>Placeholder in the files for the address at which they will be served.</summary>
    public const string Base = "http://base.invalid";

    static readonly string[] PercentageOfClass =
    [
        "s2:nodata_pixel_percentage", "s2:saturated_defective_pixel_percentage", "s2:dark_features_percentage",
        "s2:cloud_shadow_percentage",
        "s2:vegetation_percentage", "s2:not_vegetated_percentage", "s2:water_percentage", "s2:unclassified_percentage",
        "s2:medium_proba_clouds_percentage", "s2:high_proba_clouds_percentage", "s2:thin_cirrus_percentage", "s2:snow_ice_percentage",
    ];

    /// <param name="scl">The scene's class codes.</param>
    public static JsonObject Of(DemoScene scene, byte[] scl)
    {
        var corners = scene.Tile.Corners();
        Position[] ring = [.. corners.Append(corners[0]).Select(c => new Position(c.Lon, c.Lat))];
        return new JsonObject
        {
            ["type"] = "Feature",
            ["stac_version"] = "1.0.0",
            ["id"] = scene.Id,
            ["properties"] = Properties(scene, scl),
            ["geometry"] = GeoJson.Polygon(new AreaPolygon([ring])),
            ["links"] = new JsonArray(
                Link("self", "application/geo+json", $"{Base}/collections/{scene.Pass.Collection.Name}/items/{scene.Id}"),
                Link("collection", "application/json", $"{Base}/collections/{scene.Pass.Collection.Name}"),
                Link("root", "application/json", Base + "/")),
            ["assets"] = Assets(scene),
            ["bbox"] = new JsonArray(corners.Min(c => c.Lon), corners.Min(c => c.Lat), corners.Max(c => c.Lon), corners.Max(c => c.Lat)),
            ["stac_extensions"] = new JsonArray(
                "https://stac-extensions.github.io/grid/v1.0.0/schema.json", "https://stac-extensions.github.io/mgrs/v1.0.0/schema.json",
                "https://stac-extensions.github.io/eo/v1.0.0/schema.json",
                "https://stac-extensions.github.io/projection/v1.0.0/schema.json",
                "https://stac-extensions.github.io/raster/v1.1.0/schema.json"),
            ["collection"] = scene.Pass.Collection.Name,
        };
    }

    static JsonObject Link(string rel, string type, string href) => new() { ["rel"] = rel, ["type"] = type, ["href"] = href };

    static JsonObject Properties(DemoScene scene, byte[] scl)
    {
        var (tile, pass) = (scene.Tile, scene.Pass);
        var properties = new JsonObject
        {
            ["datetime"] = pass.Sensed.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["platform"] = pass.Platform,
            ["constellation"] = "sentinel-2",
            ["instruments"] = new JsonArray("msi"),
            ["proj:epsg"] = tile.Epsg,
            ["mgrs:utm_zone"] = tile.Zone,
            ["mgrs:latitude_band"] = tile.Name[2..3],
            ["mgrs:grid_square"] = tile.Name[3..],
            ["grid:code"] = "MGRS-" + tile.Name,
            ["s2:processing_baseline"] = scene.Baseline,
            ["s2:sequence"] = "0",
        };
        if (!scene.IsCollection1) properties["earthsearch:boa_offset_applied"] = scene.OffsetApplied;
        AddPercentages(properties, ScenePixels.ByClass(scl));
        return properties;
    }

    /// <summary>Nodata is of all pixels, everything else of those with data, as ESA counts.</summary>
    static void AddPercentages(JsonObject properties, long[] byClass)
    {
        var all = byClass.Sum();
        var seen = all - byClass[0];
        for (var code = 0; code < byClass.Length; code++)
            properties[PercentageOfClass[code]] = Math.Round(100.0 * byClass[code] / (code == 0 ? all : seen), 6);
        properties["eo:cloud_cover"] = Math.Round(100.0 * (byClass[8] + byClass[9] + byClass[10]) / seen, 6);
    }

    static JsonObject Assets(DemoScene scene)
    {
        var assets = new JsonObject
        {
            ["red"] = Measure(scene, "B04.tif", "red", "Red (band 4) - 10m"),
            ["nir"] = Measure(scene, "B08.tif", "nir", "NIR 1 (band 8) - 10m"),
            ["scl"] = Bytes(scene, "SCL.tif", "Scene classification map (SCL)"),
        };
        foreach (var band in DemoBand.All) assets[band.Name] = Measure(scene, band.File, band.Name, band.Title, band.Factor);
        if (scene.IsCollection1) assets[DemoClouds.Asset] = Bytes(scene, DemoClouds.File, "Cloud probabilities");
        return assets;
    }

    static JsonObject Measure(DemoScene scene, string file, string band, string title, int factor = 1)
    {
        var asset = Asset(scene, file, title, factor);
        asset["eo:bands"] = new JsonArray(new JsonObject { ["name"] = band, ["common_name"] = band });
        // Derived from the baseline alone: it says -0.1 also where the pixels are corrected, as in the real catalog.
        asset["raster:bands"] = new JsonArray(new JsonObject
        {
            ["nodata"] = 0, ["data_type"] = "uint16", ["bits_per_sample"] = 15, ["spatial_resolution"] = factor * DemoTile.PixelMetres,
            ["scale"] = 0.0001, ["offset"] = scene.Baseline == "02.14" ? 0 : -0.1,
        });
        return asset;
    }

    static JsonObject Bytes(DemoScene scene, string file, string title)
    {
        var asset = Asset(scene, file, title, 2);
        asset["raster:bands"] = new JsonArray(
            new JsonObject { ["nodata"] = 0, ["data_type"] = "uint8", ["spatial_resolution"] = 2 * DemoTile.PixelMetres });
        return asset;
    }

    static JsonObject Asset(DemoScene scene, string file, string title, int factor) => new()
    {
        ["href"] = $"{Base}/{scene.Folder}/{file}",
        ["type"] = MediaTypes.Cog,
        ["title"] = title,
        ["proj:shape"] = new JsonArray(DemoTile.Pixels / factor, DemoTile.Pixels / factor),
        ["proj:transform"] = new JsonArray(
            factor * DemoTile.PixelMetres, 0, scene.Tile.West, 0, -factor * DemoTile.PixelMetres, scene.Tile.North),
        ["roles"] = new JsonArray("data", "reflectance"),
    };
}
