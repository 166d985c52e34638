using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>
/// The bucket of all results: everything of a run under runs/{runId}/, and beside it what runs have in common (latest.json, catalog.json,
/// archive/, climatology/, series/, maps/) and what people put there (zones/, baselines/). It outlives the stack.
/// </summary>
internal sealed class Storage : Construct
{
    // Step Functions redrives an execution within so many days, and it needs the search pages and attempts of before.
    const int LongestRedriveDays = 14;

    /// <summary>What pages of other origins may ask for, and see of the answer: reading by ranges needs these.</summary>
    public static readonly string[] ReadMethods = ["GET", "HEAD"],
        ExposedHeaders = ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"];

    /// <summary>What a public distribution serves: nothing that runs are made of, such as search pages, work units and records.</summary>
    static readonly string[] Published =
    [
        AnyRun.Products, .. AnyRun.Rasters, AnyRun.Items, $"{ArchiveSeries.AllMaps}*", $"{ArchiveSeries.AllTables}*",
        $"{ArchiveSeries.AllClimatologies}*", RunKeys.Catalog, RunKeys.Latest,
    ];

    readonly DataKey key;
    readonly Bucket accessLogs;

    public Bucket Bucket { get; }

    public Storage(Construct scope, DataKey key, Settings settings) : base(scope, "Storage")
    {
        this.key = key;
        accessLogs = Logs(this, "AccessLogs", settings, ObjectOwnership.BUCKET_OWNER_ENFORCED);
        Bucket = new Bucket(this, "Bucket", new BucketProps
        {
            Encryption = key.Key is null ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS,
            EncryptionKey = key.Key,
            BucketKeyEnabled = key.Key is not null, // a call of KMS for many objects, not for each
            BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
            ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
            EnforceSSL = true,
            MinimumTLSVersion = 1.2,
            Versioned = true,
            RemovalPolicy = RemovalPolicy.RETAIN,
            LifecycleRules = [AbandonedUploads, ReplacedVersions, Temporary(settings), .. LifeOf(settings.SceneOutputs)],
            ServerAccessLogsBucket = accessLogs, // who read and wrote what, request by request
            Cors = settings.ViewerOrigins == "" ? null : [ForViewers(settings.ViewerOrigins.Split(','))],
        });
    }

    /// <summary>Lets <paramref name="who"/> read the objects whose keys match the patterns, and nothing else.</summary>
    public void LetRead(IGrantable who, params string[] keys)
    {
        who.Allow(["s3:GetObject"], Objects(keys));
        key.LetUse(who, "kms:Decrypt");
    }

    /// <summary>Lets <paramref name="who"/> write objects under these keys; nobody in this stack may delete.</summary>
    public void LetWrite(IGrantable who, params string[] keys)
    {
        who.Allow(["s3:PutObject"], Objects(keys));
        key.LetUse(who, "kms:Decrypt", "kms:GenerateDataKey"); // parts of an upload are read
    }

    /// <summary>Lets SageMaker upload for <paramref name="who"/>: its guide asks for what S3 alone does not need.</summary>
    public void LetUpload(IGrantable who) => key.LetUse(who, "kms:Encrypt");

    /// <summary>Lets a distribution of CloudFront read what is published, and nothing else.</summary>
    public void LetPublish(string distributionArn) => Bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Principals = [new ServicePrincipal("cloudfront.amazonaws.com")],
        Actions = ["s3:GetObject"],
        Resources = Objects(Published),
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = distributionArn },
        },
    }));

    /// <summary>Lets <paramref name="who"/> tag objects under these keys, by which they expire or move to cheaper storage.</summary>
    public void LetTag(IGrantable who, params string[] keys) => who.Allow(["s3:PutObjectTagging"], Objects(keys));

    /// <summary>Lets <paramref name="who"/> list the bucket. Without it S3 answers 403, not 404, for a key that is not there yet.</summary>
    public void LetList(IGrantable who) => who.Allow(["s3:ListBucket"], [Bucket.BucketArn]);

    /// <summary>Lets <paramref name="who"/> list what lies below <paramref name="prefix"/>, and nothing else.</summary>
    public void LetListBelow(IGrantable who, string prefix) =>
        who.AllowLike("s3:prefix", [$"{prefix}*"], "s3:ListBucket", Bucket.BucketArn);

    /// <summary>
    /// A pattern's star stands for slashes too, so runs/*/output/* is also a key below units/ with a folder output in it: keeps
    /// <paramref name="who"/> from writing below these.
    /// </summary>
    public void KeepFromWriting(IGrantable who, params string[] keys) => who.Forbid(["s3:PutObject"], Objects(keys));

    string[] Objects(string[] keys) => [.. keys.Select(Bucket.ArnForObjects)];

    // Parts of an upload that never ended are paid for and not to be seen in any listing; no upload here takes a day.
    static LifecycleRule AbandonedUploads =>
        new() { Id = "AbandonedUploads", AbortIncompleteMultipartUploadAfter = Duration.Days(1) };

    // Search pages and attempts serve a run and its repetitions. Their keys begin with the run, so a tag tells them from what stays.
    static LifecycleRule Temporary(Settings settings) => new()
    {
        Id = "Temporary",
        TagFilters = new Dictionary<string, object> { [RunKeys.LifecycleTag] = RunKeys.Temporary },
        Expiration = Duration.Days(Math.Max(settings.RetentionDays, LongestRedriveDays + 1)),
    };

    // Below runs/ everything may move to cheaper storage, where it is read at once all the same. What is deleted has a tag: only where a
    // deployment deletes does the aggregation make a request for each raster.
    static IEnumerable<LifecycleRule> LifeOf(SceneOutputs outputs)
    {
        if (outputs.IsTiered)
            yield return new LifecycleRule
            {
                Id = "SceneOutputs", Prefix = AnyRun.Prefix,
                Transitions = [new Transition { StorageClass = StorageClass.INTELLIGENT_TIERING, TransitionAfter = Duration.Days(0) }],
            };
        if (outputs.Days is { } days)
            yield return new LifecycleRule
            {
                Id = "SceneOutputs", TagFilters = new Dictionary<string, object> { [RunKeys.LifecycleTag] = RunKeys.SceneOutput },
                Expiration = Duration.Days(days), NoncurrentVersionExpiration = Duration.Days(1),
            };
    }

    /// <summary>A bucket for logs of requests, which expire. They are delivered to no bucket under a key of KMS.</summary>
    public Bucket Logs(Construct scope, string name, Settings settings, ObjectOwnership ownership) => new(scope, name, new BucketProps
    {
        Encryption = BucketEncryption.S3_MANAGED,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        ObjectOwnership = ownership,
        EnforceSSL = true,
        RemovalPolicy = RemovalPolicy.RETAIN,
        LifecycleRules = [new LifecycleRule { Id = "Retention", Expiration = Duration.Days(settings.RetentionDays) }],
        ServerAccessLogsBucket = accessLogs,
    });

    static CorsRule ForViewers(string[] origins) => new()
    {
        Id = "Viewers", AllowedOrigins = origins, AllowedMethods = [HttpMethods.GET, HttpMethods.HEAD], AllowedHeaders = ["*"],
        ExposedHeaders = ExposedHeaders, MaxAge = 3600,
    };

    // A month to take back an overwritten object, such as latest.json.
    // The mark that a deletion leaves goes with the last version below it; listings would pass over it for ever.
    static LifecycleRule ReplacedVersions =>
        new() { Id = "ReplacedVersions", NoncurrentVersionExpiration = Duration.Days(30), ExpiredObjectDeleteMarker = true };
}
