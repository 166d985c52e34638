using System.Text.Json;
using Amazon.SageMakerGeospatial.Model;

namespace Vegetation.Functions.Catalogs.GeospatialSdk;

/// <summary>The catalog's query in the types of AWS's package.</summary>
static class SdkQuery
{
    /// <param name="body">As GeospatialCatalog writes it, with the token of the next page where there is one.</param>
    public static SearchRasterDataCollectionRequest Read(JsonElement body)
    {
        var query = body.GetProperty("RasterDataCollectionQuery");
        var time = query.GetProperty("TimeRangeFilter");
        return new()
        {
            Arn = body.GetProperty("Arn").GetString(),
            NextToken = body.TryGetProperty("NextToken", out var token) ? token.GetString() : null,
            RasterDataCollectionQuery = new()
            {
                TimeRangeFilter = new() { StartTime = Time(time.GetProperty("StartTime")), EndTime = Time(time.GetProperty("EndTime")) },
                AreaOfInterest = new()
                {
                    AreaOfInterestGeometry = Geometry(query.GetProperty("AreaOfInterest").GetProperty("AreaOfInterestGeometry")),
                },
            },
        };
    }

    /// <summary>In UTC: the package would take another kind of time for that of the machine.</summary>
    static DateTime Time(JsonElement seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds.GetInt64()).UtcDateTime;

    static AreaOfInterestGeometry Geometry(JsonElement geometry) => geometry.TryGetProperty("PolygonGeometry", out var polygon)
        ? new() { PolygonGeometry = new() { Coordinates = Rings(polygon.GetProperty("Coordinates")) } }
        : new()
        {
            MultiPolygonGeometry = new()
            {
                Coordinates = List(geometry.GetProperty("MultiPolygonGeometry").GetProperty("Coordinates"), Rings),
            },
        };

    static List<List<List<double>>> Rings(JsonElement polygon) =>
        List(polygon, ring => List(ring, position => List(position, number => number.GetDouble())));

    static List<T> List<T>(JsonElement array, Func<JsonElement, T> element) => [.. array.EnumerateArray().Select(element)];
}
