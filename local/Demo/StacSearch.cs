using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;

namespace Vegetation.Local.Demo;

/// <summary>
/// One page of an item search with Earth Search's habits: ten items unless a limit is given, newest first, an opaque token in the next
/// link's body, and a next link on every page but an empty one, so that the last page is empty.
/// </summary>
static class StacSearch
{
    const int DefaultLimit = 10;

    public static JsonObject Page(IEnumerable<JsonObject> items, JsonObject search, Uri address)
    {
        var matched = items.Where(item => Matches(item, search)).OrderByDescending(Token, StringComparer.Ordinal).ToList();
        var token = (string?)search["next"];
        var limit = (int?)search["limit"] ?? DefaultLimit;
        var page = matched.Where(item => token is null || string.CompareOrdinal(Token(item), token) < 0).Take(limit).ToList();
        JsonArray links = [];
        if (page.Count > 0) links.Add(NextLink(search, Token(page[^1]), address));
        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["stac_version"] = "1.0.0",
            ["context"] = new JsonObject { ["limit"] = limit, ["matched"] = matched.Count, ["returned"] = page.Count },
            ["numberMatched"] = matched.Count,
            ["numberReturned"] = page.Count,
            ["features"] = new JsonArray([.. page.Select(item => item.DeepClone())]),
            ["links"] = links,
        };
    }

    static string Token(JsonObject item) => $"{item["properties"]!["datetime"]},{item["id"]},{item["collection"]}";

    static JsonObject NextLink(JsonObject search, string token, Uri address)
    {
        var body = search.DeepClone().AsObject();
        body["next"] = token;
        return new JsonObject
        {
            ["rel"] = "next", ["title"] = "Next page of Items", ["method"] = "POST", ["type"] = "application/geo+json",
            ["href"] = address.ToString(), ["merge"] = false, ["body"] = body,
        };
    }

    static bool Matches(JsonObject item, JsonObject search) =>
        (search["collections"] is not JsonArray collections || collections.Any(c => (string?)c == (string?)item["collection"]))
        && InInterval(Time((string)item["properties"]!["datetime"]!), (string?)search["datetime"])
        && Boxes(search) is var boxes && (boxes.Count == 0 || boxes.Any(box => Overlap(box, Numbers(item["bbox"]!))));

    /// <summary>Both ends count; ".." and an empty end are open.</summary>
    static bool InInterval(DateTimeOffset time, string? interval)
    {
        if (interval is null) return true;
        var ends = interval.Split('/');
        return (ends[0] is "" or ".." || Time(ends[0]) <= time) && (ends[^1] is "" or ".." || time <= Time(ends[^1]));
    }

    static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The boxes asked for; those around its polygons where an area is given, which is enough for tiles.</summary>
    static List<double[]> Boxes(JsonObject search)
    {
        if (search["bbox"] is { } bbox) return [Numbers(bbox)];
        if (search["intersects"] is not { } area) return [];
        var polygons = GeoJson.Polygons(JsonSerializer.SerializeToElement(area))
            ?? throw new FormatException($"this catalog does not support intersects of type {area["type"]}");
        return [.. polygons.Select(polygon => BoxOf(polygon.Rings[0]))];
    }

    static double[] BoxOf(IReadOnlyList<Position> outline) =>
        [outline.Min(p => p.Longitude), outline.Min(p => p.Latitude), outline.Max(p => p.Longitude), outline.Max(p => p.Latitude)];

    static bool Overlap(double[] a, double[] b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

    static double[] Numbers(JsonNode array) => [.. array.AsArray().Select(number => (double)number!)];
}
