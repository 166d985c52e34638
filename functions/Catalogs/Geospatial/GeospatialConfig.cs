using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Vegetation.Functions.Catalogs.Geospatial;

/// <summary>
/// SageMaker geospatial in the only region that has it. Credentials are found as every AWS SDK finds them; throttling and 5xx are tried
/// again with the SDK's pauses and quota. <c>ServiceURL</c> asks another server, for tests.
/// </summary>
internal sealed class GeospatialConfig : ClientConfig
{
    public const string Service = "sagemaker-geospatial", Region = "us-west-2";

    static readonly string Address = $"https://{Service}.{Region}.amazonaws.com";

    public GeospatialConfig() : base(new Defaults())
    {
        RegionEndpoint = RegionEndpoint.USWest2;
        AuthenticationRegion = Region;
        AuthenticationServiceName = Service;
        RetryMode = RequestRetryMode.Standard;
        MaxErrorRetry = 4;
        Timeout = TimeSpan.FromSeconds(30);
    }

    public override string RegionEndpointServiceName => Service;
    public override string ServiceVersion => "2020-05-27";
    public override string UserAgent => "vegetation";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => new(ServiceURL ?? Address);

    sealed class Defaults : IDefaultConfigurationProvider
    {
        public IDefaultConfiguration GetDefaultConfiguration(
            RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode) =>
            new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, ConnectTimeout = TimeSpan.FromSeconds(5) };
    }
}
