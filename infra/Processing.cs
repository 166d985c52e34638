using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>What a processing job runs (the worker's image) and what it may do (the job role).</summary>
internal sealed class Processing : Construct
{
    public Role JobRole { get; }
    public string ImageUri { get; }

    /// <summary>Null where jobs use SageMaker's.</summary>
    public JobNetwork? Network { get; }

    public Processing(Construct scope, Images images, Storage storage, Settings settings) : base(scope, "Processing")
    {
        var image = images.Worker(this);
        ImageUri = image.Uri;
        JobRole = new Role(this, "JobRole", new RoleProps { AssumedBy = new ServicePrincipal("sagemaker.amazonaws.com") });
        storage.LetRead(JobRole, AnyRun.Units, AnyRun.Manifests);
        storage.LetWrite(JobRole, AnyRun.Output);
        storage.LetUpload(JobRole);
        // AWS's policy for CreateProcessingJob asks for it: the objects of an input are found by listing.
        storage.LetListBelow(JobRole, AnyRun.Prefix);
        storage.KeepFromWriting(
            JobRole, AnyRun.Request, AnyRun.Plan, AnyRun.SearchPages, AnyRun.Units, AnyRun.Attempts, AnyRun.Batches, AnyRun.Products);
        image.Repository.GrantPull(JobRole);
        LetLog();
        Network = settings.VpcEnabled ? new Network(this, storage, settings).Jobs
            : settings.SubnetIds != "" ? new JobNetwork(this, settings.SubnetIds.Split(','), settings.SecurityGroupIds.Split(','))
            : null;
        Network?.LetJoin(JobRole);
    }

    /// <summary>Lets a state machine run jobs to their end: start, watch and stop them, and hand them their role.</summary>
    public void LetRun(IGrantable machine)
    {
        machine.Allow(
            [
                "sagemaker:CreateProcessingJob", "sagemaker:DescribeProcessingJob", "sagemaker:StopProcessingJob",
                "sagemaker:AddTags", "sagemaker:ListTags",
            ],
            [Arn("sagemaker", "processing-job", $"{JobName.Prefix}*")]);

        // The rule by which Step Functions is notified of a job's end; it has the same name in every account.
        machine.Allow(
            ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
            [Arn("events", "rule", "StepFunctionsGetEventsForSageMakerProcessingJobsRule")]);

        machine.AllowWhen("iam:PassedToService", "sagemaker.amazonaws.com", "iam:PassRole", JobRole.RoleArn);
    }

    void LetLog()
    {
        JobRole.Allow(
            ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            [Arn("logs", "log-group", $"{JobLogs.Name}*", ArnFormat.COLON_RESOURCE_NAME)]);

        // Metrics have no ARN; the namespace is what keeps this to the job's processor, memory and disk.
        JobRole.AllowWhen("cloudwatch:namespace", "/aws/sagemaker/ProcessingJobs", "cloudwatch:PutMetricData", "*");
    }

    string Arn(string service, string resource, string name, ArnFormat format = ArnFormat.SLASH_RESOURCE_NAME) => Stack.Of(this)
        .FormatArn(new ArnComponents { Service = service, Resource = resource, ResourceName = name, ArnFormat = format });
}
