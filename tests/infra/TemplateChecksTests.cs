using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>
/// cdk-nag's AwsSolutions rules and AWS's CloudFormation validator over whole templates; node/acknowledged.json explains what stays.
/// </summary>
[Collection(nameof(Synthesized))]
public sealed class TemplateChecksTests(TemplateChecks checks) : IClassFixture<TemplateChecks>
{
    [Fact]
    public void Nothing_is_found_that_is_not_explained_and_nothing_explained_that_is_not_found() => Assert.Empty(checks.Whole);

    [Fact]
    public void What_is_broken_is_found() => Assert.All( // fault 63
        ["AwsSolutions-S10", "AwsSolutions-SF2", "AwsSolutions-IAM5[Action::sagemaker:*]", "F3034", "E3027"],
        rule => Assert.Contains(checks.Broken, found => found.Contains(rule, StringComparison.Ordinal)));
}

/// <summary>Findings in the stack with few and with all settings, and in a broken one: by one process, which is slow to load.</summary>
public sealed class TemplateChecks
{
    static readonly Settings Everything = new()
    {
        Images = "infra/images", VpcEnabled = true, NotificationAddress = "maps@example.org", MonthlyBudgetUsd = 100,
        AnnotationsHost = true, RequestDefaults = """{"jobs":2}""", ScheduleEnabled = false, RetentionDays = 365,
        KmsKey = Settings.OwnKey, PublicProducts = true, ViewerOrigins = "https://maps.example.org",
    };

    public string[] Whole { get; }
    public string[] Broken { get; }

    public TemplateChecks(Synthesized stack)
    {
        JsonNode[][] templates =
            [[stack.Document, new Synthesized(Everything).Document, AccountTests.Stack.Document], [Break(stack.Document.DeepClone().AsObject())]];
        var check = Command.Node("template-checks.mjs", JsonSerializer.Serialize(templates));
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
        (Whole, Broken) = JsonSerializer.Deserialize<string[][]>(check.Output) is [var whole, var broken] ? (whole, broken)
            : throw new InvalidOperationException(check.Output);
    }

    static JsonObject Break(JsonObject template)
    {
        var resources = template["Resources"]!.AsObject();
        resources.Remove(Named(resources, "StorageBucketPolicy"));
        Properties(resources, "WorkflowMachine")["TracingConfiguration"]!["Enabled"] = false;
        Properties(resources, "PlanningSearchScenes")["MemorySize"] = 50;
        Properties(resources, "ScheduleWeekly")["ScheduleExpression"] = "cron(0 6 * * MON)";
        Properties(resources, "WorkflowMachineRoleDefaultPolicy")["PolicyDocument"]!["Statement"]!.AsArray().Add(JsonNode.Parse(
            """{"Effect":"Allow","Action":"sagemaker:*","Resource":"*"}"""));
        return template;
    }

    static JsonNode Properties(JsonObject resources, string prefix) => resources[Named(resources, prefix)]!["Properties"]!;

    static string Named(JsonObject resources, string prefix) => resources.Select(resource => resource.Key)
        .Single(id => id.Length == prefix.Length + 8 && id.StartsWith(prefix, StringComparison.Ordinal));
}
