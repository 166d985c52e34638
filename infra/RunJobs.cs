using Amazon.CDK.AWS.StepFunctions;
using Constructs;
using Members = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Infra;

/// <summary>The processing jobs of one attempt, side by side. A failed job is an outcome in the list and does not fail others.</summary>
internal sealed class RunJobs(Construct scope, Processing processing, Storage storage, Settings settings)
{
    // SageMaker ends a job by itself; the task waits this much longer, so that waiting for instances does not count as the job's time.
    const int ProvisioningMinutes = 30;

    /// <summary>$.jobs in: the jobs to run. $.jobs out: {index, status, error?, instances, volumeGb, begun, ended} of each.</summary>
    public Chain All() => new JobLogs(scope, storage.Bucket.EncryptionKey, settings).Before(new Map(scope, "Run jobs", new MapProps
    {
        ItemsPath = "$.jobs",
        ItemSelector = new Members
        {
            ["runId.$"] = "$.runId",
            ["attempt.$"] = "$.attempt",
            ["instanceType.$"] = "$.instanceType",
            ["assetHosts.$"] = "$.assetHosts",
            ["job.$"] = "$$.Map.Item.Value",
        },
        MaxConcurrency = settings.MaxConcurrentJobs,
        ResultPath = "$.jobs",
    }).ItemProcessor(One()));

    Chain One() => Begin().Next(RunJob()
        .AddCatch(Failed(), new CatchProps { ResultPath = "$.error" })
        .Next(Outcome("Job succeeded", new Members { ["status"] = "succeeded" })));

    // A failed job's own times do not come back, so all are taken here: they hold the wait for instances too.
    Pass Begin() => new(scope, "Begin job", new PassProps
    {
        Parameters = new Members { ["at.$"] = "$$.State.EnteredTime" },
        ResultPath = "$.begun",
    });

    Pass Failed() => Outcome("Job failed", new Members { ["status"] = "failed", ["error.$"] = "$.error.Error" });

    Pass Outcome(string name, Members outcome) =>
        new(scope, name, new PassProps
        {
            Parameters = new Members(outcome)
            {
                ["index.$"] = "$.job.index", ["instances.$"] = "$.job.instances", ["volumeGb.$"] = "$.job.volumeGb",
                ["begun.$"] = "$.begun.at", ["ended.$"] = "$$.State.EnteredTime",
            },
        });

    // aws-cdk-lib has no task for processing jobs.
    CustomState RunJob() => new(scope, "Run job", new CustomStateProps
    {
        StateJson = new Members
        {
            ["Type"] = "Task",
            ["Resource"] = "arn:aws:states:::sagemaker:createProcessingJob.sync",
            ["TimeoutSeconds"] = (settings.MaxJobMinutes + ProvisioningMinutes) * 60,
            ["Parameters"] = Job(),
            // The whole description of 40 jobs would not fit into a state.
            ["ResultSelector"] = new Members { ["status.$"] = "$.ProcessingJobStatus" },
            ["ResultPath"] = "$.result",
            ["Retry"] = new[] { WhenThrottled(), WhenOverQuota() },
        },
    });

    // A try needs a name that no job ever had: 9 characters more than the planned one, of SageMaker's 63.
    Members Job()
    {
        var job = Described();
        if (processing.Network is { } network) job["NetworkConfig"] = network.Config();
        // What SageMaker uploads is under the key by name: by default it may be under S3's.
        if (storage.Bucket.EncryptionKey is { } key) ((Members)job["ProcessingOutputConfig"])["KmsKeyId"] = key.KeyArn;
        return job;
    }

    Members Described() => new()
    {
        ["ProcessingJobName.$"] = "States.Format('{}-{}', $.job.name, States.ArrayGetItem(States.StringSplit(States.UUID(), '-'), 0))",
        ["AppSpecification"] = new Members { ["ImageUri"] = processing.ImageUri },
        ["RoleArn"] = processing.JobRole.RoleArn,
        ["ProcessingResources"] = new Members { ["ClusterConfig"] = Cluster() },
        ["ProcessingInputs"] = new[] { Units() },
        ["ProcessingOutputConfig"] = new Members { ["Outputs"] = new[] { Output() } },
        ["Environment"] = new Members
        {
            ["RUN_ID.$"] = "$.runId", ["ATTEMPT.$"] = "States.Format('{}', $.attempt)", ["ASSET_HOSTS.$"] = "$.assetHosts",
        },
        ["StoppingCondition"] = new Members { ["MaxRuntimeInSeconds"] = settings.MaxJobMinutes * 60 },
    };

    Members Cluster() => new()
    {
        ["InstanceCount.$"] = "$.job.instances",
        ["InstanceType.$"] = "$.instanceType",
        ["VolumeSizeInGB.$"] = "$.job.volumeGb",
    };

    static Members Units() => new()
    {
        ["InputName"] = "units",
        ["S3Input"] = new Members
        {
            ["S3Uri.$"] = "$.job.manifest",
            ["LocalPath"] = "/opt/ml/processing/input/units",
            ["S3DataType"] = "ManifestFile",
            ["S3InputMode"] = "File",
            ["S3DataDistributionType"] = "ShardedByS3Key",
        },
    };

    Members Output() => new()
    {
        ["OutputName"] = "output",
        ["S3Output"] = new Members
        {
            ["S3Uri.$"] = $"States.Format('s3://{storage.Bucket.BucketName}/runs/{{}}/output', $.runId)",
            ["LocalPath"] = "/opt/ml/processing/output",
            ["S3UploadMode"] = "Continuous",
        },
    };

    // 25 starts at once meet a limit of about one a second. A name that is taken is retried too: each try makes a new name. A job that
    // ran and failed is not started again here: the next attempt runs only the work units that it left undone.
    static Members WhenThrottled() => Retry(
        ["SageMaker.AmazonSageMakerException", "SageMaker.SageMakerException", "SageMaker.ResourceInUseException"], seconds: 5, rate: 2,
        tries: 8, longest: 600);

    // Instances are taken by other jobs: wait for them, seven hours at the most. Long waits and few, since each try is three events of the
    // 25,000 that an execution may have, and all jobs of all attempts share them.
    static Members WhenOverQuota() =>
        Retry(["SageMaker.ResourceLimitExceededException"], seconds: 60, rate: 2, tries: 12, longest: 3600);

    static Members Retry(string[] errors, int seconds, double rate, int tries, int longest) => new()
    {
        ["ErrorEquals"] = errors,
        ["IntervalSeconds"] = seconds,
        ["BackoffRate"] = rate,
        ["MaxAttempts"] = tries,
        ["MaxDelaySeconds"] = longest,
        ["JitterStrategy"] = "FULL",
    };
}
