using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace Vegetation.Infra;

/// <summary>The topic that notifies people about runs, alarms and the budget. Messages name runs and reports, nothing secret.</summary>
internal sealed class Notifications : Construct
{
    public Topic Topic { get; }

    public Notifications(Construct scope, Settings settings) : base(scope, "Notifications")
    {
        Topic = new Topic(this, "Topic", new TopicProps { EnforceSSL = true });
        if (settings.NotificationAddress is { } address) Topic.AddSubscription(new EmailSubscription(address));
        LetPublish("cloudwatch.amazonaws.com");
        LetPublish("budgets.amazonaws.com");
    }

    // A topic with a policy of its own has no default one: each service must be let in, and only where it acts for this account.
    void LetPublish(string service) => Topic.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
    {
        Principals = [new ServicePrincipal(service)],
        Actions = ["sns:Publish"],
        Resources = [Topic.TopicArn],
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
        },
    }));
}
