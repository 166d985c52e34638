using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>A state that calls a function: it takes the whole state, and its answer replaces it.</summary>
internal static class FunctionTask
{
    public static LambdaInvoke Of(Construct scope, string name, IFunction function)
    {
        var task = new LambdaInvoke(scope, name, new LambdaInvokeProps
        {
            LambdaFunction = function,
            OutputPath = "$.Payload",
            RetryOnServiceExceptions = false,
            TaskTimeout = Timeout.Duration(Duration.Minutes(16)), // Lambda itself ends every function within 15
        });
        task.AddRetry(WhenLambdaFalters());
        task.AddRetry(WhenTheProcessDied());
        return task;
    }

    // Lambda's own troubles only: an error that a function reports (a wrong request, a catalog that is down for long) ends the run.
    static RetryProps WhenLambdaFalters() => new()
    {
        Errors =
        [
            "Lambda.ServiceException", "Lambda.AWSLambdaException", "Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException",
            // the last: an image that was not used for weeks is made ready
            "Lambda.TooManyRequestsException", "Lambda.CodeArtifactUserPendingException",
        ],
        Interval = Duration.Seconds(2),
        BackoffRate = 2,
        MaxAttempts = 6,
        JitterStrategy = JitterType.FULL,
    };

    // Out of memory or out of time, under each name that AWS has for it (Step Functions developer guide, "Handle Lambda service
    // exceptions": Lambda.Unknown). Each function continues from what it left in the bucket, so one retry may well be enough.
    static RetryProps WhenTheProcessDied() => new()
    {
        Errors = ["Lambda.Unknown", "Sandbox.Timedout", "Runtime.ExitError", "Runtime.OutOfMemory", "DeadlineExceeded", "States.Timeout"],
        Interval = Duration.Seconds(10),
        BackoffRate = 2,
        MaxAttempts = 2,
        JitterStrategy = JitterType.FULL,
    };
}
