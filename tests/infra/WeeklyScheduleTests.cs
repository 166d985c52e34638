using Amazon.CDK.Assertions;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class WeeklyScheduleTests(Synthesized stack)
{
    [Fact]
    public void Weekly_rule_starts_the_state_machine_on_monday_morning_with_the_events_time() => stack.Template.HasResourceProperties("AWS::Events::Rule", new Properties
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
    });

    [Fact]
    public void Rule_may_start_this_state_machine_and_nothing_else()
    {
        var allowed = Assert.Single(Policies.Of(stack, "WorkflowMachineEventsRole"));
        Assert.Equal("states:StartExecution", allowed.Action);
        Assert.StartsWith("WorkflowMachine", allowed.Resource);
    }
}
