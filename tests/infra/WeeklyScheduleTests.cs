using Amazon.CDK.Assertions;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class WeeklyScheduleTests(Synthesized stack)
{
    [Fact]
    public void Weekly_rule_passes_the_events_time_on_monday_morning() => stack.Template.HasResourceProperties("AWS::Events::Rule", Weekly);

    [Fact]
    public void Rule_may_start_the_starter_and_the_starter_the_workflow_and_nothing_else()
    {
        var rule = Assert.Single(Policies.Of(stack, "ScheduleStarterEventsRole"));
        Assert.Equal("states:StartExecution", rule.Action);
        Assert.StartsWith("ScheduleStarter", rule.Resource);
        var starter = Policies.Of(stack, "ScheduleStarterRole").Where(policy => policy.Resource != "*").ToList();
        Assert.Equal("states:StartExecution", Assert.Single(starter).Action);
        Assert.StartsWith("WorkflowMachine", starter[0].Resource);
    }

    [Fact]
    public void What_cannot_be_delivered_is_kept_encrypted_for_two_weeks() // fault 59
    {
        stack.Template.HasResourceProperties("AWS::SQS::Queue",
            new Properties { ["MessageRetentionPeriod"] = 14 * 24 * 3600, ["SqsManagedSseEnabled"] = true });
        stack.Template.HasResourceProperties("AWS::Events::Rule", new Properties
        {
            ["Targets"] = new[]
            {
                Match.ObjectLike(new Properties
                {
                    ["DeadLetterConfig"] = new Properties {
                        ["Arn"] = new Properties { ["Fn::GetAtt"] = Match.ArrayWith([Match.StringLikeRegexp("^ScheduleDeadLetters")]) } },
                }),
            },
        });
    }

    [Theory]
    [InlineData("2026-11-23T06:00:00Z", "weekly-2026-11-23")]
    [InlineData("2027-01-04T06:00:00Z", "weekly-2027-01-04")]
    public void A_week_has_one_name_however_often_and_late_its_event_comes(string time, string name) // fault 56
    {
        var first = Start(time, new { result = new { executionArn = "arn:of:the:run" } });
        Assert.Equal("SUCCEEDED", first.Status);
        var call = Assert.Single(first.Calls).Input;
        Assert.Equal(name, (string?)call["Name"]);
        Assert.Equal($$"""{"scheduledAt":"{{time}}"}""", call["Input"]!.ToJsonString());
    }

    [Fact]
    public void A_second_event_of_a_week_changes_nothing_and_is_no_failure() // fault 56
    {
        var second = Start("2026-11-23T06:00:00Z", new { error = "StepFunctions.ExecutionAlreadyExistsException" });
        Assert.Equal(("SUCCEEDED", 1), (second.Status, second.Calls.Count));
    }

    [Fact]
    public void A_start_that_is_throttled_is_tried_again_and_one_that_stays_refused_fails()
    {
        Assert.Equal(
            "SUCCEEDED",
            Start("2026-11-23T06:00:00Z", new { error = "StepFunctions.ThrottlingException" }, new { result = new { } }).Status);
        Assert.Equal("FAILED", Start("2026-11-23T06:00:00Z", new { error = "StepFunctions.StateMachineDoesNotExistException" }).Status);
    }

    Execution Start(string time, params object[] answers) => Execution.Of(
        stack.Starter, new { scheduledAt = time }, new Dictionary<string, object[]> { ["Start the week's run"] = answers });

    static Properties Weekly => new()
    {
        ["ScheduleExpression"] = "cron(0 6 ? * MON *)",
        ["State"] = "DISABLED",
        ["Targets"] = new[]
        {
            Match.ObjectLike(new Properties
            {
                ["Arn"] = new Properties { ["Ref"] = Match.StringLikeRegexp("^ScheduleStarter") },
                ["InputTransformer"] = new Properties
                {
                    ["InputPathsMap"] = new Properties { ["time"] = "$.time" },
                    ["InputTemplate"] = "{\"scheduledAt\":<time>}",
                },
            }),
        },
    };
}
