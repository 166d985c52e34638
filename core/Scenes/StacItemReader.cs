using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Sensors;
using static Vegetation.Core.Scenes.ItemFields;

namespace Vegetation.Core.Scenes;

/// <summary>
/// Reads a STAC item of Sentinel-2 L2A, 1.0 or 1.1, in the shapes of Earth Search v0, v1 and collection 1, of Planetary Computer and of the
/// Copernicus Data Space.
/// Unknown fields are ignored; an item that lacks what a scene needs is unreadable: nothing is guessed.
/// </summary>
public static class StacItemReader
{
    /// <summary>ESA's shares that make eo:cloud_cover of an L2A item.</summary>
    static readonly string[] Clouds = ["s2:medium_proba_clouds_percentage", "s2:high_proba_clouds_percentage", "s2:thin_cirrus_percentage"];

    /// <param name="bands">Those that a scene must have, and whose assets it keeps.</param>
    /// <returns>A scene, or the reason why the item is none.</returns>
    public static (Scene? Scene, UnreadableItem? Unreadable) Read(JsonElement item, string catalog, IReadOnlyList<BandRole> bands)
    {
        try
        {
            return ReadItem(item, catalog, bands);
        }
        catch (InvalidOperationException) // half a surrogate pair: not valid Unicode
        {
            return (null, UnreadableItem.Of("", GapReason.BadJson));
        }
    }

    static (Scene? Scene, UnreadableItem? Unreadable) ReadItem(
        JsonElement item, string catalog, IReadOnlyList<BandRole> bands)
    {
        var (id, stated) = item.ValueKind == JsonValueKind.Object ? (Text(item, "id") ?? "", Child(item, "properties")) : ("", null);
        var tiles = StacTile.Of(id, stated);
        if (!SceneId.TryTile(id, out _)) return Refuse(GapReason.BadId);
        if (stated is not { } properties || Child(item, "assets") is not { } assets) return Refuse(GapReason.BadJson);
        if ((Twice(item) ?? Twice(properties) ?? Twice(assets)) is { } name) return Refuse(GapReason.FieldTwice, name);
        if (tiles is not [var tile]) return Refuse(GapReason.BadTile);
        if (SensingTime.TryParse(Text(properties, "datetime")) is not { } sensed) return Refuse(GapReason.BadTime);
        if (Baseline(properties, id) is not { } baseline) return Refuse(GapReason.BadBaseline);
        var found = Assets(assets, bands);
        if (Representative(found) is not { } asset || bands.Any(role => !found.ContainsKey(role) && !Sensor.Sentinel2[role].IsOptional))
            return Refuse(GapReason.MissingAsset);
        if ((Epsg(properties) ?? Epsg(asset) ?? tile.Epsg) != tile.Epsg) return Refuse(
            GapReason.BadGrid); // a tile lies in its own UTM zone
        var (collection, declaredOffset) = (Text(item, "collection") ?? "", StacOffset.Of(asset));
        if (!CatalogOffset.IsPlausible(collection, declaredOffset)) return Refuse(GapReason.BadOffset);
        return (new Scene
        {
            Id = id,
            Collection = collection,
            Catalog = catalog,
            Tile = tile.ToString(),
            Sensed = sensed,
            Acquisition = StacAcquisition.Of(properties),
            Datastrip = StacAcquisition.Datastrip(properties),
            Platform = Text(properties, "platform") is { Length: <= Scene.LongestName } platform ? platform : null,
            Epsg = tile.Epsg,
            Assets = found.ToDictionary(band => Sensor.Sentinel2[band.Key].Name, band => Asset(band.Value)),
            Baseline = baseline,
            OffsetApplied = Flag(properties, "earthsearch:boa_offset_applied") ?? Flag(properties, "sentinel:boa_offset_applied"),
            DeclaredOffset = declaredOffset,
            CloudCover = Number(properties, "eo:cloud_cover") ?? Percent(properties, Clouds),
            SunElevation = Within(Number(properties, "view:sun_elevation"), -90, 90),
            SunAzimuth = Within(Number(properties, "view:sun_azimuth"), 0, 360),
            RelativeOrbit = StacAcquisition.RelativeOrbit(properties),
            NodataShare = NodataShare(properties),
            CloudyShare = CloudyShare(properties),
            Bounds = Bounds(item),
            Outline = StacOutline.Of(item),
            ItemHref = SelfLink(item),
        }, null);

        (Scene?, UnreadableItem?) Refuse(GapReason reason, string? detail = null) =>
            (null, UnreadableItem.Of(id, reason, tiles.Count > 0 ? tiles[0] : null, detail));
    }

    /// <summary>A field that occurs twice: which one counts differs from parser to parser.</summary>
    static string? Twice(JsonElement parent)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return parent.EnumerateObject().Select(field => field.Name).FirstOrDefault(name => !names.Add(name));
    }

    /// <summary>The baseline as its property says it, or as ESA's product name does: _N0301_ is 03.01.</summary>
    static string? Baseline(JsonElement properties, string id)
    {
        var stated = Text(properties, "s2:processing_baseline") ?? Text(properties, "sentinel:processing_baseline");
        if (stated is not null) return CatalogOffset.TryBaseline(stated, out _) ? stated : null;
        var product = Text(properties, "s2:product_uri") ?? Text(properties, "sentinel:product_id") ?? id;
        var part = product.Split('_')
            .FirstOrDefault(p => p.Length == 5 && p[0] == 'N' && p.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0);
        return part is null ? null : $"{part[1..3]}.{part[3..]}";
    }

    /// <summary>The EPSG code as declared, by projection 1.2 and later, or before.</summary>
    static int? Epsg(JsonElement declaring) =>
        Text(declaring, "proj:code") is { } code && code.StartsWith("EPSG:", StringComparison.Ordinal)
        && int.TryParse(code.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed : (int?)Number(declaring, "proj:epsg");

    /// <summary>For each band the asset under the first of its keys that holds something to be read; left out where none does.</summary>
    static Dictionary<BandRole, JsonElement> Assets(JsonElement assets, IReadOnlyList<BandRole> bands) => bands
        .Select(role => (role, Asset: Sensor.Sentinel2[role].AssetKeys.Select(key => Child(assets, key))
            .FirstOrDefault(asset => asset is { } found && IsPlain(Text(found, "href")))))
        .Where(band => band.Asset is not null).ToDictionary(band => band.role, band => band.Asset!.Value);

    /// <summary>The asset that speaks for all reflectances: red, or the first other.</summary>
    static JsonElement? Representative(Dictionary<BandRole, JsonElement> found) =>
        found.TryGetValue(BandRole.Red, out var red) ? red
        : found.Where(band => Sensor.Sentinel2[band.Key].IsReflectance).Select(band => (JsonElement?)band.Value).FirstOrDefault();

    static SceneAsset Asset(JsonElement asset)
    {
        var href = Text(asset, "href")!;
        return Child(asset, "proj:shape", JsonValueKind.Array) is { } shape && shape.GetArrayLength() == 2
            && Whole(shape[0]) is { } height && Whole(shape[1]) is { } width
            ? new SceneAsset(href, height, width, Place(asset))
            : new SceneAsset(href, Place: Place(asset));
    }

    /// <summary>
    /// The first six numbers of proj:transform, row by row of the matrix. What is no place of north-up square pixels is not there: the
    /// worker has the tile's own.
    /// </summary>
    static PixelPlace? Place(JsonElement asset)
    {
        if (Child(asset, "proj:transform", JsonValueKind.Array) is not { } transform
            || transform.GetArrayLength() is not (6 or 9)) return null;
        double[] six =
            [.. transform.EnumerateArray().Take(6).Select(n => n.ValueKind == JsonValueKind.Number ? n.GetDouble() : double.NaN)];
        return six is [var size, 0, var west, 0, var down, var north] && size > 0 && down == -size && double.IsFinite(west + north + size)
            ? new PixelPlace(west, north, size) : null;
    }

    // The worker reads plain addresses only; user info and queries may be keys or signatures, so they are never stored.
    static bool IsPlain(string? href) =>
        href is { Length: <= SceneAsset.LongestHref } && Uri.TryCreate(href, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https" or "http" or "file", UserInfo: "", Query: "" };

    static double? Within(double? number, double least, double most) => number >= least && number <= most ? number : null;

    static double NodataShare(JsonElement properties)
    {
        var percent = Number(properties, "s2:nodata_pixel_percentage") ?? 100 - (Number(properties, "sentinel:data_coverage") ?? 100);
        return Math.Clamp(percent / 100, 0, 1);
    }

    static double CloudyShare(JsonElement properties)
    {
        var percent = Percent(properties, [.. Clouds, "s2:cloud_shadow_percentage"]) ?? Number(properties, "eo:cloud_cover") ?? 0;
        return Math.Clamp(percent / 100, 0, 1);
    }

    /// <summary>The sum of those percentages that the item states; null where it states none.</summary>
    static double? Percent(JsonElement properties, string[] names)
    {
        var stated = names.Select(name => Number(properties, name)).OfType<double>().ToList();
        return stated.Count > 0 ? stated.Sum() : null;
    }

    /// <summary>The bbox, unless wider than 180 degrees: catalogs write scenes at the antimeridian as boxes around the Earth.</summary>
    static double[]? Bounds(JsonElement item)
    {
        if (Child(item, "bbox", JsonValueKind.Array) is not { } bbox || bbox.GetArrayLength() != 4) return null;
        var sides = bbox.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN).ToArray();
        return sides.All(double.IsFinite) && sides[2] >= sides[0] && sides[2] - sides[0] < 180 ? sides : null;
    }

    static string? SelfLink(JsonElement item) =>
        Child(item, "links", JsonValueKind.Array) is { } links
            ? links.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.Object && Text(l, "rel") == "self")
                .Select(l => Text(l, "href")).FirstOrDefault(IsPlain)
            : null;
}
