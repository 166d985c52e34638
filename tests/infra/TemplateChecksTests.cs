using System.Text.Json.Nodes;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>cdk-nag's AwsSolutions rules and AWS's CloudFormation validator over whole templates; node/acknowledged.json explains what stays.</summary>
[Collection(nameof(Synthesized))]
public sealed class TemplateChecksTests(Synthesized stack)
{
    static readonly Settings Everything = new()
    {
        Images = "infra/images", VpcEnabled = true, NotificationAddress = "maps@example.org", MonthlyBudgetUsd = 100, AnnotationsHost = true,
        RequestDefaults = """{"jobs":2}""", ScheduleEnabled = false, RetentionDays = 365,
    };

    [Fact]
    public void Nothing_is_found_that_is_not_explained_and_nothing_explained_that_is_not_found() =>
        Assert.Equal((0, ""), Check(stack.Document, new Synthesized(Everything).Document));

    [Fact]
    public void What_is_broken_is_found() // fault 63
    {
        var broken = stack.Document.DeepClone().AsObject();
        var resources = broken["Resources"]!.AsObject();
        resources.Remove(Named(resources, "StorageBucketPolicy"));
        Properties(resources, "WorkflowMachine")["TracingConfiguration"]!["Enabled"] = false;
        Properties(resources, "PlanningSearchScenes")["MemorySize"] = 50;
        Properties(resources, "ScheduleWeekly")["ScheduleExpression"] = "cron(0 6 * * MON)";
        Properties(resources, "WorkflowMachineRoleDefaultPolicy")["PolicyDocument"]!["Statement"]!.AsArray().Add(JsonNode.Parse(
            """{"Effect":"Allow","Action":"sagemaker:*","Resource":"*"}"""));
        var (exitCode, found) = Check(broken);
        Assert.Equal(1, exitCode);
        Assert.All(["AwsSolutions-S10", "AwsSolutions-SF2", "AwsSolutions-IAM5[Action::sagemaker:*]", "F3034", "E3027"], rule => Assert.Contains(rule, found));
    }

    static (int ExitCode, string Findings) Check(params JsonObject[] templates)
    {
        var files = templates.Select(template => new TemporaryFile(template.ToJsonString())).ToList();
        var check = Command.Node("template-checks.mjs", [.. files.Select(file => file.Path)]);
        files.ForEach(file => file.Dispose());
        Assert.Equal("", check.Errors);
        return (check.ExitCode, check.Output);
    }

    static JsonNode Properties(JsonObject resources, string prefix) => resources[Named(resources, prefix)]!["Properties"]!;

    static string Named(JsonObject resources, string prefix) => resources.Select(resource => resource.Key)
        .Single(id => id.Length == prefix.Length + 8 && id.StartsWith(prefix, StringComparison.Ordinal));
}
