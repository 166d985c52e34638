using Amazon.CDK;
using Constructs;

namespace Vegetation.Infra;

/// <summary>Weekly vegetation maps of the Earth. The stack composes; a construct declares one concern and grants its permissions.</summary>
internal sealed class VegetationStack : Stack
{
    /// <summary>No CDK telemetry resource, whose content depends on who synthesizes: the same sources give the same bytes.</summary>
    public static AppProps SameEverywhere => new()
    {
        AnalyticsReporting = false,
        StackTraces = false, // of annotations: they name temporary folders of the CDK
        Context = new Dictionary<string, object> { ["@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy"] = true }, // an ACL would be refused
    };

    /// <param name="said">The settings as they were said, for whoever compares deployments.</param>
    public VegetationStack(Construct scope, Settings settings, string said = "{}")
        : base(scope, settings.Name, new StackProps
        {
            Description = "Weekly vegetation maps of the Earth from Sentinel-2",
            Env = new Amazon.CDK.Environment { Region = settings.Region },
        })
    {
        var images = new Images(settings);
        var key = new DataKey(this, settings);
        var storage = new Storage(this, key, settings);
        var site = settings.PublicProducts ? new PublicProducts(this, storage, settings) : null;
        var functions = new Functions(this, images, storage, site?.Address, settings);
        var processing = new Processing(this, images, storage, settings);
        var notifications = new Notifications(this, key, settings);
        var workflow = new Workflow(this, functions, processing, storage, notifications, settings);
        var backfill = new Backfill(this, functions, workflow, settings);
        var schedule = new WeeklySchedule(this, workflow, settings);
        _ = new Alarms(this, workflow, schedule, notifications, settings);
        _ = new Dashboard(this, workflow, settings);
        _ = new Budget(this, notifications, settings);

        _ = new Outputs(this, workflow, backfill, storage, site?.Address, said);
        key.Encrypt(this);
        Advice.Give(this, settings);
    }
}
