using System.Globalization;
using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.Assertions;
using Vegetation.Core.Work;
using Vegetation.Infra;
using Match = Amazon.CDK.Assertions.Match;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

public sealed class SettingsTests
{
    static readonly Settings Other = new()
    {
        Images = "infra/images",
        ScheduleEnabled = false,
        MaxConcurrentJobs = 7, BackfillWeeks = 3,
        MaxJobMinutes = 90, BaselineBucket = "my-baselines",
        VolumeGb = 100,
        BaseImage = "debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        AnnotationsHost = true,
        Region = "us-west-2",
        VpcEnabled = true,
        RetentionDays = 90,
        NotificationAddress = "maps@example.org",
        MonthlyBudgetUsd = 500,
        InstanceHourUsd = 0.5,
        RequestDefaults = """{"instanceHourUsd":0.5,"area":[11,46,12,47],"jobs":2,"instancesPerJob":4,"instanceType":"ml.m5.large"}""",
    };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"aws:cdk:enable-path-metadata":true,"@aws-cdk/core:newStyleStackSynthesis":true,"cli-telemetry":false}""")]
    public void Without_settings_of_ours_the_defaults_hold(string? context) => Assert.Equal(new Settings(), SettingsReader.Read(context));

    [Theory]
    [InlineData("""
        {"images":"elsewhere","scheduleEnabled":false,"maxConcurrentJobs":7,"backfillWeeks":3,"maxJobMinutes":90,"volumeGb":100,
        "baseImage":"debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","lambdaHost":"annotations",
        "region":"us-west-2","baselineBucket":"my-baselines",
        "vpcEnabled":true,"retentionDays":90,"notificationAddress":"maps@example.org","monthlyBudgetUsd":500,"instanceHourUsd":0.5,
        "area":[11,46,12,47],"jobs":2,"instancesPerJob":4,"instanceType":"ml.m5.large"}
        """)]
    [InlineData("""
        {"images":"elsewhere","scheduleEnabled":"false","maxConcurrentJobs":"7","backfillWeeks":"3","maxJobMinutes":"90","volumeGb":"100",
        "baseImage":"debian@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","lambdaHost":"annotations",
        "region":"us-west-2","baselineBucket":"my-baselines",
        "vpcEnabled":"true","retentionDays":"90","notificationAddress":"maps@example.org","monthlyBudgetUsd":"500","instanceHourUsd":"0.5",
        "area":"11,46,12,47","jobs":"2","instancesPerJob":"4","instanceType":"ml.m5.large"}
        """)]
    public void Settings_come_from_the_file_as_values_and_from_the_command_line_as_text(string context) =>
        Assert.Equal(Other with { Images = "elsewhere" }, SettingsReader.Read(context));

    [Fact]
    public void The_guides_settings_are_settings()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "deploy.md"));
        var file = Regex.Match(guide, @"cat >cdk\.context\.json <<'END'\n(?<json>\{.*?\n\})\nEND", RegexOptions.Singleline);
        var settings = SettingsReader.Read(file.Groups["json"].Value);
        Assert.Equal(("you@example.org", 100), (settings.NotificationAddress, settings.MonthlyBudgetUsd));
        Assert.Empty(Notes(settings).Errors);
    }

    [Theory]
    [InlineData("docs/deploy.md", @"""monthlyBudgetUsd"": (\d+),\s+""maxCostUsd"": (\d+)")]
    [InlineData("README.md", @"""monthlyBudgetUsd"": (\d+),\s+""maxCostUsd"": (\d+)")]
    public void The_proposed_budget_pays_for_a_month_of_weeks_at_the_proposed_ceiling(string document, string proposal)
    {
        var proposed = Regex.Match(File.ReadAllText(Path.Combine(Repository.Root, document)), proposal).Groups;
        Assert.InRange(52 * Number(2), 1, 12 * Number(1));

        int Number(int group) => int.Parse(proposed[group].Value, CultureInfo.InvariantCulture);
    }

    [Theory] // so none of the two can be taken away by a deployment that forgets it
    [InlineData("{}", "monthlyBudgetUsd,notificationAddress")]
    [InlineData("""{"monthlyBudgetUsd":100}""", "notificationAddress")]
    [InlineData("""{"notificationAddress":"maps@example.org"}""", "monthlyBudgetUsd")]
    [InlineData("""{"notificationAddress":"none","monthlyBudgetUsd":"none"}""", "")]
    public void A_deployment_that_does_not_say_its_budget_and_address_is_refused(string context, string unsaid)
    {
        var errors = Notes(SettingsReader.Read(context)).Errors;
        Assert.Equal(unsaid.Split(',', StringSplitOptions.RemoveEmptyEntries), errors.Select(error => error.Split(':')[0]).Order());
        Assert.All(errors, error => Assert.Matches(": missing. Set [a-zA-Z]+=[^ ]+ .* or [a-zA-Z]+=none", error));
    }

    [Fact]
    public void A_plain_deployment_starts_nothing_by_itself_and_says_what_to_type()
    {
        Assert.False(SettingsReader.Read("{}").ScheduleEnabled);
        Assert.Contains(Notes(new()).Warnings, warning =>
            warning.StartsWith("scheduleEnabled: weekly runs are off", StringComparison.Ordinal)
            && warning.Contains("set scheduleEnabled=true, jobs=1 and instancesPerJob=4", StringComparison.Ordinal));
        Assert.Empty(Notes(new() { ScheduleEnabled = true }).Warnings);
    }

    [Fact]
    public void A_deadline_is_a_size() =>
        Assert.True(SettingsReader.Read("""{"scheduleEnabled":true,"deadlineMinutes":"30","maxCostUsd":20}""").ScheduleEnabled);

    [Fact]
    public void Every_setting_whose_default_is_none_takes_that_word()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "deploy.md"))
            .Select(line => Regex.Match(line, @"^\| (`[^|]+) \| none \|")).Where(row => row.Success);
        var names = rows.SelectMany(row => row.Groups[1].Value.Split(", ")).Select(name => name.Trim('`')).ToList();
        Assert.Contains("subnetIds", names);
        Assert.All(names, name => Assert.Equal(SettingsReader.Read("{}"), SettingsReader.Read($$"""{"{{name}}":"none"}""")));
    }

    [Fact]
    public void What_was_said_is_an_output_so_that_a_diff_shows_what_the_next_deployment_changes()
    {
        const string context = """{"images":"infra/images","aws:cdk:enable-path-metadata":true,"monthlyBudgetUsd":100}""";
        Assert.Equal("""{"images":"infra/images","monthlyBudgetUsd":100}""", SettingsReader.Said(context));
    }

    static (IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings) Notes(Settings settings)
    {
        var stack = new VegetationStack(new App(VegetationStack.SameEverywhere), settings with { Images = "infra/images" });
        var notes = Amazon.CDK.Assertions.Annotations.FromStack(stack);
        return (Texts(notes.FindError("*", Match.AnyValue())), Texts(notes.FindWarning("*", Match.AnyValue())));

        static List<string> Texts(Amazon.CDK.CXAPI.ISynthesisMessage[] found) => [.. found.Select(note => $"{note.Entry.Data}")];
    }

    [Fact]
    public void Every_setting_reaches_the_template()
    {
        var stack = new Synthesized(Other);
        stack.Template.HasResourceProperties("AWS::Events::Rule", new Properties { ["State"] = "DISABLED" });
        var job = stack.State("Run job");
        Assert.Equal(7, (int)stack.State("Run jobs")["MaxConcurrency"]!);
        Assert.Equal(90 * 60, (int)job["Parameters"]!["StoppingCondition"]!["MaxRuntimeInSeconds"]!);
        Assert.Equal(120 * 60, (int)job["TimeoutSeconds"]!);
        var planning = stack.OfType("AWS::Lambda::Function").First()["Environment"]!["Variables"]!;
        Assert.Equal(("7", "90", "100"),
            ((string?)planning["MAX_CONCURRENT_JOBS"], (string?)planning["MAX_JOB_MINUTES"], (string?)planning["VOLUME_GB"]));
        Assert.All(stack.OfType("AWS::Logs::LogGroup"), log => Assert.Equal(90, (int)log["RetentionInDays"]!));
        Assert.Equal(3, (int)stack.Machine("BackfillMachine")["States"]!["Run weeks"]!["MaxConcurrency"]!);
        Assert.Equal(["AggregateOutputs", "BuildManifests", "PlanBackfill", "SearchScenes"],
            stack.OfType("AWS::Lambda::Function").Select(f => (string?)f["Environment"]!["Variables"]!["ANNOTATIONS_HANDLER"]).Order());
        var baselines = Policies.Of(stack, "PlanningAggregateOutputsRole")
            .Where(permission => permission.Resource.Contains("my-baselines", StringComparison.Ordinal))
            .Select(permission =>
                $"{permission.Action} {permission.Resource[permission.Resource.IndexOf(":::", StringComparison.Ordinal)..]}");
        Assert.Equal(["s3:GetObject :::my-baselines/*", "s3:ListBucket :::my-baselines"], baselines.Order());
        Assert.Equal(Other.RequestDefaults, stack.State("Start")["Parameters"]!["defaults"]!.ToJsonString());
    }

    [Fact]
    public void Functions_know_the_scenes_buckets_and_the_hosts_that_a_deployment_adds()
    {
        var settings = SettingsReader.Read("""{"images":"infra/images","assetHosts":"data.example.org/s2/"}""");
        Assert.All(new Synthesized(settings).OfType("AWS::Lambda::Function"), function => Assert.Equal(
            $"{AssetHosts.Default},data.example.org/s2/", (string?)function["Environment"]!["Variables"]!["ASSET_HOSTS"]));
    }

    [Fact]
    public void A_second_deployment_in_an_account_takes_no_name_of_the_first()
    {
        var first = new Synthesized();
        var second = new Synthesized(new Settings { Images = "infra/images", Name = "Maps-test" });
        Assert.Empty(Names(first).Intersect(Names(second)));
        Assert.Contains("/aws/vendedlogs/states/Maps-test", Names(second));

        // What a template names itself; all other names are CloudFormation's.
        static IEnumerable<string> Names(Synthesized stack) => stack.Resources.SelectMany(resource =>
            resource.Value!["Properties"]?.AsObject() ?? []).Where(property => property.Key is "LogGroupName" or "BucketName" or "RoleName"
                or "FunctionName" or "StateMachineName" or "AlarmName" or "TopicName" or "QueueName" or "DashboardName" or "BudgetName")
            .Select(property => References.Plain(property.Value));
    }

    [Fact]
    public void Whoever_deployed_is_told_where_runs_start_and_how()
    {
        var outputs = new Synthesized(Other with { Region = "eu-central-1", VpcEnabled = false }).Outputs;
        Assert.StartsWith("WorkflowMachine", outputs["StateMachineArn"]);
        Assert.StartsWith("StorageBucket", outputs["BucketName"]);
        Assert.StartsWith(
            "https://eu-central-1.console.aws.amazon.com/states/home?region=eu-central-1#/statemachines/view/WorkflowMachine",
            outputs["Console"]);
        Assert.Matches(
            "^aws stepfunctions start-execution --region eu-central-1 --state-machine-arn WorkflowMachine[^ ]* --input '[{]\"dryRun\":true}'$",
            outputs["StartLine"]);
    }

    [Fact]
    public void Missing_images_say_what_to_run()
    {
        var missing = Assert.Throws<SettingException>(() => new Images(Other with { Images = "nowhere" }));
        Assert.Contains("Run 'bash infra/synth'", missing.Message);
    }
}
