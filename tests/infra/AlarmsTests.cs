using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;
using Vegetation.Infra;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

[Collection(nameof(Synthesized))]
public sealed class AlarmsTests(Synthesized stack)
{
    [Theory]
    [InlineData("AlarmsRunFailed", "ExecutionsFailed")]
    [InlineData("AlarmsRunOverran", "ExecutionsTimedOut")]
    [InlineData("AlarmsWeekNotStarted", "ExecutionsFailed")]
    [InlineData("AlarmsWeekStartTimedOut", "ExecutionsTimedOut")]
    [InlineData("AlarmsDeadLetters", "ApproximateNumberOfMessagesVisible")]
    public void Alarm_watches_one_metric_goes_off_at_the_first_and_is_announced(string name, string metric)
    {
        var alarm = stack.Properties(name);
        Assert.Equal(metric, (string?)alarm["MetricName"]);
        Assert.Equal((1, "GreaterThanOrEqualToThreshold", "notBreaching"),
            ((int)alarm["Threshold"]!, (string?)alarm["ComparisonOperator"], (string?)alarm["TreatMissingData"]));
        Assert.StartsWith("NotificationsTopic", References.Plain(Assert.Single(alarm["AlarmActions"]!.AsArray())));
    }

    [Theory]
    [InlineData("AlarmsRuleSilent", "AWS/Events", "TriggeredRules", "ScheduleWeekly")]
    [InlineData("AlarmsWeekWithoutRun", "AWS/States", "ExecutionsSucceeded", "ScheduleStarter")]
    public void A_week_in_which_nothing_happens_is_announced_where_runs_are_scheduled(string name, string space, string metric, string of)
    {
        var alarm = Scheduled.Value.Properties(name);
        Assert.Equal((space, metric), ((string?)alarm["Namespace"], (string?)alarm["MetricName"]));
        Assert.StartsWith(of, References.Plain(Assert.Single(alarm["Dimensions"]!.AsArray())!["Value"]));
        Assert.Equal((1, "LessThanThreshold", "breaching"),
            ((int)alarm["Threshold"]!, (string?)alarm["ComparisonOperator"], (string?)alarm["TreatMissingData"]));
        Assert.Equal(7 * 24 * 60 * 60, (int)alarm["Period"]! * (int)alarm["EvaluationPeriods"]!);
        Assert.NotEmpty(alarm["AlarmActions"]!.AsArray());
        Assert.DoesNotContain(Unscheduled.Value.Resources, resource => resource.Key.StartsWith(name, StringComparison.Ordinal));
    }

    static readonly Lazy<Synthesized> Scheduled = new(() => new(new Settings { Images = "infra/images", ScheduleEnabled = true })),
        Unscheduled = new(() => new(new Settings { Images = "infra/images", ScheduleEnabled = false }));

    [Theory]
    [InlineData("AlarmsRunFailedNotification", "name error executionArn", "FAILED")]
    [InlineData("AlarmsRunStoppedNotification", "name status executionArn", "TIMED_OUT", "ABORTED")]
    public void Each_end_of_a_run_that_sends_no_mail_itself_is_announced_in_sentences(string name, string fields, params string[] endings)
    {
        var rule = stack.Properties(name);
        Assert.Equal(endings, rule["EventPattern"]!["detail"]!["status"]!.AsArray().Select(status => (string?)status));
        Assert.StartsWith(
            "WorkflowMachine", References.Plain(Assert.Single(rule["EventPattern"]!["detail"]!["stateMachineArn"]!.AsArray())));
        var target = Assert.Single(rule["Targets"]!.AsArray())!;
        Assert.StartsWith("NotificationsTopic", References.Plain(target["Arn"]));
        // An event without one of them would not be sent at all: a stopped run has neither error nor cause.
        Assert.Equal(fields.Split(' ').Select(field => $"$.detail.{field}").Order(),
            target["InputTransformer"]!["InputPathsMap"]!.AsObject().Select(path => (string)path.Value!).Order());
        var lines = References.Plain(target["InputTransformer"]!["InputTemplate"]).Split('\n');
        Assert.All(lines, line => Assert.True(line is ['"', .., '"'], line));
        Assert.StartsWith("\"The run <detail-name> ", lines[0]);
        Assert.EndsWith("#/v2/executions/details/<detail-executionArn>\"", lines[^2]);
    }

    [Fact]
    public void Topic_lets_in_services_of_this_account_only_and_takes_tls_only()
    {
        var statements = stack.OfType("AWS::SNS::TopicPolicy").Single()["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Contains(
            statements, s => (string?)s!["Effect"] == "Deny" && (string?)s["Condition"]!["Bool"]!["aws:SecureTransport"] == "false");
        foreach (var service in new[] { "cloudwatch.amazonaws.com", "budgets.amazonaws.com" })
            Assert.Equal("AWS::AccountId", References.Plain(Of(statements, service)["Condition"]!["StringEquals"]!["aws:SourceAccount"]));
    }

    [Fact]
    public void Nobody_is_written_to_and_there_is_no_budget_unless_asked()
    {
        Assert.Empty(stack.OfType("AWS::SNS::Subscription"));
        Assert.Empty(stack.OfType("AWS::Budgets::Budget"));
    }

    [Fact]
    public void The_address_that_was_set_hears_of_everything_and_of_the_budget()
    {
        var told = new Synthesized(
            new Settings { Images = "infra/images", NotificationAddress = "maps@example.org", MonthlyBudgetUsd = 500 });
        told.Template.HasResourceProperties(
            "AWS::SNS::Subscription", new Properties { ["Protocol"] = "email", ["Endpoint"] = "maps@example.org" });
        told.Template.HasResourceProperties("AWS::Budgets::Budget", new Properties
        {
            ["Budget"] = Match.ObjectLike(new Properties { ["BudgetLimit"] = new Properties { ["Amount"] = 500, ["Unit"] = "USD" } }),
        });
    }

    [Theory]
    [InlineData("Vegetation", "fetchSeconds")]
    [InlineData("Vegetation", "computeSeconds")]
    [InlineData("Vegetation", "writeSeconds")]
    [InlineData("Vegetation", "bytesRead")]
    [InlineData("Vegetation", "megapixelsPerSecond")]
    [InlineData("Vegetation\",\"scenes\",\"status", "done")]
    [InlineData("Vegetation\",\"scenes\",\"status", "no-data")]
    [InlineData("Vegetation\",\"scenes\",\"status", "suspect")]
    [InlineData("Vegetation\",\"scenes\",\"status", "invalid")]
    [InlineData("Vegetation\",\"scenes\",\"status", "failed")]
    [InlineData("AWS/States", "ExecutionsFailed")]
    public void Dashboard_shows(string space, string metric) => Assert.Contains($"\"{space}\",\"{metric}\"", Dashboard);

    [Fact]
    public void Dashboard_reckons_dollars_from_the_seconds_of_the_instances() =>
        Assert.Contains("(compute + write) / 3600 * 0.23", Dashboard);

    string Dashboard => References.Plain(stack.OfType("AWS::CloudWatch::Dashboard").Single()["DashboardBody"]);

    static JsonNode Of(JsonArray statements, string service) =>
        statements.Single(s => s!["Principal"] is JsonObject who && (string?)who["Service"] == service)!;
}
