using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.SageMakerGeospatial;

namespace Vegetation.Functions.Catalogs.GeospatialSdk;

/// <summary>
/// SageMaker geospatial by AWS's own client. Its typed answers are written as the JSON that they came from, so that the catalog reads
/// what it reads without the package. Two things differ: an item with a field of a wrong type spoils its page, and an answer may have
/// any size.
/// </summary>
/// <param name="config">Without a region and retries, which are set here.</param>
internal sealed class SdkGeospatialClient(AmazonSageMakerGeospatialConfig config)
{
    readonly AmazonSageMakerGeospatialClient client = new(Configured(config));

    public SdkGeospatialClient() : this(new AmazonSageMakerGeospatialConfig { MaxErrorRetry = 4 })
    {
    }

    /// <inheritdoc cref="Geospatial.GeospatialPost"/>
    /// <param name="path">Not needed: the package knows its operation's.</param>
    public async Task<byte[]> Post(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var query = JsonDocument.Parse(body.ToJsonString());
        return SdkAnswer.Write(await client.SearchRasterDataCollectionAsync(SdkQuery.Read(query.RootElement), cancellationToken));
    }

    /// <summary>As our own client: the only region that has the service, unless a test names a server, and half a minute.</summary>
    static AmazonSageMakerGeospatialConfig Configured(AmazonSageMakerGeospatialConfig config)
    {
        if (config.ServiceURL is null) config.RegionEndpoint = RegionEndpoint.USWest2;
        (config.RetryMode, config.Timeout) = (RequestRetryMode.Standard, TimeSpan.FromSeconds(30));
        return config;
    }
}
