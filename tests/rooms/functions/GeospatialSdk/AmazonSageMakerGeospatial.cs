// AWSSDK.SageMakerGeospatial cannot be restored everywhere. These few shapes of its public names, as version 4 has them, let
// functions/Catalogs/GeospatialSdk be compiled and run by the tests. They speak the service's wire by our own client, so that typed fields
// are filled from real answers; whether the real package takes it, only a build with it shows.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;
using Amazon.SageMakerGeospatial.Model;
using Vegetation.Functions.Catalogs.Geospatial;

#nullable disable

namespace Amazon.SageMakerGeospatial
{
    public class AmazonSageMakerGeospatialConfig
    {
        public string ServiceURL { get; set; }
        public RegionEndpoint RegionEndpoint { get; set; }
        public AWSCredentials DefaultAWSCredentials { get; set; }
        public RequestRetryMode RetryMode { get; set; }
        public int MaxErrorRetry { get; set; }
        public TimeSpan? Timeout { get; set; }
    }

    public class AmazonSageMakerGeospatialClient(AmazonSageMakerGeospatialConfig config)
    {
        static readonly JsonSerializerOptions Wire = new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new Timestamp() },
        };

        readonly GeospatialClient wire = new(new GeospatialConfig {
            ServiceURL = config.ServiceURL, DefaultAWSCredentials = config.DefaultAWSCredentials, MaxErrorRetry = config.MaxErrorRetry });

        public async Task<SearchRasterDataCollectionResponse> SearchRasterDataCollectionAsync(
            SearchRasterDataCollectionRequest request, CancellationToken cancellationToken = default)
        {
            var body = JsonSerializer.SerializeToNode(request, Wire)!.AsObject();
            var answer = await wire.Post("/search-raster-data-collection", body, cancellationToken);
            try
            {
                return JsonSerializer.Deserialize<SearchRasterDataCollectionResponse>(answer, Wire);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                throw new AmazonUnmarshallingException("", "", e);
            }
        }

        sealed class Timestamp : JsonConverter<DateTime>
        {
            public override DateTime Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
                reader.TokenType == JsonTokenType.Number ? DateTime.UnixEpoch.AddSeconds(reader.GetDouble())
                : DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

            // As the package does: what is not said to be UTC is taken for the machine's time.
            public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
                writer.WriteNumberValue((decimal)(value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
        }
    }
}

namespace Amazon.SageMakerGeospatial.Model
{
    public class SearchRasterDataCollectionRequest
    {
        public string Arn { get; set; }
        public string NextToken { get; set; }
        public RasterDataCollectionQueryWithBandFilterInput RasterDataCollectionQuery { get; set; }
    }

    public class RasterDataCollectionQueryWithBandFilterInput
    {
        public AreaOfInterest AreaOfInterest { get; set; }
        public TimeRangeFilterInput TimeRangeFilter { get; set; }
    }

    public class TimeRangeFilterInput
    {
        public DateTime? StartTime { get; set; }
        public DateTime? EndTime { get; set; }
    }

    public class AreaOfInterest
    {
        public AreaOfInterestGeometry AreaOfInterestGeometry { get; set; }
    }

    public class AreaOfInterestGeometry
    {
        public PolygonGeometryInput PolygonGeometry { get; set; }
        public MultiPolygonGeometryInput MultiPolygonGeometry { get; set; }
    }

    public class PolygonGeometryInput
    {
        public List<List<List<double>>> Coordinates { get; set; }
    }

    public class MultiPolygonGeometryInput
    {
        public List<List<List<List<double>>>> Coordinates { get; set; }
    }

    public class SearchRasterDataCollectionResponse
    {
        public int? ApproximateResultCount { get; set; }
        public List<ItemSource> Items { get; set; }
        public string NextToken { get; set; }
    }

    public class ItemSource
    {
        public string Id { get; set; }
        public DateTime? DateTime { get; set; }
        public Geometry Geometry { get; set; }
        public Properties Properties { get; set; }
        public Dictionary<string, AssetValue> Assets { get; set; }
    }

    public class Geometry
    {
        public string Type { get; set; }
        public List<List<List<double>>> Coordinates { get; set; }
    }

    public class Properties
    {
        public float? EoCloudCover { get; set; }
        public string Platform { get; set; }
    }

    public class AssetValue
    {
        public string Href { get; set; }
    }
}
