using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.StepFunctions;
using Amazon.CDK.AWS.StepFunctions.Tasks;
using Constructs;
using LogGroupProps = Amazon.CDK.AWS.Logs.LogGroupProps;
using Members = System.Collections.Generic.Dictionary<string, object>;
using Timeout = Amazon.CDK.AWS.StepFunctions.Timeout;

namespace Vegetation.Infra;

/// <summary>
/// Runs past weeks, a few at a time, as if the weekly schedule had started them: {"weeks":"2019-W01..2023-W52","request":{...}}. A week
/// that fails does not stop the others, and started again it runs what is not published.
/// </summary>
internal sealed class Backfill : Construct
{
    public StateMachine Machine { get; }

    public Backfill(Construct scope, Functions functions, Workflow workflow, Settings settings) : base(scope, "Backfill") =>
        Machine = new StateMachine(this, "Machine", new StateMachineProps
        {
            DefinitionBody = DefinitionBody.FromChainable(Definition(functions, workflow, settings)),
            Timeout = Duration.Days(24), // the interpreter's timers end there (2^31 ms); what is left is run by the next start
            TracingEnabled = true,
            Logs = new LogOptions { Destination = Logs(settings), Level = LogLevel.ALL, IncludeExecutionData = false },
        });

    Chain Definition(Functions functions, Workflow workflow, Settings settings)
    {
        var start = new Pass(this, "Start backfill", new PassProps
        {
            Parameters = new Members
            {
                ["asked.$"] = "$", ["defaults"] = Workflow.Plain(JsonNode.Parse(settings.RequestDefaults))!,
            },
        });
        var incomplete = new Fail(this, "Backfill incomplete", new FailProps { Error = "Incomplete", CausePath = "$.message" });
        return start.Next(FunctionTask.Of(this, "Plan backfill", functions.PlanBackfill)).Next(Weeks(workflow, settings))
            .Next(FunctionTask.Of(this, "Summarize weeks", functions.PlanBackfill))
            .Next(new Choice(this, "All weeks complete?")
                .When(Condition.StringEquals("$.outcome", "incomplete"), incomplete)
                .Otherwise(new Succeed(this, "Backfill complete")));
    }

    Map Weeks(Workflow workflow, Settings settings) => new Map(this, "Run weeks", new MapProps
    {
        ItemsPath = "$.weeks",
        ItemSelector = new Members
        {
            ["week.$"] = "$$.Map.Item.Value.week",
            ["input.$"] = "States.JsonMerge($.request, $$.Map.Item.Value.input, false)",
        },
        MaxConcurrency = settings.BackfillWeeks,
        ResultPath = "$.results",
    }).ItemProcessor(One(workflow));

    // Only what is summed up is kept of a week: the outputs of hundreds would not fit into a state.
    Chain One(Workflow workflow)
    {
        var run = new StepFunctionsStartExecution(this, "Run week", new StepFunctionsStartExecutionProps
        {
            StateMachine = workflow.Machine,
            IntegrationPattern = IntegrationPattern.RUN_JOB,
            Input = TaskInput.FromJsonPathAt("$.input"),
            ResultSelector = new Members { ["output.$"] = "$.Output" },
            ResultPath = "$.result",
            TaskTimeout = Timeout.Duration(Duration.Days(7)), // a run ends itself within six
        });
        run.AddCatch(Week("Week failed", "error", "$.error.Error", "outcome", "failed"), new CatchProps { ResultPath = "$.error" });
        return run.Next(new Choice(this, "Only planned?")
            .When(Condition.IsPresent("$.result.output.estimate"), Week("Week planned", "estimate", "$.result.output.estimate"))
            .Otherwise(Week("Week run", "runId", "$.result.output.runId", "outcome.$", "$.result.output.outcome")));
    }

    Pass Week(string name, string field, string path, string? other = null, string? value = null)
    {
        var kept = new Members { ["week.$"] = "$.week", [$"{field}.$"] = path };
        if (other is not null) kept[other] = value!;
        return new(this, name, new PassProps { Parameters = kept });
    }

    LogGroup Logs(Settings settings) => new(this, "Logs", new LogGroupProps
    {
        LogGroupName = $"/aws/vendedlogs/states/{Stack.Of(this).StackName}-backfill",
        Retention = Retention.Of(settings),
        RemovalPolicy = RemovalPolicy.DESTROY,
    });
}
