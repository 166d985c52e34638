using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.StepFunctions;
using Constructs;

namespace Vegetation.Infra;

/// <summary>Alarms for failed runs and weeks that did not start; notifications about the outcome of each run.</summary>
internal sealed class Alarms : Construct
{
    readonly Notifications notifications;

    public Alarms(Construct scope, Workflow workflow, WeeklySchedule schedule, Notifications notifications, Settings settings)
        : base(scope, "Alarms")
    {
        this.notifications = notifications;
        Alarm("RunFailed",
            "A run has failed. The notification about it has the error and a link to the page with the cause.",
            workflow.Machine.MetricFailed(Often));
        Alarm("RunOverran", "A run did not end in time. Start it again with the same scheduledAt to resume it.",
            workflow.Machine.MetricTimedOut(Often));
        Alarm("WeekNotStarted", "The weekly run could not be started. Start it manually with its scheduledAt.",
            schedule.Starter.MetricFailed(Often));
        Alarm("WeekStartTimedOut", "Starting the weekly run took too long. Look whether it runs, else start it with its scheduledAt.",
            schedule.Starter.MetricTimedOut(Often));
        if (settings.ScheduleEnabled)
        {
            Silence("RuleSilent", "The weekly rule has not fired for a week: it is disabled or gone. Enable it, or deploy again.",
                schedule.Fired(Daily));
            Silence("WeekWithoutRun", "No weekly run was started for a week. Start it manually with its scheduledAt.",
                schedule.Starter.MetricSucceeded(Daily));
        }
        Alarm("DeadLetters", "A weekly event could not be delivered and is in the dead-letter queue.",
            schedule.DeadLetters.MetricApproximateNumberOfMessagesVisible(
                new MetricOptions { Period = Duration.Minutes(5), Statistic = "Maximum" }));
        // Runs that end with an aggregation send a mail themselves.
        Notify("RunFailedNotification", workflow.Machine, Failed(), "FAILED");
        Notify("RunStoppedNotification", workflow.Machine, Stopped(), "TIMED_OUT", "ABORTED");
    }

    // One metric an alarm: a sum of two has no value, and so never triggers, while one of them has none.
    static MetricOptions Often => new() { Period = Duration.Minutes(5), Statistic = "Sum" };

    // A week is the longest that an alarm can look back.
    static MetricOptions Daily => new() { Period = Duration.Days(1), Statistic = "Sum" };

    void Alarm(string name, string description, IMetric metric) => Announced(name, new AlarmProps
    {
        AlarmDescription = description,
        Metric = metric,
        Threshold = 1,
        EvaluationPeriods = 1,
        ComparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        TreatMissingData = TreatMissingData.NOT_BREACHING,
    });

    // A day without anything has no value, so what is missing counts.
    void Silence(string name, string description, IMetric metric) => Announced(name, new AlarmProps
    {
        AlarmDescription = description,
        Metric = metric,
        Threshold = 1,
        EvaluationPeriods = 7,
        ComparisonOperator = ComparisonOperator.LESS_THAN_THRESHOLD,
        TreatMissingData = TreatMissingData.BREACHING,
    });

    void Announced(string name, AlarmProps alarm) =>
        new Alarm(this, name, alarm).AddAlarmAction(new SnsAction(notifications.Topic));

    static string Of(string field) => EventField.FromPath($"$.detail.{field}");

    // Only a failed run has an error.
    string[] Failed() =>
    [
        $"The run {Of("name")} failed: {Of("error")}. The cause is on the execution's page.", Link,
        "What to do about each error: docs/operations.md. Most runs go on with Redrive, within 14 days.",
    ];

    string[] Stopped() =>
    [
        $"The run {Of("name")} ended as {Of("status")}: somebody stopped it, or it was not over within six days.", Link,
        "What it computed is kept: Redrive goes on with it, within 14 days.",
    ];

    string Link => string.Concat("Look at it: ", $"https://{Stack.Of(this).Region}.console.aws.amazon.com/states/home?region=",
        $"{Stack.Of(this).Region}#/v2/executions/details/{Of("executionArn")}");

    /// <param name="lines">
    /// As people get them, each in quotes, which EventBridge asks for. It does not escape their values, so that one with quotes of its own,
    /// such as a cause, could cost the mail.
    /// </param>
    void Notify(string name, StateMachine machine, string[] lines, params string[] statuses) => _ = new Rule(this, name, new RuleProps
    {
        EventPattern = new EventPattern
        {
            Source = ["aws.states"],
            DetailType = ["Step Functions Execution Status Change"],
            Detail = new Dictionary<string, object> { ["stateMachineArn"] = new[] { machine.StateMachineArn }, ["status"] = statuses },
        },
        Targets =
        [
            new SnsTopic(notifications.Topic, new SnsTopicProps { Message = RuleTargetInput.FromMultilineText(string.Join('\n', lines)) }),
        ],
    });
}
