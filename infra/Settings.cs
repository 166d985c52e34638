using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>
/// The settings of a deployment: the context in cdk.context.json or cdk.json, or `npx cdk deploy -c name=value`. Read by
/// <see cref="SettingsReader"/>.
/// </summary>
internal sealed record Settings
{
    /// <summary>Where everything runs. The scenes are in us-west-2: in another region their transfer is billed.</summary>
    public string Region { get; init; } = "us-west-2";

    /// <summary>Of the stack: an account may have several, each with a bucket, state machines and alarms of its own.</summary>
    public string Name { get; init; } = "Vegetation";

    /// <summary>The folder that infra/synth publishes the programs into.</summary>
    const string OwnImages = "artifacts/images";

    /// <summary>Folder with the Dockerfile and the published programs; relative to the repository, or absolute.</summary>
    public string Images { get; init; } = OwnImages;

    /// <summary>
    /// The base of the images: Debian 12, better by its digest. Without one, the build checks the versions of Debian and of GDAL.
    /// </summary>
    public string BaseImage { get; init; } = "debian:12-slim";

    /// <summary>
    /// Whether the functions are hosted by AWS's packages, as -p:LambdaHost=Annotations builds them, and not by our own loop.
    /// </summary>
    public bool AnnotationsHost { get; init; }

    /// <summary>The host with which the functions are to be published; empty where the images or their folder are there already.</summary>
    public string PublishedHost => WorkerImage is not null || Images != OwnImages ? "" : AnnotationsHost ? "Annotations" : "Own";

    /// <summary>
    /// Fields of a request that this deployment gives other defaults, as a JSON object: area, jobs, instancesPerJob, instanceType ...
    /// </summary>
    public string RequestDefaults { get; init; } = "{}";

    /// <summary>The bucket of foreign baselines that requests may name, which the functions may read; null for none.</summary>
    public string? BaselineBucket { get; init; }

    /// <summary>Whether the weekly rule starts runs by itself.</summary>
    public bool ScheduleEnabled { get; init; }

    /// <summary>Processing jobs at a time, 1-40: beyond 40 an inline Map queues its iterations.</summary>
    public int MaxConcurrentJobs { get; init; } = 40;

    /// <summary>Weeks that a backfill runs side by side; each has jobs of its own.</summary>
    public int BackfillWeeks { get; init; } = 2;

    /// <summary>Minutes after which SageMaker stops a job, 5-7200; what it finished stays, the next attempt does the rest.</summary>
    public int MaxJobMinutes { get; init; } = 360;

    /// <summary>
    /// Least disk of each instance in GB, 10-16384. An instance keeps what it wrote until its job ends; planning takes more where that does
    /// not fit.
    /// </summary>
    public int VolumeGb { get; init; } = 30;

    /// <summary>
    /// Whether jobs run in a network of their own that reaches S3 and nothing else; only in us-west-2, where the scenes are.
    /// </summary>
    public bool VpcEnabled { get; init; }

    /// <summary>Subnets of a network that the account has already, ids with commas between; empty for none. Jobs then run there.</summary>
    public string SubnetIds { get; init; } = "";

    /// <summary>What guards the jobs' interfaces in <see cref="SubnetIds"/>, written alike.</summary>
    public string SecurityGroupIds { get; init; } = "";

    /// <summary>The account's own image of the functions in ECR, by its digest; null to build it here.</summary>
    public string? FunctionsImage { get; init; }

    /// <summary>That of the worker.</summary>
    public string? WorkerImage { get; init; }

    /// <summary>The ARN of the KMS key of bucket, topic and logs, or <see cref="OwnKey"/>; null for the services' own keys.</summary>
    public string? KmsKey { get; init; }

    public const string OwnKey = "create";

    /// <summary>Whether anybody may read the products, by a distribution of CloudFront.</summary>
    public bool PublicProducts { get; init; }

    /// <summary>The domain of that, with the ARN of its certificate in us-east-1; null for CloudFront's own.</summary>
    public string? PublicDomain { get; init; }

    /// <inheritdoc cref="PublicDomain"/>
    public string? PublicCertificate { get; init; }

    /// <summary>Origins whose pages may read the products, with commas between; empty for none.</summary>
    public string ViewerOrigins { get; init; } = "";

    /// <summary>What becomes of the scene outputs of runs.</summary>
    public SceneOutputs SceneOutputs { get; init; } = SceneOutputs.Default;

    /// <summary>Hosts, beside those of the scenes' public buckets, from which jobs may read for catalogs of other people.</summary>
    public AssetHosts AssetHosts { get; init; } = AssetHosts.Default;

    /// <summary>Days after which logs, search pages and attempts expire: a value that CloudWatch Logs accepts.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>The email address notified of failed runs, alarms and the budget; null for nobody.</summary>
    public string? NotificationAddress { get; init; }

    /// <summary>Whether it was said that there shall be no address, and no budget.</summary>
    public bool WithoutAddress { get; init; }

    /// <inheritdoc cref="WithoutAddress"/>
    public bool WithoutBudget { get; init; }

    /// <summary>Monthly budget of the account in dollars, with emails at 80 and at 100 percent; null for no budget.</summary>
    public int? MonthlyBudgetUsd { get; init; }

    /// <summary>
    /// What an hour of an instance costs in dollars, for the dashboard: ml.m5.xlarge in us-west-2 where nothing else is said.
    /// </summary>
    public double InstanceHourUsd { get; init; } = 0.23;
}
