using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Functions.Catalogs.Stac;

/// <summary>The next link of a search answer, as one request that stands for itself.</summary>
static class StacLinks
{
    static readonly JsonDocumentOptions EachFieldOnce = new() { AllowDuplicateProperties = false };

    /// <exception cref="JsonException">The link's body has a field twice: which one counts differs from reader to reader.</exception>
    /// <exception cref="InvalidOperationException">A text of a link is none: half a surrogate pair.</exception>
    /// <param name="asked">What the answer answers: a link with <c>merge</c> gives only what changes in its body.</param>
    public static PageLink? Next(JsonElement answer, PageLink asked)
    {
        if (Child(answer, "links", JsonValueKind.Array) is not { } links) return null;
        foreach (var link in links.EnumerateArray().Where(l => l.ValueKind == JsonValueKind.Object && Text(l, "rel") == "next"))
        {
            if (Text(link, "href") is not { } href) continue;
            return Text(link, "method") == "POST" ? new PageLink(href, "POST", Body(link, asked)) : new PageLink(href, "GET", null);
        }
        return null;
    }

    static JsonObject? Body(JsonElement link, PageLink asked)
    {
        var own = Child(link, "body", JsonValueKind.Object) is { } body ? JsonNode.Parse(body.GetRawText(), documentOptions: EachFieldOnce)!.AsObject() : null;
        if (!link.TryGetProperty("merge", out var merge) || merge.ValueKind != JsonValueKind.True || asked.Body is null) return own;
        var merged = asked.Body.DeepClone().AsObject();
        foreach (var (name, value) in own ?? []) merged[name] = value?.DeepClone();
        return merged;
    }

    static string? Text(JsonElement parent, string name) => Child(parent, name, JsonValueKind.String)?.GetString();

    static JsonElement? Child(JsonElement parent, string name, JsonValueKind kind) =>
        parent.TryGetProperty(name, out var child) && child.ValueKind == kind ? child : null;
}
