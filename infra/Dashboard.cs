using System.Globalization;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Vegetation.Core;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>
/// Runs, scenes, seconds and dollars on one page. Figures of scenes come from the workers' log lines (embedded metric format).
/// </summary>
internal sealed class Dashboard : Construct
{
    static readonly string[] Phases = [SceneMetrics.FetchSeconds, SceneMetrics.ComputeSeconds, SceneMetrics.WriteSeconds];

    public Dashboard(Construct scope, Workflow workflow, Settings settings) : base(scope, "Dashboard")
    {
        var machine = workflow.Machine;
        var page = new Amazon.CDK.AWS.CloudWatch.Dashboard(this, "Page", new DashboardProps { DefaultInterval = Duration.Days(28) });
        page.AddWidgets(
            Graph("Runs", machine.MetricStarted(), machine.MetricSucceeded(), machine.MetricFailed(), machine.MetricTimedOut(),
                machine.MetricAborted()),
            Graph("Scenes by outcome", [.. Enum.GetValues<UnitStatus>().Select(Scenes)]));
        page.AddWidgets(
            Graph("Seconds a scene, on average", [.. Phases.Select(phase => Measured(phase, "Average"))]),
            Graph("Megapixels a second, and bytes read", Measured(SceneMetrics.MegapixelsPerSecond, "Average"),
                Measured(SceneMetrics.BytesRead, "Sum")));
        page.AddWidgets(Graph("Dollars for computing scenes, per day (a weekly run is one day)", Cost(settings)));
    }

    static GraphWidget Graph(string title, params IMetric[] metrics) =>
        new(new GraphWidgetProps { Title = title, Left = metrics, Width = 12 });

    static Metric Scenes(UnitStatus status) => new(new MetricProps
    {
        Namespace = SceneMetrics.Namespace,
        MetricName = SceneMetrics.Scenes,
        DimensionsMap = new Dictionary<string, string>
        {
            [SceneMetrics.Status] = status.Word(),
        },
        Statistic = "Sum",
    });

    static Metric Measured(string name, string statistic) =>
        new(new MetricProps { Namespace = SceneMetrics.Namespace, MetricName = name, Statistic = statistic });

    // An instance works on one scene at a time and fetches the next meanwhile: its time is computing and writing. Starting it up is not in
    // this.
    static MathExpression Cost(Settings settings) => new(new MathExpressionProps
    {
        Label = "USD",
        Expression = string.Create(CultureInfo.InvariantCulture, $"(compute + write) / 3600 * {settings.InstanceHourUsd}"),
        UsingMetrics = new Dictionary<string, IMetric>
        {
            ["compute"] = Measured(SceneMetrics.ComputeSeconds, "Sum"), ["write"] = Measured(SceneMetrics.WriteSeconds, "Sum"),
        },
        Period = Duration.Days(1),
    });
}
