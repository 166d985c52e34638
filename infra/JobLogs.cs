using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>
/// The log group of all processing jobs of an account, which SageMaker makes with the first one and keeps for ever. Where there is none
/// yet it is made here, with the deployment's retention; one that exists belongs to others too and is left as it is.
/// </summary>
internal sealed class JobLogs(Construct scope, IKey? key, Settings settings)
{
    public const string Name = "/aws/sagemaker/ProcessingJobs";

    /// <summary>Two states before the jobs; whatever they meet, the jobs run.</summary>
    public Chain Before(Map jobs)
    {
        var group = new Dictionary<string, object> { ["LogGroupName"] = Name };
        if (key is not null) group["KmsKeyId"] = key.KeyArn;
        var create = Call("Create log of jobs", "createLogGroup", "CreateLogGroup", group);
        var keep = Call("Limit log of jobs", "putRetentionPolicy", "PutRetentionPolicy",
            new() { ["LogGroupName"] = Name, ["RetentionInDays"] = settings.RetentionDays });
        foreach (var state in new[] { create, keep }) state.AddCatch(jobs, new CatchProps { ResultPath = JsonPath.DISCARD });
        return create.Next(keep).Next(jobs);
    }

    CallAwsService Call(string name, string action, string permission, Dictionary<string, object> parameters) =>
        new(scope, name, new CallAwsServiceProps
        {
            Service = "cloudwatchlogs",
            Action = action,
            Parameters = parameters,
            IamAction = $"logs:{permission}",
            IamResources =
            [
                Stack.Of(scope).FormatArn(new ArnComponents
                {
                    Service = "logs", Resource = "log-group", ResourceName = $"{Name}*", ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                }),
            ],
            ResultPath = JsonPath.DISCARD,
            TaskTimeout = Timeout.Duration(Duration.Minutes(1)),
        });
}
