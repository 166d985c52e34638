using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;

namespace Vegetation.Functions.Catalogs.Geospatial;

/// <summary>
/// SageMaker geospatial's public collection of Sentinel-2 L2A, which the AWS post searches. No band filter is sent: pages are small without
/// one, and the names of bands are not documented.
/// </summary>
internal sealed class GeospatialCatalog(GeospatialPost post, IReadOnlyList<BandRole> bands) : ICatalog
{
    const string Search = "/search-raster-data-collection";

    /// <summary>A search cannot say how many items it wants; ten times a page of a STAC API.</summary>
    const int MostItems = 1000;

    /// <summary>By the service model 8192 characters, which may be escapes.</summary>
    const int LargestToken = 1 << 16;

    static readonly byte[] NoItems = [.. "[]"u8];

    readonly ItemList items = new(CatalogName.SageMakerGeospatial, "Id", item => GeospatialItemReader.Read(item, bands));

    public IReadOnlyList<string> Collections => [GeospatialItemReader.Collection];

    /// <summary>The SDK's retries pause one request and not all, and the service's limits are not documented.</summary>
    public bool CanBeSliced => false;

    public PageLink First(Request request) => new(Search, "POST", new JsonObject
    {
        ["Arn"] = CatalogName.SageMakerGeospatialCollection,
        ["RasterDataCollectionQuery"] = new JsonObject
        {
            ["TimeRangeFilter"] = new JsonObject
            {
                ["StartTime"] = request.Window.From.ToUnixTimeSeconds(),
                ["EndTime"] = request.Window.To.AddTicks(TimeSpan.TicksPerSecond - 1).ToUnixTimeSeconds(),
            },
            ["AreaOfInterest"] = new JsonObject { ["AreaOfInterestGeometry"] = Geometry(request.Area) },
        },
    });

    public async Task<CatalogPage> Page(PageLink link, CancellationToken cancellationToken)
    {
        var answer = await Ask(link, cancellationToken);
        var fields = Fields(answer);
        return items.Page(Items(fields), MostItems, Next(fields, link));
    }

    /// <summary>A collection that it does not have is an error of every search.</summary>
    public Task Confirm(CancellationToken cancellationToken) => Task.CompletedTask;

    static Dictionary<string, ReadOnlyMemory<byte>> Fields(byte[] answer)
    {
        try
        {
            return JsonSlices.Fields(answer, "ApproximateResultCount", "Items", "NextToken");
        }
        catch (JsonException e)
        {
            throw Unavailable($"its answer is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>Of an answer's fields the service model requires the count alone: without items they may be absent.</summary>
    static ReadOnlyMemory<byte> Items(Dictionary<string, ReadOnlyMemory<byte>> fields)
    {
        if (!fields.TryGetValue("Items", out var items) || items.Span.SequenceEqual("null"u8))
            return fields.ContainsKey("ApproximateResultCount") ? NoItems : throw Unavailable("the answer has no list of Items");
        return JsonSlices.IsList(items) ? items : throw Unavailable("the answer has no list of Items");
    }

    /// <summary>
    /// The same search with the answer's token. A page without items has one too, until the last; the last has none, and may have items.
    /// </summary>
    static PageLink? Next(Dictionary<string, ReadOnlyMemory<byte>> fields, PageLink asked)
    {
        if (!fields.TryGetValue("NextToken", out var token) || Text(token) is not { Length: > 0 } next) return null;
        var body = asked.Body!.DeepClone().AsObject();
        body["NextToken"] = next;
        return asked with { Body = body };
    }

    static string? Text(ReadOnlyMemory<byte> token)
    {
        if (token.Length > LargestToken) throw Unavailable($"its NextToken has {token.Length} bytes; expected at most {LargestToken}");
        try
        {
            using var json = JsonDocument.Parse(token);
            return json.RootElement.ValueKind == JsonValueKind.String ? json.RootElement.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // half a surrogate pair
        {
            throw Unavailable("its NextToken cannot be read", e);
        }
    }

    async Task<byte[]> Ask(PageLink link, CancellationToken cancellationToken)
    {
        try
        {
            return await post(link.Href, link.Body!, cancellationToken);
        }
        catch (AmazonUnmarshallingException e)
        {
            throw Unavailable(e.InnerException?.Message ?? "its answer cannot be read", e);
        }
        catch (AmazonServiceException e) when (e.StatusCode != 0)
        {
            throw Unavailable($"it answered {(int)e.StatusCode} {e.ErrorCode}: {AnswerText.Shortly(e.Message)}".TrimEnd(' ', ':'), e);
        }
        catch (Exception e) when (e is AmazonServiceException or HttpRequestException or IOException or TimeoutException)
        {
            throw Unavailable($"it cannot be reached: {AnswerText.Shortly(e.Message)}", e);
        }
        catch (AmazonClientException e)
        {
            throw Unavailable($"it cannot be queried: {AnswerText.Shortly(e.Message)}", e);
        }
        catch (OperationCanceledException e)
        {
            throw Unavailable("it did not answer, and there is no time to retry", e);
        }
    }

    static JsonObject Geometry(Area area) => area.Polygons.Count == 1
        ? new JsonObject { ["PolygonGeometry"] = new JsonObject { ["Coordinates"] = GeoJson.Coordinates(area.Polygons[0]) } }
        : new JsonObject { ["MultiPolygonGeometry"] = new JsonObject { ["Coordinates"] = GeoJson.Coordinates(area.Polygons) } };

    static CatalogUnavailableException Unavailable(string problem, Exception? inner = null) =>
        new(CatalogName.SageMakerGeospatial, problem, inner);
}
