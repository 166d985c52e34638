using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SQS;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>
/// Starts a run every Monday at 06:00 UTC, when the week before is complete and its last scenes are in the catalogs. EventBridge may
/// deliver an event twice and cannot name an execution, so a small state machine stands between: it names the run after the event's day,
/// and a name is given once.
/// </summary>
internal sealed class WeeklySchedule : Construct
{
    readonly Rule weekly;

    public StateMachine Starter { get; }

    /// <summary>Events that could not be delivered within a day.</summary>
    public Queue DeadLetters { get; }

    public WeeklySchedule(Construct scope, Workflow workflow, Settings settings) : base(scope, "Schedule")
    {
        Starter = new StateMachine(this, "Starter", new StateMachineProps
        {
            DefinitionBody = DefinitionBody.FromChainable(StartOnce(workflow)),
            Timeout = Duration.Hours(1),
            TracingEnabled = true,
            Logs = new LogOptions { Destination = Logs(settings), Level = LogLevel.ALL, IncludeExecutionData = false },
        });
        DeadLetters = new Queue(this, "DeadLetters", new QueueProps
        {
            Encryption = QueueEncryption.SQS_MANAGED,
            EnforceSSL = true,
            RetentionPeriod = Duration.Days(14), // the longest; events in it can be started manually
        });
        weekly = new Rule(this, "Weekly", new RuleProps
        {
            Description = "Last week's vegetation map",
            Enabled = settings.ScheduleEnabled,
            Schedule = Schedule.Cron(new CronOptions { WeekDay = "MON", Hour = "6", Minute = "0" }),
            Targets = [new SfnStateMachine(Starter, new SfnStateMachineProps { Input = Request(), DeadLetterQueue = DeadLetters })],
        });
    }

    /// <summary>How often the rule fired.</summary>
    public Metric Fired(MetricOptions options) => new(new MetricProps
    {
        Namespace = "AWS/Events",
        MetricName = "TriggeredRules",
        DimensionsMap = new Dictionary<string, string> { ["RuleName"] = weekly.RuleName },
        Period = options.Period,
        Statistic = options.Statistic,
    });

    // The event's own time, not the start's: an event that comes late or twice still asks for the same week.
    static RuleTargetInput Request() =>
        RuleTargetInput.FromObject(new Dictionary<string, object> { ["scheduledAt"] = EventField.Time });

    Chain StartOnce(Workflow workflow)
    {
        var start = new StepFunctionsStartExecution(this, "Start the week's run", new StepFunctionsStartExecutionProps
        {
            StateMachine = workflow.Machine,
            Name = JsonPath.Format("weekly-{}", JsonPath.ArrayGetItem(JsonPath.StringSplit(JsonPath.StringAt("$.scheduledAt"), "T"), 0)),
            Input = TaskInput.FromObject(new Dictionary<string, object> { ["scheduledAt"] = JsonPath.StringAt("$.scheduledAt") }),
            TaskTimeout = Timeout.Duration(Duration.Minutes(5)),
        });
        // The same name with the same input is answered with the run that goes already; after its end the name is taken.
        string[] taken = ["StepFunctions.ExecutionAlreadyExistsException", "StepFunctions.ExecutionAlreadyExists"];
        start.AddCatch(new Succeed(this, "Started before"), new CatchProps { Errors = taken });
        start.AddRetry(new RetryProps { Errors = taken, MaxAttempts = 0 });
        start.AddRetry(new RetryProps
        {
            Errors = [Errors.TASKS_FAILED],
            Interval = Duration.Seconds(10),
            BackoffRate = 2,
            MaxAttempts = 6,
            JitterStrategy = JitterType.FULL,
        });
        return start.Next(new Succeed(this, "Started"));
    }

    LogGroup Logs(Settings settings) => new(this, "Logs", new LogGroupProps
    {
        LogGroupName = $"/aws/vendedlogs/states/{Stack.Of(this).StackName}-weekly",
        Retention = Retention.Of(settings),
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
