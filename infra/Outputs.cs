using Amazon.CDK;

namespace Vegetation.Infra;

/// <summary>What somebody who has just deployed needs: where to start runs and where to find their products.</summary>
internal sealed class Outputs
{
    const int LongestValue = 1000; // CloudFormation's limit is 1,024; an area can be longer

    public Outputs(Stack stack, Workflow workflow, Backfill backfill, Storage storage, string? publicAddress, string said)
    {
        var machine = workflow.Machine.StateMachineArn;
        Add("StateMachineArn", machine, "The state machine; {} is a valid request");
        Add("BackfillArn", backfill.Machine.StateMachineArn, "The state machine that runs past weeks, see docs/deploy.md");
        Add("BucketName", storage.Bucket.BucketName, "The bucket: latest.json names the newest map");
        if (publicAddress is not null) Add("PublicAddress", publicAddress, "Where anybody reads the products");
        Add("Console", $"https://{stack.Region}.console.aws.amazon.com/states/home?region={stack.Region}#/statemachines/view/{machine}",
            "Console page to start and watch runs");
        Add("StartLine",
            $$"""aws stepfunctions start-execution --region {{stack.Region}} --state-machine-arn {{machine}} --input '{"dryRun":true}'""",
            "Plans a run of the last full week: its message has scenes, minutes and price. Without dryRun it is run");
        Add("Settings", said.Length <= LongestValue ? said : said[..LongestValue],
            "The settings of this deployment: npx cdk diff shows what the next one would change");

        void Add(string name, string value, string description) =>
            _ = new CfnOutput(stack, name, new CfnOutputProps { Value = value, Description = description });
    }
}
