using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>The next link of an answer, as one request that stands for itself.</summary>
static class StacLinks
{
    /// <summary>A next link repeats the search with its area, and is kept with its page.</summary>
    const int LargestList = 1 << 20;

    static readonly JsonDocumentOptions EachFieldOnce = new() { AllowDuplicateProperties = false };

    /// <param name="asked">
    /// What the answer answers: a link with <c>merge</c> gives only what changes in its body, a relative one starts from its address.
    /// </param>
    /// <exception cref="CatalogUnavailableException">The link cannot be read.</exception>
    public static PageLink? Next(string root, StacAnswer answer, PageLink asked)
    {
        if (answer.List("links") is not { } links) return null;
        if (links.Length > LargestList)
            throw new CatalogUnavailableException(root, $"its links have {links.Length} bytes; expected at most {LargestList}");
        try
        {
            using var json = JsonDocument.Parse(links);
            return Next(json.RootElement, asked);
        }
        // A field twice; half a surrogate pair; no address.
        catch (Exception e) when (e is JsonException or InvalidOperationException or UriFormatException)
        {
            throw new CatalogUnavailableException(root, $"its next link cannot be read: {AnswerText.Shortly(e.Message)}", e);
        }
    }

    static PageLink? Next(JsonElement links, PageLink asked)
    {
        foreach (var link in links.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.Object && Text(l, "rel") == "next"))
        {
            if (Text(link, "href") is not { } href) continue;
            var address = new Uri(new Uri(asked.Href), href).OriginalString;
            return "POST".Equals(Text(link, "method"), StringComparison.OrdinalIgnoreCase)
                ? new PageLink(address, "POST", Body(link, asked)) : new PageLink(address, "GET", null);
        }
        return null;
    }

    static JsonObject? Body(JsonElement link, PageLink asked)
    {
        var own = Child(link, "body", JsonValueKind.Object) is { } body
            ? JsonNode.Parse(body.GetRawText(), documentOptions: EachFieldOnce)!.AsObject() : null;
        if (!link.TryGetProperty("merge", out var merge) || merge.ValueKind != JsonValueKind.True || asked.Body is null) return own;
        var merged = asked.Body.DeepClone().AsObject();
        foreach (var (name, value) in own ?? []) merged[name] = value?.DeepClone();
        return merged;
    }

    static string? Text(JsonElement parent, string name) => Child(parent, name, JsonValueKind.String)?.GetString();

    static JsonElement? Child(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == kind ? child : null;
}
