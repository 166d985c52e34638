using System.Globalization;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// A STAC API's item search with the extensions query, sort and fields. Servers that do not know one ignore it: the answer is then
/// unfiltered, unsorted or larger, and right all the same. CQL2 is not used, for Earth Search answers it with everything.
/// </summary>
sealed class StacCatalog(StacClient client, string root, IReadOnlyList<string> collections, IReadOnlyList<BandRole> bands) : ICatalog
{
    /// <summary>
    /// Everything that makes a scene. Assets are most of an item (25 of 31 kB) and few of them are needed, under the keys of several
    /// catalogs; the properties come whole, since names in them differ from catalog to catalog.
    /// </summary>
    readonly string[] fields =
    [
        "type", "id", "collection", "bbox", "geometry", "links", "properties",
        .. Sensor.Sentinel2.AssetKeys(bands).Select(key => $"assets.{key}"),
    ];

    /// <summary>How many of a catalog's collections an error names.</summary>
    const int MostNamed = 10;

    readonly ItemList items = new(root, "id", item => StacItemReader.Read(item, root, bands));

    public IReadOnlyList<string> Collections => collections;

    public bool CanBeSliced => true;

    public PageLink First(Request request) => new($"{root}/search", "POST", Body(request));

    public async Task<CatalogPage> Page(PageLink link, CancellationToken cancellationToken)
    {
        var (answer, asked) = await client.Ask(link, cancellationToken);
        using var read = answer;
        var features = answer.List("features")
            ?? throw new CatalogUnavailableException(root, "the answer has no list of features: is this the address of a STAC API?");
        var next = StacLinks.Next(root, answer, asked) is { } found ? PageLimit.Restore(found, link, asked) : null;
        return items.Page(features, PageLimit.Largest, next) with { Matched = answer.Matched };
    }

    /// <summary>Servers answer a search in a collection that they do not have with an empty list, like that of an empty week.</summary>
    public async Task Confirm(CancellationToken cancellationToken)
    {
        var known = await new StacCollections(client, root).List(cancellationToken);
        if (known.Intersect(collections, StringComparer.Ordinal).Any()) return;
        var some = string.Join(", ", known.Take(MostNamed)) + (known.Count > MostNamed ? $" and {known.Count - MostNamed} more" : "");
        throw new CatalogUnavailableException(root, $"got none of the collections {string.Join(", ", collections)}; it has " +
            $"{(known.Count == 0 ? "no collection" : some)}. Name one of them as {root}/collections/NAME");
    }

    /// <summary>
    /// Sorted by a key that no two items share: without it, pages of some servers overlap or leave items out. Clouds are no part of the
    /// search: whole acquisitions are judged by them, and items need not say how cloudy they are.
    /// </summary>
    JsonObject Body(Request request)
    {
        var body = new JsonObject
        {
            ["collections"] = Texts(collections),
            ["datetime"] = Interval(request.Window),
            ["sortby"] = new JsonArray(Ascending("properties.datetime"), Ascending("id")),
            ["fields"] = new JsonObject { ["include"] = Texts(fields) },
            ["limit"] = PageLimit.Largest,
        };
        AddArea(body, request.Area);
        return body;
    }

    /// <summary>
    /// Search engines may take a polygon as wide as half the Earth for one that crosses the antimeridian; a box they do not.
    /// </summary>
    static void AddArea(JsonObject body, Area area)
    {
        var (west, south, east, north) = area.Bounds;
        if (area.Polygons.Any(p => p.Width >= 180)) body["bbox"] = new JsonArray(west, south, east, north);
        else body["intersects"] = GeoJson.MultiPolygon(area.Polygons);
    }

    /// <summary>Both ends count in STAC, and here to the second; the caller applies the half-open window.</summary>
    static string Interval(Window window) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{window.From:yyyy-MM-dd'T'HH:mm:ss'Z'}/{window.To.AddTicks(TimeSpan.TicksPerSecond - 1):yyyy-MM-dd'T'HH:mm:ss'Z'}");

    static JsonObject Ascending(string field) => new() { ["field"] = field, ["direction"] = "asc" };

    static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
