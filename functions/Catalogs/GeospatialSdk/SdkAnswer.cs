using System.Text;
using System.Text.Json.Nodes;
using Amazon.SageMakerGeospatial.Model;

namespace Vegetation.Functions.Catalogs.GeospatialSdk;

/// <summary>A typed answer as the service's JSON: without the fields that it does not have; times are seconds since 1970.</summary>
static class SdkAnswer
{
    /// <returns>A JSON object in UTF-8: the count, the items and the token of the next page.</returns>
    public static byte[] Write(SearchRasterDataCollectionResponse answer) => Encoding.UTF8.GetBytes(Given(
        ("ApproximateResultCount", answer.ApproximateResultCount),
        ("Items", answer.Items is { } items ? new JsonArray([.. items.Select(Item)]) : null),
        ("NextToken", answer.NextToken)).ToJsonString());

    static JsonNode? Item(ItemSource? item) => item is null ? null : Given(
        ("Id", item.Id),
        ("DateTime", item.DateTime is { } time ? (Utc(time) - DateTime.UnixEpoch).TotalSeconds : null),
        ("Properties", item.Properties is { } properties
            ? Given(("EoCloudCover", properties.EoCloudCover), ("Platform", properties.Platform)) : null),
        ("Geometry", item.Geometry is { } geometry ? Given(("Type", geometry.Type), ("Coordinates", Rings(geometry.Coordinates))) : null),
        ("Assets", item.Assets is { } assets
            ? Given([.. assets.Select(asset => (asset.Key, (JsonNode?)Given(("Href", asset.Value?.Href))))]) : null));

    /// <summary>The package gives UTC, but a time may also come as the machine's.</summary>
    static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;

    static JsonArray? Rings(List<List<List<double>>>? rings) => rings is null ? null
        : new JsonArray([.. rings.Select(ring => new JsonArray([.. ring.Select(
            position => new JsonArray([.. position.Select(number => (JsonNode)number)]))]))]);

    static JsonObject Given(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
