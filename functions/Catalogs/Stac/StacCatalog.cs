using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>
/// A STAC API's item search with the extensions query, sort and fields. Servers that do not know one ignore it: the answer is then unfiltered,
/// unsorted or larger, and right all the same. CQL2 is not used, for Earth Search answers it with everything.
/// </summary>
public sealed class StacCatalog(StacClient client, string root, IReadOnlyList<string> collections) : ICatalog
{
    /// <summary>
    /// Everything that makes a scene. Assets are most of an item (25 of 31 kB) and three of them are needed, by new or by old names;
    /// the properties come whole, since names in them differ from catalog to catalog.
    /// </summary>
    static readonly string[] Fields =
    [
        "type", "id", "collection", "bbox", "geometry", "links", "properties",
        "assets.red", "assets.nir", "assets.scl", "assets.B04", "assets.B08", "assets.SCL",
    ];

    public IReadOnlyList<string> Collections => collections;

    public PageLink First(Request request) => new($"{root}/search", "POST", Body(request));

    public async Task<CatalogPage> Page(PageLink link, CancellationToken cancellation)
    {
        if (!IsHere(link)) throw new CatalogUnavailableException(root, $"its next link leads elsewhere: {link.Href}");
        var (json, asked) = await client.Ask(link, cancellation);
        using var _ = json;
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            throw new CatalogUnavailableException(root, "the answer has no list of features: is this the address of a STAC API?");
        var read = features.EnumerateArray().Select(item => StacItemReader.Read(item, root)).ToList();
        return new CatalogPage(
            [.. read.Where(r => r.Scene is not null).Select(r => r.Scene!)],
            [.. read.Where(r => r.Unreadable is not null).Select(r => r.Unreadable!)],
            features.GetArrayLength() == 0 || Next(json.RootElement, asked) is not { } next ? null : PageLimit.Restore(next, link, asked));
    }

    PageLink? Next(JsonElement answer, PageLink asked)
    {
        try
        {
            return StacLinks.Next(answer, asked);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // a field twice; half a surrogate pair
        {
            throw new CatalogUnavailableException(root, $"its next link cannot be read: {AnswerText.Shortly(e.Message)}", e);
        }
    }

    /// <summary>Credentials and requests meant for this server go to no other one, nor to it in the clear.</summary>
    bool IsHere(PageLink link) =>
        Uri.TryCreate(link.Href, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority) == new Uri(root).GetLeftPart(UriPartial.Authority);

    /// <summary>Sorted by a key that no two items share: without it, pages of some servers overlap or leave items out.</summary>
    JsonObject Body(Request request)
    {
        var body = new JsonObject
        {
            ["collections"] = Texts(collections),
            ["datetime"] = Interval(request.Window),
            ["sortby"] = new JsonArray(Ascending("properties.datetime"), Ascending("id")),
            ["fields"] = new JsonObject { ["include"] = Texts(Fields) },
            ["limit"] = PageLimit.Largest,
        };
        // With any clouds allowed there is no filter: it would leave out the items that do not say how cloudy they are.
        if (request.MaxCloudCover < 100) body["query"] = new JsonObject { ["eo:cloud_cover"] = new JsonObject { ["lte"] = request.MaxCloudCover } };
        AddArea(body, request.Area);
        return body;
    }

    /// <summary>Search engines may take a polygon as wide as half the Earth for one that crosses the antimeridian; a box they do not.</summary>
    static void AddArea(JsonObject body, Area area)
    {
        var (west, south, east, north) = area.Bounds;
        if (area.Polygons.Any(p => AreaCoordinates.Width(p) >= 180)) body["bbox"] = new JsonArray(west, south, east, north);
        else body["intersects"] = new JsonObject { ["type"] = "MultiPolygon", ["coordinates"] = AreaCoordinates.Of(area) };
    }

    /// <summary>Both ends count in STAC, and here to the second; the caller applies the half-open window.</summary>
    static string Interval(Window window) =>
        string.Create(CultureInfo.InvariantCulture, $"{window.From:yyyy-MM-dd'T'HH:mm:ss'Z'}/{window.To.AddTicks(TimeSpan.TicksPerSecond - 1):yyyy-MM-dd'T'HH:mm:ss'Z'}");

    static JsonObject Ascending(string field) => new() { ["field"] = field, ["direction"] = "asc" };

    static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)t)];
}
