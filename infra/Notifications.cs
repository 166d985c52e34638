using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;

namespace Vegetation.Infra;

/// <summary>The topic that notifies people about runs, alarms and the budget. Messages name runs and reports, nothing secret.</summary>
internal sealed class Notifications : Construct
{
    readonly DataKey key;

    public Topic Topic { get; }

    public Notifications(Construct scope, DataKey key, Settings settings) : base(scope, "Notifications")
    {
        this.key = key;
        Topic = new Topic(this, "Topic", new TopicProps { EnforceSSL = true, MasterKey = key.Key });
        if (settings.NotificationAddress is { } address) Topic.AddSubscription(new EmailSubscription(address));
        LetPublish("cloudwatch.amazonaws.com");
        LetPublish("budgets.amazonaws.com");
    }

    /// <summary>What <paramref name="who"/> needs beside sns:Publish, where the topic is encrypted.</summary>
    public void LetSend(IGrantable who) => key.LetUse(who, "kms:Decrypt", "kms:GenerateDataKey");

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
