using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Storage;

namespace Vegetation.Tests.Functions;

/// <summary>Rasters are marked when they are aggregated, since SageMaker uploads without tags; the bucket's rules go by the mark.</summary>
public sealed class TaggedOutputsTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    [Fact] // that nothing is marked otherwise, all other tests show: their server would take a mark for the object
    public async Task Rasters_are_marked_where_the_deployment_wants_it_and_documents_never()
    {
        var scene = RunOnS3.Scene("33UXP");
        var run = await RunOnS3.WithScenes(s3.Store, "tagged", [scene], RunOnS3.SmallArea);
        await run.Plan();
        await run.Finish(scene.Id, UnitStatus.Done);
        var tags = new Tags();
        await new OutputAggregation(StoreWith(tags), TimeProvider.System, tagsOutputs: true)
            .Run(new AggregateOutputsInput(run.Keys.RunId.ToString()), RunOnS3.Invocation, default);
        string[] rasters = [OutputNames.Raster(scene.Id, "ndvi"), OutputNames.Qa(scene.Id)];
        Assert.Equal(rasters.Select(name => run.Keys.Output + name), tags.Bodies.Keys.Order(StringComparer.Ordinal));
        Assert.All(tags.Bodies.Values, body => Assert.Contains(
            "<Tag><Key>lifecycle</Key><Value>scene-output</Value></Tag>", body.Replace(" ", "", StringComparison.Ordinal)));
    }

    ObjectStore StoreWith(Tags tags) => new(
        new AmazonS3Client(
            s3.Environment["AWS_ACCESS_KEY_ID"], s3.Environment["AWS_SECRET_ACCESS_KEY"],
            new AmazonS3Config { ServiceURL = s3.Address.ToString(), ForcePathStyle = true, HttpClientFactory = tags }),
        s3.Store.Bucket);

    /// <summary>Takes the requests that tag, which the embedded server does not know; all others reach it.</summary>
    sealed class Tags : HttpClientFactory
    {
        public ConcurrentDictionary<string, string> Bodies { get; } = new();

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new Interception(Bodies) { InnerHandler = new SocketsHttpHandler() });

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        sealed class Interception(ConcurrentDictionary<string, string> bodies) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (request.RequestUri!.Query != "?tagging") return await base.SendAsync(request, cancellationToken);
                var key = request.RequestUri.AbsolutePath.Split('/', 3)[2];
                bodies[key] = await request.Content!.ReadAsStringAsync(cancellationToken);
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            }
        }
    }
}
