using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>Sends the end of a run in words ($.mail), which the aggregation wrote. A run whose mail cannot be sent goes on.</summary>
internal static class Mail
{
    public static SnsPublish Before(Construct scope, ITopic topic, IChainable next)
    {
        var send = new SnsPublish(scope, "Send mail", new SnsPublishProps
        {
            Topic = topic,
            Subject = JsonPath.StringAt("$.mail.subject"),
            Message = TaskInput.FromJsonPathAt("$.mail.text"),
            ResultPath = JsonPath.DISCARD,
            TaskTimeout = Timeout.Duration(Duration.Minutes(1)),
        });
        send.AddRetry(new RetryProps
        {
            Errors = ["States.ALL"], Interval = Duration.Seconds(2), BackoffRate = 2, MaxAttempts = 3, JitterStrategy = JitterType.FULL,
        });
        send.AddCatch(next, new CatchProps { ResultPath = JsonPath.DISCARD });
        send.Next(next);
        return send;
    }
}
