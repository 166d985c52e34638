using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;

namespace Vegetation.Infra;

/// <summary>The functions around the processing jobs. One image holds them all; the container's argument says which it is.</summary>
internal sealed class Functions : Construct
{
    static readonly string[] Archive =
    [
        $"{ArchiveSeries.AllWeeks}*", $"{ArchiveSeries.AllClimatologies}*", $"{ArchiveSeries.AllTables}*", $"{ArchiveSeries.AllMaps}*",
        RunKeys.Catalog,
    ];

    readonly Image image;
    readonly Storage storage;
    readonly string? publicAddress;
    readonly Settings settings;

    public DockerImageFunction SearchScenes { get; }
    public DockerImageFunction BuildManifests { get; }
    public DockerImageFunction AggregateOutputs { get; }
    public DockerImageFunction PlanBackfill { get; }

    /// <param name="publicAddress">Under which anybody reads the products; null where nobody does.</param>
    public Functions(Construct scope, Images images, Storage storage, string? publicAddress, Settings settings) : base(scope, "Planning")
    {
        image = images.Functions(this);
        (this.storage, this.publicAddress, this.settings) = (storage, publicAddress, settings);

        SearchScenes = Function(FunctionSize.SearchScenes, writes: [AnyRun.Request, AnyRun.SearchPages, AnyRun.ZoneSources]);
        storage.LetTag(SearchScenes, AnyRun.SearchPages);
        storage.LetRead(SearchScenes, AnyRun.ZoneSources);
        SearchScenes.Allow(["sagemaker-geospatial:SearchRasterDataCollection"], [CatalogName.SageMakerGeospatialCollection]);

        // Records: a unit without one after the last attempt gets it here. The plan: what a dry run would do.
        BuildManifests = Function(FunctionSize.BuildManifests,
            writes: [AnyRun.Plan, AnyRun.ZoneList, AnyRun.Units, AnyRun.Attempts, AnyRun.Records, AnyRun.DryRunPlan]);
        storage.LetTag(BuildManifests, AnyRun.Attempts);
        storage.LetRead(BuildManifests, AnyRun.ZoneSources);

        // Records: a unit whose files differ from its record is failed, so that it is computed again.
        AggregateOutputs = Function(FunctionSize.AggregateOutputs,
            writes: [AnyRun.Batches, AnyRun.Records, AnyRun.Products, RunKeys.Latest, .. Archive]);
        storage.LetTag(AggregateOutputs, settings.SceneOutputs.Days is null ? [AnyRun.Batches] : [AnyRun.Batches, .. AnyRun.Rasters]);
        storage.LetRead(AggregateOutputs, [.. Archive, $"{BaselineSource.OwnFolder}*"]);
        if (settings.BaselineBucket is { } baselines)
        {
            AggregateOutputs.Allow(["s3:ListBucket"], [$"arn:{Aws.PARTITION}:s3:::{baselines}"]);
            AggregateOutputs.Allow(["s3:GetObject"], [$"arn:{Aws.PARTITION}:s3:::{baselines}/*"]);
        }

        PlanBackfill = Function(FunctionSize.PlanBackfill, writes: []);
    }

    DockerImageFunction Function(FunctionSize size, string[] writes)
    {
        var name = size.Function;
        var logs = new LogGroup(this, $"{name}Logs", new LogGroupProps
        {
            Retention = Retention.Of(settings),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var function = new DockerImageFunction(this, name, new DockerImageFunctionProps
        {
            Code = DockerImageCode.FromEcr(image.Repository, new EcrImageCodeProps { TagOrDigest = image.Tag, Cmd = [name] }),
            Architecture = Architecture.X86_64,
            MemorySize = size.MemoryMb,
            Timeout = Duration.Minutes(size.Minutes),
            EphemeralStorageSize = Size.Gibibytes(2), // /tmp, where GDAL writes a raster before it is uploaded
            Tracing = Tracing.ACTIVE,
            LogGroup = logs,
            Role = new Role(this, $"{name}Role", new RoleProps { AssumedBy = new ServicePrincipal("lambda.amazonaws.com") }),
            Environment = Environment(name),
        });
        logs.GrantWrite(function);
        storage.LetList(function);
        storage.LetRead(function, AnyRun.Everything, RunKeys.Latest);
        if (writes.Length > 0) storage.LetWrite(function, writes);
        return function;
    }

    // Our own host reads its handler's name from the command, the generated Main from its environment.
    Dictionary<string, string> Environment(string name)
    {
        var environment = new Dictionary<string, string>
        {
            ["BUCKET"] = storage.Bucket.BucketName, ["ASSET_HOSTS"] = settings.AssetHosts.ToString(),
            ["MAX_CONCURRENT_JOBS"] = $"{settings.MaxConcurrentJobs}", ["MAX_JOB_MINUTES"] = $"{settings.MaxJobMinutes}",
            ["VOLUME_GB"] = $"{settings.VolumeGb}",
        };
        if (settings.SceneOutputs.Days is not null) environment["TAG_OUTPUTS"] = "1";
        if (publicAddress is not null) environment["PUBLIC_ADDRESS"] = publicAddress;
        if (settings.AnnotationsHost) environment["ANNOTATIONS_HANDLER"] = name;
        return environment;
    }
}
