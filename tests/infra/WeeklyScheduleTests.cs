using Amazon.CDK.Assertions;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class WeeklyScheduleTests(Synthesized stack)
{
    [Fact]
    public void Weekly_rule_passes_the_events_time_on_monday_morning() => stack.Template.HasResourceProperties("AWS::Events::Rule", Weekly);

    [Fact]
    public void Rule_may_start_this_state_machine_and_nothing_else()
    {
        var allowed = Assert.Single(Policies.Of(stack, "WorkflowMachineEventsRole"));
        Assert.Equal("states:StartExecution", allowed.Action);
        Assert.StartsWith("WorkflowMachine", allowed.Resource);
    }

    static Properties Weekly => new()
    {
        ["ScheduleExpression"] = "cron(0 6 ? * MON *)",
        ["State"] = "ENABLED",
        ["Targets"] = new[]
        {
            Match.ObjectLike(new Properties
            {
                ["Arn"] = new Properties { ["Ref"] = Match.StringLikeRegexp("^WorkflowMachine") },
                ["InputTransformer"] = new Properties
                {
                    ["InputPathsMap"] = new Properties { ["time"] = "$.time" },
                    ["InputTemplate"] = "{\"scheduledAt\":<time>}",
                },
            }),
        },
    };
}
