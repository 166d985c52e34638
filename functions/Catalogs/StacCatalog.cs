using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Functions.Catalogs;

/// <summary>One page of a catalog's answer, before anything is filtered.</summary>
public sealed record CatalogPage(IReadOnlyList<Scene> Scenes, IReadOnlyList<UnreadableItem> Unreadable, NextLink? Next);

/// <summary>
/// A STAC API's item search. Its <c>next</c> links are opaque and sent as they came; its filters are hints only, since some servers answer
/// a filter that they do not know with everything: callers filter again.
/// </summary>
public sealed class StacCatalog(HttpClient http, TimeProvider clock, string root, IReadOnlyList<string> collections)
{
    const int PageSize = 100; // full items of more than this exceed the 6 MB that Earth Search can answer (Element84/earth-search#17)
    const int Tries = 4;
    static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    public string Root => root;

    public bool IsLoopback => new Uri(root).IsLoopback;

    public Task<CatalogPage> First(Request request, CancellationToken cancellation) =>
        Page(new NextLink($"{root}/search", "POST", SearchBody(request)), cancellation);

    /// <exception cref="CatalogUnavailableException">After the last try, or at an answer that is not a STAC search result.</exception>
    public async Task<CatalogPage> Page(NextLink link, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(link.Href, UriKind.Absolute, out var address) || address.Host != new Uri(root).Host)
            throw new CatalogUnavailableException(root, $"its next link leads elsewhere: {link.Href}");
        using var json = await Ask(link, cancellation);
        if (json.RootElement.ValueKind != JsonValueKind.Object
            || !json.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            throw new CatalogUnavailableException(root, "the answer has no list of features: is this the address of a STAC API?");
        var read = features.EnumerateArray().Select(item => StacItemReader.Read(item, root)).ToList();
        return new CatalogPage(
            [.. read.Where(r => r.Scene is not null).Select(r => r.Scene!)],
            [.. read.Where(r => r.Unreadable is not null).Select(r => r.Unreadable!)],
            features.GetArrayLength() == 0 ? null : NextOf(json.RootElement));
    }

    async Task<JsonDocument> Ask(NextLink link, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var problem = await Try(link, cancellation);
            if (problem.Json is { } json) return json;
            if (!problem.Transient || attempt == Tries) throw new CatalogUnavailableException(root, problem.Text);
            var delay = FirstDelay * Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(delay, clock, cancellation);
        }
    }

    async Task<(JsonDocument? Json, bool Transient, string Text)> Try(NextLink link, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(link.Method), link.Href);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/geo+json"));
            if (link.Body is { } body) request.Content = new StringContent(body.GetRawText(), System.Text.Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
                return (null, IsTransient(response.StatusCode), $"it answers {(int)response.StatusCode} {response.ReasonPhrase}");
            using var content = await response.Content.ReadAsStreamAsync(cancellation);
            return (await JsonDocument.ParseAsync(content, default, cancellation), false, "");
        }
        catch (JsonException)
        {
            return (null, true, "its answer is not JSON");
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return (null, true, $"it cannot be reached: {e.Message}");
        }
    }

    static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)status >= 500;

    /// <summary>
    /// An area as wide as half the Earth goes as a box: search engines may take a wide polygon for one that crosses the antimeridian.
    /// The end of the interval is inclusive in STAC; the exact half-open window is applied by the caller.
    /// </summary>
    JsonElement SearchBody(Request request)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var (west, south, east, north) = request.Area.Bounds;
            json.WriteStartObject();
            WriteArray(json, "collections", collections, json.WriteStringValue);
            json.WriteString("datetime", string.Create(CultureInfo.InvariantCulture, $"{request.Window.From:yyyy-MM-ddTHH:mm:ssZ}/{request.Window.To:yyyy-MM-ddTHH:mm:ssZ}"));
            if (east - west >= 180)
            {
                WriteArray(json, "bbox", [west, south, east, north], json.WriteNumberValue);
            }
            else
            {
                json.WritePropertyName("intersects");
                request.Area.WriteTo(json);
            }
            json.WriteStartObject("query");
            json.WriteStartObject("eo:cloud_cover");
            json.WriteNumber("lte", request.MaxCloudCover);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteNumber("limit", PageSize);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    static void WriteArray<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values) write(value);
        json.WriteEndArray();
    }

    static NextLink? NextOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("links", out var links) || links.ValueKind != JsonValueKind.Array) return null;
        foreach (var link in links.EnumerateArray())
        {
            if (link.ValueKind != JsonValueKind.Object || Text(link, "rel") != "next" || Text(link, "href") is not { } address) continue;
            var method = Text(link, "method") == "POST" ? "POST" : "GET";
            return new NextLink(address, method, link.TryGetProperty("body", out var body) ? body.Clone() : null);
        }
        return null;
    }

    static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
