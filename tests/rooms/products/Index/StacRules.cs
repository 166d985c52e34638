using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Products.Stac;

namespace Vegetation.Tests.Products.Index;

/// <summary>
/// The rules of STAC 1.1 and of the extensions that we name, from the texts of their specifications, for items and collections as we write
/// them. The JSON schemas themselves come with no package and are not fetched. Stricter than they are where a field of ours has one right
/// form.
/// </summary>
static partial class StacRules
{
    const string Known = "https://stac-extensions.github.io/";

    /// <summary>Every extension by its prefix, with the version whose text these rules follow.</summary>
    static readonly Dictionary<string, string> Prefixes = new()
    {
        ["proj"] = "projection/v2.0.0", ["raster"] = "raster/v2.0.0", ["processing"] = "processing/v1.2.0", ["file"] = "file/v2.1.0",
        ["grid"] = "grid/v1.1.0", ["renders"] = "render/v2.0.0", ["eo"] = "eo/v2.0.0", ["classification"] = "classification/v2.0.0",
        ["view"] = "view/v1.0.0", ["sat"] = "sat/v1.0.0",
    };

    /// <returns>What is wrong, a sentence each; nothing where all is well.</returns>
    public static IReadOnlyList<string> Faults(JsonElement document)
    {
        var faults = new List<string>();
        void Must(bool holds, string rule) { if (!holds) faults.Add(rule); }

        Must(Text(document, "stac_version") == "1.1.0", "stac_version is 1.1.0");
        Must(Text(document, "id") is { Length: > 0 }, "id is a text");
        var extensions = Array(document, "stac_extensions").ConvertAll(extension => extension.GetString()!);
        Must(extensions.Distinct().Count() == extensions.Count, "no extension is named twice");
        var used = Names(document).Where(name => name.Contains(':')).Select(name => name.Split(':')[0]).ToHashSet();
        used.Remove("vegetation");
        if (document.TryGetProperty("renders", out _)) used.Add("renders"); // the one extension whose field has no prefix
        foreach (var prefix in used)
            Must(Prefixes.TryGetValue(prefix, out var version) && extensions.Contains($"{Known}{version}/schema.json"),
                $"{prefix}: needs its extension");
        foreach (var extension in extensions)
            Must(used.Any(prefix => Prefixes.TryGetValue(prefix, out var version) && extension == $"{Known}{version}/schema.json"),
                $"{extension} is named and not used");

        foreach (var link in Array(document, "links"))
        {
            Must(Text(link, "rel") is { Length: > 0 } && Text(link, "href") is { Length: > 0 }, "a link has rel and href");
            Must(!link.TryGetProperty("type", out var type) || type.ValueKind == JsonValueKind.String, "a link's type is a text");
        }
        if (document.TryGetProperty("assets", out var assets))
            foreach (var asset in assets.EnumerateObject()) Asset(asset.Name, asset.Value, needsHref: true, Must);
        else Must(Text(document, "type") != "Feature", "an item has assets");
        if (Text(document, "type") == "Feature") Item(document, Must);
        else if (Text(document, "type") == "Catalog") Catalog(document, Must);
        else Collection(document, Must);
        return faults;
    }

    static void Item(JsonElement item, Action<bool, string> must)
    {
        must(item.TryGetProperty("geometry", out var geometry) && Text(geometry, "type") is "Polygon" or "MultiPolygon",
            "geometry is a Polygon or MultiPolygon");
        must(IsBox(item.TryGetProperty("bbox", out var box) ? box : default), "bbox is west, south, east, north");
        var rels = Array(item, "links").Select(link => Text(link, "rel")).ToList();
        must(rels.Contains("collection") == (Text(item, "collection") is { Length: > 0 }),
            "collection is named where it is linked, and only there");
        foreach (var rel in new[] { "root", "parent", "collection", "self" })
            must(rels.Count(r => r == rel) <= 1, $"there is at most one link {rel}");
        var properties = item.GetProperty("properties");
        must(IsUtc(Text(properties, "datetime")) || (properties.GetProperty("datetime").ValueKind == JsonValueKind.Null
            && IsUtc(Text(properties, "start_datetime")) && IsUtc(Text(properties, "end_datetime"))),
            "datetime is a time in UTC, or null where start and end are");
        if (Text(item, "collection") == MapItem.CollectionId) Map(item, must);
        else Scene(properties, must);
        must(Texts(properties, "instruments"), "instruments is a list of texts");
        must(Text(properties, "constellation") == "sentinel-2", "constellation is sentinel-2");
        must(AuthorityCode().IsMatch(Text(properties, "proj:code") ?? ""), "proj:code is authority and code");
        must(Numbers(properties, "proj:shape") is [> 0 and var rows, > 0 and var columns] && rows % 1 == 0 && columns % 1 == 0,
            "proj:shape is rows and columns");
        must(Numbers(properties, "proj:transform") is { Length: 6 or 9 }, "proj:transform has 6 or 9 numbers");
        must(Numbers(properties, "proj:bbox") is [var west, var south, var east, var north] && west < east && south < north,
            "proj:bbox is left, bottom, right, top");
    }

    static void Scene(JsonElement properties, Action<bool, string> must)
    {
        must(properties.TryGetProperty("gsd", out var gsd) && gsd.GetDouble() > 0, "gsd is above 0");
        must(GridCode().IsMatch(Text(properties, "grid:code") ?? ""), "grid:code is a designation, a dash and a code");
        must(Text(properties, "processing:level") is { } level && Level().IsMatch(level), "processing:level is RAW or L and a number");
        must(Text(properties, "processing:lineage") is { Length: > 0 }, "processing:lineage is a text");
        must(properties.TryGetProperty("processing:software", out var software)
            && software.EnumerateObject().All(s => s.Value.ValueKind == JsonValueKind.String),
            "processing:software gives versions as texts");
        must(!properties.TryGetProperty("eo:cloud_cover", out var clouds) || clouds.GetDouble() is >= 0 and <= 100,
            "eo:cloud_cover is a percentage");
        must(!properties.TryGetProperty("view:sun_elevation", out var elevation) || elevation.GetDouble() is >= -90 and <= 90,
            "view:sun_elevation is an angle above the horizon");
        must(!properties.TryGetProperty("view:sun_azimuth", out var azimuth) || azimuth.GetDouble() is >= 0 and <= 360,
            "view:sun_azimuth is an angle from north");
        must(!properties.TryGetProperty("sat:relative_orbit", out var orbit) || orbit.GetInt32() >= 1, "sat:relative_orbit is a number");
        must(Text(properties, "title") is { Length: > 0 }, "title is a text");
    }

    static void Map(JsonElement item, Action<bool, string> must)
    {
        must(IsUtc(Text(item.GetProperty("properties"), "created")), "created is a time in UTC");
        foreach (var (name, render) in item.GetProperty("renders").EnumerateObject().Select(render => (render.Name, render.Value)))
        {
            must(Array(render, "assets").All(asset => item.GetProperty("assets").TryGetProperty(asset.GetString()!, out _)),
                $"the render {name} is of assets of the item");
            must(Array(render, "rescale").All(range => range.GetArrayLength() == 2 && range[0].GetDouble() < range[1].GetDouble()),
                $"the render {name} has ranges");
            must(render.GetProperty("colormap").EnumerateObject().Count() == 256, $"the render {name} has 256 colours");
        }
    }

    static void Catalog(JsonElement catalog, Action<bool, string> must)
    {
        must(Text(catalog, "description") is { Length: > 0 }, "description is a text");
        must(Array(catalog, "links").Count(link => Text(link, "rel") == "root") == 1, "there is one link root");
        must(Array(catalog, "links").Any(link => Text(link, "rel") == "child"), "a catalog has children");
    }

    static void Collection(JsonElement collection, Action<bool, string> must)
    {
        must(Text(collection, "type") == "Collection", "type is Feature or Collection");
        must(Text(collection, "description") is { Length: > 0 }, "description is a text");
        must(License().IsMatch(Text(collection, "license") ?? ""), "license is an SPDX identifier or other");
        must(Text(collection, "license") != "other" || Array(collection, "links").Any(link => Text(link, "rel") == "license"),
            "license other has a link to its text");
        must(Array(collection, "links").Count(link => Text(link, "rel") == "root") == 1, "there is one link root");
        foreach (var provider in Array(collection, "providers"))
        {
            must(Text(provider, "name") is { Length: > 0 }, "a provider has a name");
            must(Array(provider, "roles").All(role => role.GetString() is "producer" or "licensor" or "processor" or "host"),
                "a provider's role is one of four");
        }
        var extent = collection.GetProperty("extent");
        var boxes = Array(extent.GetProperty("spatial"), "bbox");
        must(boxes.Count > 0 && boxes.All(IsBox), "extent.spatial.bbox is boxes");
        var intervals = Array(extent.GetProperty("temporal"), "interval");
        must(intervals.Count > 0 && intervals.All(i => i.GetArrayLength() == 2 && i.EnumerateArray().All(t => IsUtc(t.GetString()))),
            "extent.temporal.interval is pairs of times");
        if (collection.TryGetProperty("summaries", out var summaries))
            foreach (var summary in summaries.EnumerateObject())
                must(
                    summary.Value.ValueKind == JsonValueKind.Array ? summary.Value.GetArrayLength() > 0
                        : summary.Value.TryGetProperty("minimum", out _) && summary.Value.TryGetProperty("maximum", out _),
                    $"the summary {summary.Name} is a list that is not empty, or a range");
        if (collection.TryGetProperty("item_assets", out var definitions))
            foreach (var definition in definitions.EnumerateObject())
            {
                Asset(definition.Name, definition.Value, needsHref: false, must);
                must(definition.Value.EnumerateObject().Count() >= 2, $"the item asset {definition.Name} says two things at least");
            }
    }

    static bool IsBox(JsonElement box) => box.ValueKind == JsonValueKind.Array
        && box.EnumerateArray().Select(n => n.GetDouble()).ToArray()
            is [>= -180 and <= 180, >= -90 and var south, >= -180 and <= 180, <= 90 and var north] && south <= north;

    static bool IsUtc(string? text) => text is not null && text.EndsWith('Z')
        && DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out _);

    static bool Texts(JsonElement of, string name) =>
        Array(of, name) is { Count: > 0 } values && values.All(v => v.ValueKind == JsonValueKind.String);
    static double[] Numbers(JsonElement of, string name) => [.. Array(of, name).Select(n => n.GetDouble())];
    static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;
    static List<JsonElement> Array(JsonElement of, string name) =>
        of.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array ? [.. values.EnumerateArray()] : [];

    static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Names(p.Value).Prepend(p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    [GeneratedRegex("^[A-Z0-9]+-[-_.A-Za-z0-9]+$")] private static partial Regex GridCode();
    [GeneratedRegex("^[A-Z]+:[0-9]+$")] private static partial Regex AuthorityCode();
    [GeneratedRegex(@"^(RAW|L[0-9][A-Z]?)$")] private static partial Regex Level();
    [GeneratedRegex(@"^[\w\-.+]+$")] private static partial Regex License();
}
