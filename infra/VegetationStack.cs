using Amazon.CDK;
using Constructs;

namespace Vegetation.Infra;

/// <summary>Weekly vegetation maps of the Earth. The stack composes; a construct declares one concern and grants its permissions.</summary>
internal sealed class VegetationStack : Stack
{
    /// <summary>No CDK telemetry resource, whose content depends on who synthesizes: the same sources give the same bytes.</summary>
    public static AppProps SameEverywhere => new() { AnalyticsReporting = false };

    public VegetationStack(Construct scope, Settings settings)
        : base(scope, "Vegetation", new StackProps { Description = "Weekly vegetation maps of the Earth from Sentinel-2" })
    {
        var images = new Images(settings);
        var storage = new Storage(this);
        var planning = new Planning(this, images, storage);
        var processing = new Processing(this, images, storage);
        var workflow = new Workflow(this, planning, processing, storage, settings);
        _ = new WeeklySchedule(this, workflow, settings);

        Output("StateMachineArn", workflow.Machine.StateMachineArn, "Start a run here; {} is a whole request");
        Output("BucketName", storage.Bucket.BucketName, "latest.json names the newest map");
    }

    void Output(string name, string value, string description) =>
        _ = new CfnOutput(this, name, new CfnOutputProps { Value = value, Description = description });
}
