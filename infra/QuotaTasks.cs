using Amazon.CDK;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>
/// Asks Service Quotas for the quota whose code is $.quotaCode: $.quota becomes {instances, askedAt}, or {error} where the account does
/// not let us ask. A quota that was never raised is known by its default only.
/// </summary>
internal sealed class QuotaTasks(Construct scope)
{
    const string NotApplied = "ServiceQuotas.NoSuchResourceException";

    public CallAwsService Before(IChainable next)
    {
        var unknown = new Pass(scope, "Quota unknown", new PassProps
        {
            Parameters = new Dictionary<string, object> { ["error.$"] = "$.failed.Error" },
            ResultPath = "$.quota",
        });
        unknown.Next(next);
        var byDefault = Ask("Ask for default quota", "getAWSDefaultServiceQuota", "GetAWSDefaultServiceQuota");
        byDefault.AddCatch(unknown, new CatchProps { ResultPath = "$.failed" });
        byDefault.Next(next);
        var applied = Ask("Ask for quota", "getServiceQuota", "GetServiceQuota");
        applied.AddCatch(byDefault, new CatchProps { Errors = [NotApplied], ResultPath = "$.failed" });
        applied.AddCatch(unknown, new CatchProps { ResultPath = "$.failed" });
        applied.Next(next);
        return applied;
    }

    CallAwsService Ask(string name, string action, string permission)
    {
        var task = new CallAwsService(scope, name, new CallAwsServiceProps
        {
            Service = "servicequotas",
            Action = action,
            Parameters = new Dictionary<string, object> { ["ServiceCode"] = "sagemaker", ["QuotaCode.$"] = "$.quotaCode" },
            IamAction = $"servicequotas:{permission}",
            IamResources = ["*"], // neither action knows resources
            ResultSelector = new Dictionary<string, object> { ["instances.$"] = "$.Quota.Value", ["askedAt.$"] = "$$.State.EnteredTime" },
            ResultPath = "$.quota",
            TaskTimeout = Timeout.Duration(Duration.Minutes(1)),
        });
        task.AddRetry(new RetryProps
        {
            Errors = ["ServiceQuotas.TooManyRequestsException", "ServiceQuotas.ServiceException"],
            Interval = Duration.Seconds(2), BackoffRate = 2, MaxAttempts = 4, JitterStrategy = JitterType.FULL,
        });
        return task;
    }
}
