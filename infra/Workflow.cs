using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>The run as a state machine. Each function takes the whole state and returns it whole; only pointers to S3 travel.</summary>
internal sealed class Workflow : Construct
{
    /// <summary>By which rules of EventBridge find the event of a published run; its detail is the run's output.</summary>
    public const string EventSource = "vegetation-maps", EventType = "Run published";

    public StateMachine Machine { get; }

    public Workflow(
        Construct scope, Functions functions, Processing processing, Storage storage, Notifications notifications, Settings settings)
        : base(scope, "Workflow")
    {
        var jobs = new RunJobs(this, processing, storage, settings);
        Machine = new StateMachine(this, "Machine", new StateMachineProps
        {
            DefinitionBody = DefinitionBody.FromChainable(Definition(functions, jobs, notifications, settings)),
            Timeout = Duration.Days(6), // a run that hangs is over before next Monday's starts
            TracingEnabled = true,
            Logs = new LogOptions { Destination = Logs(settings), Level = LogLevel.ALL, IncludeExecutionData = false },
        });
        processing.LetRun(Machine);
        notifications.LetSend(Machine);
    }

    Chain Definition(Functions functions, RunJobs jobs, Notifications notifications, Settings settings)
    {
        var search = FunctionTask.Of(this, "Search scenes", functions.SearchScenes);
        var build = FunctionTask.Of(this, "Build manifests", functions.BuildManifests);
        var aggregate = FunctionTask.Of(this, "Aggregate outputs", functions.AggregateOutputs);

        search.Next(new Choice(this, "More scenes?")
            .When(Condition.IsPresent("$.cursor"), search)
            .Otherwise(build));
        build.Next(new Choice(this, "Anything to run?")
            .When(Condition.StringEquals("$.next", "ask-quota"), new QuotaTasks(this).Before(build))
            .When(Condition.StringEquals("$.next", "run-jobs"), jobs.All().Next(build))
            .When(Condition.StringEquals("$.next", "stop"), new Succeed(this, "Planned"))
            .Otherwise(aggregate));
        var enough = new Choice(this, "Processed enough?")
            .When(Condition.StringEquals("$.outcome", "published"), Announced(new Succeed(this, "Published")))
            .When(Condition.StringEquals("$.outcome", "not-promoted"), new Succeed(this, "Not promoted"))
            .When(Condition.StringEquals("$.outcome", "no-scenes"), new Succeed(this, "No scenes"))
            .Otherwise(Incomplete());
        aggregate.Next(new Choice(this, "More outputs?")
            .When(Condition.IsPresent("$.cursor"), aggregate)
            .When(Condition.IsPresent("$.next"), build) // outputs changed since they were recorded, and attempts are left
            .When(Condition.IsPresent("$.mail"), Mail.Before(this, notifications.Topic, enough))
            .Otherwise(enough));
        return Start(settings).Next(search);
    }

    Pass Start(Settings settings) => new(this, "Start", new PassProps
    {
        Parameters = new Dictionary<string, object>
        {
            ["request.$"] = "$",
            ["defaults"] = Plain(JsonNode.Parse(settings.RequestDefaults))!,
            ["executionName.$"] = "$$.Execution.Name",
            ["startedAt.$"] = "$$.Execution.StartTime",
        },
    });

    // The CDK takes dictionaries, arrays and plain values, not JSON nodes.
    public static object? Plain(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToDictionary(field => field.Key, field => Plain(field.Value)!),
        JsonArray items => items.Select(Plain).ToArray(),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        JsonValue number => number.GetValue<double>(),
        _ => null,
    };

    // What was good is in the run's products all the same; the execution fails so that somebody looks, and says where.
    Chain Incomplete()
    {
        var why = new Pass(this, "Say why", new PassProps
        {
            Parameters = new Dictionary<string, object>
            {
                ["cause.$"] = "States.Format('{} Report: {} Ledger: {}', $.message, $.report, $.ledger)",
            },
        });
        return why.Next(new Fail(this, "Incomplete", new FailProps { Error = "Incomplete", CausePath = "$.cause" }));
    }

    /// <summary>So that others can start from a published run. One that cannot be announced is published all the same.</summary>
    Chain Announced(Succeed published)
    {
        var announce = new EventBridgePutEvents(this, "Announce", new EventBridgePutEventsProps
        {
            Entries =
            [
                new EventBridgePutEventsEntry
                {
                    Source = EventSource, DetailType = EventType, Detail = TaskInput.FromJsonPathAt("$"),
                },
            ],
            ResultPath = JsonPath.DISCARD,
            TaskTimeout = Timeout.Duration(Duration.Minutes(1)),
        });
        announce.AddRetry(new RetryProps
        {
            Errors = ["States.ALL"], Interval = Duration.Seconds(2), BackoffRate = 2, MaxAttempts = 3, JitterStrategy = JitterType.FULL,
        });
        announce.AddCatch(published, new CatchProps { ResultPath = JsonPath.DISCARD });
        return announce.Next(published);
    }

    // The name's prefix keeps the log's resource policy short: without it each new state machine adds to one policy that may not grow.
    LogGroup Logs(Settings settings) => new(this, "Logs", new LogGroupProps
    {
        LogGroupName = $"/aws/vendedlogs/states/{Stack.Of(this).StackName}",
        Retention = Retention.Of(settings),
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
