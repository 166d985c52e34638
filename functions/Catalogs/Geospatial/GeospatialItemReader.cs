using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;

namespace Vegetation.Functions.Catalogs.Geospatial;

/// <summary>
/// Reads an item of SearchRasterDataCollection. It has links, a time and the cloud cover: no baseline, no offset, no share without data.
/// The scene's own STAC item lies beside its files in the public bucket, and the worker reads the rest there.
/// </summary>
static class GeospatialItemReader
{
    /// <summary>The collection in which the bucket's items are, in the words of STAC.</summary>
    public const string Collection = "sentinel-2-l2a";

    /// <returns>A scene without a baseline, or the reason why the item is unreadable.</returns>
    public static (Scene? Scene, UnreadableItem? Unreadable) Read(JsonElement item, IReadOnlyList<BandRole> bands)
    {
        try
        {
            return ReadItem(item, bands);
        }
        catch (InvalidOperationException) // half a surrogate pair: not valid Unicode
        {
            return (null, UnreadableItem.Of("", GapReason.BadJson));
        }
    }

    static (Scene? Scene, UnreadableItem? Unreadable) ReadItem(JsonElement item, IReadOnlyList<BandRole> bands)
    {
        var id = item.ValueKind == JsonValueKind.Object ? Text(item, "Id") ?? "" : "";
        if (!SceneId.TryTile(id, out var tile)) return Refuse(GapReason.BadId);
        if (Time(item) is not { } sensed) return Refuse(GapReason.BadTime);
        if (Child(item, "Assets", JsonValueKind.Object) is not { } assets) return Refuse(GapReason.BadJson);
        var files = bands.Select(role => Sensor.Sentinel2[role]).Select(band => (band.Name, band.IsOptional, Href: Href(assets, band.Name)))
            .Where(file => file.Href is not null || !file.IsOptional).ToList();
        if (files.Any(file => file.Href is null)) return Refuse(GapReason.MissingAsset);
        if (files.Any(file => file.Href!.Segments[^2] != id + "/")) return Refuse(GapReason.AssetsOfAnotherScene);
        var properties = Child(item, "Properties", JsonValueKind.Object);
        var cloudCover = properties is { } p ? Child(p, "EoCloudCover", JsonValueKind.Number)?.GetDouble() : null;
        return (new Scene
        {
            Id = id,
            Collection = Collection,
            Catalog = CatalogName.SageMakerGeospatial,
            Tile = tile.ToString(),
            Sensed = sensed,
            Platform = properties is { } named && Text(named, "Platform") is { Length: <= Scene.LongestName } platform ? platform : null,
            Epsg = tile.Epsg,
            Assets = files.ToDictionary(file => file.Name, file => new SceneAsset(file.Href!.AbsoluteUri)),
            CloudCover = cloudCover,
            CloudyShare = Math.Clamp((cloudCover ?? 0) / 100, 0, 1),
            Bounds = Bounds(item),
            ItemHref = new Uri(files[0].Href!, $"{id}.json").AbsoluteUri,
        }, null);

        (Scene?, UnreadableItem?) Refuse(GapReason reason) => (null, UnreadableItem.Of(id, reason));
    }

    /// <summary>Seconds since 1970 to the millisecond, as the service model has it, or ISO 8601, as the SDKs print it.</summary>
    static DateTimeOffset? Time(JsonElement item)
    {
        const double end = 4_102_444_800; // 2100
        if (Child(item, "DateTime", JsonValueKind.Number)?.GetDouble() is { } seconds)
            return seconds is > 0 and < end ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1000)) : null;
        return SensingTime.TryParse(Text(item, "DateTime"));
    }

    /// <summary>
    /// Only public files: beside them are s3:// links of a bucket whose requester pays, and what stands in a user or a query may be a
    /// secret.
    /// </summary>
    static Uri? Href(JsonElement assets, string key) =>
        Child(assets, key, JsonValueKind.Object) is { } asset && Text(asset, "Href") is { Length: <= SceneAsset.LongestHref } text
        && Uri.TryCreate(text, UriKind.Absolute, out var href)
        && href is { Scheme: "https", UserInfo: "", Query: "", Segments.Length: > 2 } ? href : null;

    /// <summary>
    /// The box around the outline, unless it is as wide as half the Earth: three levels of coordinates cannot say what crosses the
    /// antimeridian.
    /// </summary>
    static double[]? Bounds(JsonElement item)
    {
        if (Child(item, "Geometry", JsonValueKind.Object) is not { } geometry
            || Child(geometry, "Coordinates", JsonValueKind.Array) is not { } rings) return null;
        if (GeoJson.Rings(rings)?.SelectMany(ring => ring).ToList() is not { Count: > 0 } positions) return null;
        var (west, east) = (positions.Min(p => p.Longitude), positions.Max(p => p.Longitude));
        return east - west < 180 ? [west, positions.Min(p => p.Latitude), east, positions.Max(p => p.Latitude)] : null;
    }

    static string? Text(JsonElement parent, string name) => Child(parent, name, JsonValueKind.String)?.GetString();

    static JsonElement? Child(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == kind ? child : null;
}
