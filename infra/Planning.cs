using Amazon.CDK;
using Amazon.CDK.AWS.Ecr.Assets;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;

namespace Vegetation.Infra;

/// <summary>The three functions around the processing jobs. One image holds them all; the container's argument says which it is.</summary>
internal sealed class Planning : Construct
{
    // The public collection of Sentinel-2 L2A scenes; SageMaker geospatial exists in us-west-2 only, wherever this stack is.
    private const string SceneCollection =
        "arn:aws:sagemaker-geospatial:us-west-2:378778860802:raster-data-collection/public/nmqj48dcu3g7ayw8";

    private readonly DockerImageAsset _image;
    private readonly Storage _storage;

    public DockerImageFunction SearchScenes { get; }
    public DockerImageFunction BuildManifests { get; }
    public DockerImageFunction AggregateOutputs { get; }

    public Planning(Construct scope, Images images, Storage storage) : base(scope, "Planning")
    {
        _image = images.Functions(this);
        _storage = storage;

        // Holds one page of scenes at a time, and returns a cursor before its time is up.
        SearchScenes = Function("SearchScenes", memoryMb: 1024, minutes: 5, writes: ["runs/*/request.json", "runs/*/search/*"]);
        SearchScenes.Allow(["sagemaker-geospatial:SearchRasterDataCollection"], [SceneCollection]);

        // Holds every scene of the week, and writes a work unit for each tile: 8,581 in the first week of December 2023.
        BuildManifests = Function("BuildManifests", memoryMb: 2048, minutes: 15, writes: ["runs/*/units/*", "runs/*/attempts/*"]);

        // Reads every record and draws the world map. 3,008 MB is the most that a new account may ask for.
        AggregateOutputs = Function("AggregateOutputs", memoryMb: 3008, minutes: 15, writes: ["runs/*/products/*", "latest.json"]);
    }

    private DockerImageFunction Function(string name, double memoryMb, double minutes, string[] writes)
    {
        var logs = new LogGroup(this, $"{name}Logs", new LogGroupProps
        {
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var function = new DockerImageFunction(this, name, new DockerImageFunctionProps
        {
            Code = DockerImageCode.FromEcr(_image.Repository, new EcrImageCodeProps { TagOrDigest = _image.ImageTag, Cmd = [name] }),
            Architecture = Architecture.X86_64,
            MemorySize = memoryMb,
            Timeout = Duration.Minutes(minutes),
            EphemeralStorageSize = Size.Gibibytes(2), // /tmp, where GDAL writes a raster before it is uploaded
            Tracing = Tracing.ACTIVE,
            LogGroup = logs,
            Role = new Role(this, $"{name}Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") }),
            Environment = new Dictionary<string, string> { ["BUCKET"] = _storage.Bucket.BucketName },
        });
        logs.GrantWrite(function);
        _storage.LetList(function);
        _storage.LetRead(function, "runs/*", "latest.json");
        _storage.LetWrite(function, writes);
        return function;
    }
}
