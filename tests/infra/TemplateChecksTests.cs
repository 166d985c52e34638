using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>
/// cdk-nag's packs and AWS's CloudFormation validator over whole templates; node/acknowledged.json and docs/compliance.md explain what
/// stays.
/// </summary>
[Collection(nameof(Synthesized))]
public sealed class TemplateChecksTests(TemplateChecks checks) : IClassFixture<TemplateChecks>
{
    [Fact]
    public void Nothing_is_found_that_is_not_explained_and_nothing_explained_that_is_not_found() => None(checks.Whole.Unexplained);

    [Fact]
    public void The_document_lists_the_controls_that_each_deployment_lacks_and_no_other() => None(
        checks.Deployments.Zip(checks.Whole.Controls, (deployment, controls) =>
            ControlsTable.Differences(deployment.Stack.Settings, controls).Select(line => $"{deployment.Name}: {line}"))
            .SelectMany(lines => lines));

    [Fact]
    public void What_is_broken_is_found() => Assert.All( // fault 63
        ["AwsSolutions-S10", "AwsSolutions-SF2", "AwsSolutions-IAM5[Action::sagemaker:*]", "F3034", "E3027"],
        rule => Assert.Contains(checks.Broken.Unexplained, found => found.Contains(rule, StringComparison.Ordinal)));

    [Fact] // of the bucket's policy that is gone
    public void A_control_that_is_broken_is_not_in_the_document() => Assert.Contains(
        "HIPAA.Security-S3BucketSSLRequestsOnly StorageBucket is found and not listed",
        ControlsTable.Differences(checks.Deployments[0].Stack.Settings, checks.Broken.Controls[0]));

    // Every line whole, which xunit would cut.
    static void None(IEnumerable<string> lines) => Assert.True(!lines.Any(), string.Join('\n', lines));
}

/// <summary>Findings in stacks of eight different settings, and in a broken one: by one process, which is slow to load.</summary>
public sealed class TemplateChecks
{
    static readonly Settings Everything = new()
    {
        Images = "infra/images", VpcEnabled = true, NotificationAddress = "maps@example.org", MonthlyBudgetUsd = 100,
        AnnotationsHost = true, RequestDefaults = """{"jobs":2}""", ScheduleEnabled = false, RetentionDays = 365,
        KmsKey = Settings.OwnKey, PublicProducts = true, ViewerOrigins = "https://maps.example.org",
    };

    public (string Name, Synthesized Stack)[] Deployments { get; }
    public Findings Whole { get; }
    public Findings Broken { get; }

    public TemplateChecks(Synthesized stack)
    {
        Deployments =
        [
            ("no setting", stack),
            ("nearly all settings", new(Everything)),
            ("the account's key, network and images", AccountTests.Stack),
            ("public products under a domain", PublicProductsTests.Stack),
            ("a network of its own, without a key", Of("""{"vpcEnabled":true}""")),
            ("another region and name", Of("""{"region":"eu-central-1","name":"Maps-test","resolution":160,"area":[5,45,16,49]}""")),
            ("a schedule by deadline, mail and budget", Of(
                """
                {"scheduleEnabled":true,"deadlineMinutes":30,"maxCostUsd":20,"notificationAddress":"maps@example.org","monthlyBudgetUsd":100}
                """)),
            ("outputs that are deleted, other hosts and a foreign baseline", Of(
                """{"sceneOutputs":"days:90","assetHosts":"data.example.org","baselineBucket":"baselines","backfillWeeks":20}""")),
        ];
        JsonNode[][] templates =
            [[.. Deployments.Select(deployment => deployment.Stack.Document)], [Break(stack.Document.DeepClone().AsObject())]];
        var check = Command.Node("template-checks.mjs", JsonSerializer.Serialize(templates));
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
        (Whole, Broken) = JsonSerializer.Deserialize<Findings[]>(check.Output, JsonSerializerOptions.Web) is [var whole, var broken]
            ? (whole, broken) : throw new InvalidOperationException(check.Output);
    }

    static Synthesized Of(string context) => new(SettingsReader.Read($$"""{"images":"infra/images",{{context.Trim()[1..]}}"""));

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

/// <param name="Unexplained">A line each.</param>
/// <param name="Controls">Of each template, the rule and the logical id.</param>
public sealed record Findings(string[] Unexplained, string[][][] Controls);
