using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace Vegetation.Functions.Catalogs.Geospatial;

/// <summary>
/// REST-JSON calls of SageMaker geospatial, signed and retried by AWSSDK.Core, for the service's own package cannot be restored
/// everywhere. With that package (-p:GeospatialSdk=true) this file and GeospatialConfig are left out of the build.
/// </summary>
internal sealed class GeospatialClient(GeospatialConfig config) : AmazonServiceClient(config)
{
    const int MaxAnswerBytes = 32 << 20;

    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    public GeospatialClient() : this(new GeospatialConfig())
    {
    }

    /// <inheritdoc cref="GeospatialPost"/>
    /// <exception cref="AmazonUnmarshallingException">The answer is truncated, or larger than 32 MB.</exception>
    public async Task<byte[]> Post(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var options = new InvokeOptions { RequestMarshaller = new Marshaller(), ResponseUnmarshaller = new Unmarshaller() };
        return (await InvokeAsync<Answer>(new Call(path, body), options, cancellationToken)).Content;
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) =>
        pipeline.AddHandlerAfter<Amazon.Runtime.Internal.Marshaller>(new SignatureV4());

    sealed class Call(string path, JsonObject body) : AmazonWebServiceRequest
    {
        public string Path => path;
        public JsonObject Body => body;
    }

    sealed class Answer : AmazonWebServiceResponse
    {
        public byte[] Content { get; init; } = [];
    }

    sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => "SageMaker Geospatial";
        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }

    sealed class Marshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var call = (Call)input;
            var request = new DefaultRequest(input, GeospatialConfig.Service)
            {
                HttpMethod = "POST",
                ResourcePath = call.Path,
                Content = Encoding.UTF8.GetBytes(call.Body.ToJsonString()),
            };
            request.Headers["Content-Type"] = "application/json";
            return request;
        }
    }

    sealed class Unmarshaller : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) =>
            new Answer { Content = Read(context.Stream) };

        public override AmazonServiceException UnmarshallException(
            JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
        {
            var (headers, content) = (context.ResponseData, Read(context.Stream));
            var code = headers.GetHeaderValue("x-amzn-ErrorType")?.Split(':')[0] ?? statusCode.ToString();
            return new AmazonServiceException(
                Message(content), innerException, ErrorType.Unknown, code, headers.GetHeaderValue("x-amzn-RequestId"), statusCode);
        }

        /// <summary>Services write it as Message and as message; proxies may answer HTML.</summary>
        static string Message(byte[] content)
        {
            try
            {
                using var json = JsonDocument.Parse(content);
                return json.RootElement.EnumerateObject().First(p => p.Name is "Message" or "message").Value.GetString() ?? "";
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return Encoding.UTF8.GetString(content);
            }
        }

        static byte[] Read(Stream stream)
        {
            using var content = new MemoryStream();
            var part = new byte[1 << 16];
            while (stream.Read(part) is > 0 and var count)
            {
                if (content.Length + count > MaxAnswerBytes)
                    throw new InvalidDataException($"its answer is larger than {MaxAnswerBytes >> 20} MB");
                content.Write(part.AsSpan(0, count));
            }
            return content.ToArray();
        }
    }

    sealed class SignatureV4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => [new Scheme()];

        sealed class Scheme : IAuthSchemeOption
        {
            public string SchemeId { get; set; } = "aws.auth#sigv4";
            public string ShortName => "sigv4";
        }
    }
}
