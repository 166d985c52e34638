using System.Text.RegularExpressions;
using Vegetation.Infra;

namespace Vegetation.Tests.Infra;

/// <summary>Settings that are refused, with what to type.</summary>
public sealed class SettingErrorsTests
{
    [Theory]
    [InlineData("""{"scheduleEnabled":true}""")]
    [InlineData("""{"scheduleEnabled":true,"jobs":2}""")]
    public void A_schedule_without_a_size_is_refused(string context) => Assert.StartsWith(
        "scheduleEnabled: a weekly run needs a size",
        Assert.Throws<SettingException>(() => SettingsReader.Read(context)).Message);

    [Fact] // four jobs have a known price, a deadline takes what it needs
    public void A_schedule_by_deadline_without_a_ceiling_is_refused() => Assert.StartsWith(
        "maxCostUsd: missing: a weekly run by deadline takes as many instances as it needs, at any price. Set maxCostUsd=20",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"scheduleEnabled":true,"deadlineMinutes":30}""")).Message);

    [Theory]
    [InlineData("maxConcurrentJobs", "41", "whole number from 1 to 40")]
    [InlineData("maxConcurrentJobs", "0", "whole number from 1 to 40")]
    [InlineData("maxConcurrentJobs", "many", "whole number from 1 to 40")]
    [InlineData("maxJobMinutes", "1.5", "whole number from 5 to 7200")]
    [InlineData("volumeGb", "-30", "whole number from 10 to 16384")]
    [InlineData("scheduleEnabled", "no", "true or false")]
    [InlineData("images", "", "folder")]
    [InlineData("name", "-maps", "letters, digits and hyphens, a letter first, at most 40 of them")]
    [InlineData("region", "Oregon", "a region such as us-west-2")]
    [InlineData("baseImage", "debian:latest", "debian:12-slim or an image by its digest, debian@sha256:...")]
    [InlineData("lambdaHost", "theirs", "own or annotations")]
    [InlineData("baselineBucket", "s3://mine", "the name of a bucket")]
    [InlineData("vpcEnabled", "maybe", "true or false")]
    [InlineData("subnetIds", "vpc-1", "ids such as subnet-0a1b2c3d, with commas between")]
    [InlineData("securityGroupIds", "default", "ids such as sg-0a1b2c3d, with commas between")]
    [InlineData("functionsImage", "vegetation:latest", "ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:...")]
    [InlineData("workerImage", "x@sha256:1", "ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY@sha256:...")]
    [InlineData("kmsKey", "alias/mine", "arn:aws:kms:REGION:ACCOUNT:key/ID (of an alias: that of its key), create or none")]
    [InlineData("publicProducts", "yes", "cloudfront, by which anybody may read the products and you pay for what they read, or none")]
    [InlineData("publicDomain", "https://maps", "a domain such as maps.example.org")]
    [InlineData("publicCertificate", "arn:aws:acm:eu-west-1:1:certificate/a", "a certificate in us-east-1, where CloudFront looks for it")]
    [InlineData("viewerOrigins", "*", "origins such as https://maps.example.org, without a path, with commas between")]
    [InlineData("viewerOrigins", "https://example.org/", "origins such as https://maps.example.org, without a path, with commas between")]
    [InlineData("retentionDays", "31", "one of 1, 3, 5, 7, 14, 30, 60, 90, 180, 365, 731")]
    [InlineData("notificationAddress", "nobody", "an email address, or none")]
    [InlineData("monthlyBudgetUsd", "0", "whole number from 1 to 1000000 or none")]
    [InlineData("sceneOutputs", "days:0", "keep, intelligent-tiering, none, or days:N with 1 to 3650 days, such as days:90")]
    [InlineData("maxCostUsd", "-1", "a number from 0 to 1000000")]
    [InlineData("instanceHourUsd", "-1", "number from 0.01 to 100")]
    [InlineData("assetHosts", "https://x", "with commas between, or * for any")]
    [InlineData("jobs", "0", "a whole number from 1 to 100")]
    [InlineData("instancesPerJob", "101", "a whole number from 1 to 100")]
    [InlineData("instanceType", "m5.xlarge", "a SageMaker instance type such as ml.m5.xlarge")]
    public void A_wrong_value_says_what_to_type(string name, string value, string wanted)
    {
        var wrong = Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"{{name}}":"{{value}}"}"""));
        Assert.Matches($"^{name}: got ['\"]?{Regex.Escape(value)}['\"]?; expected ", wrong.Message);
        Assert.EndsWith($"{wanted}.", wrong.Message);
        Assert.Equal(name, Assert.Single(wrong.Errors).Setting);
    }

    [Theory]
    [InlineData("""{"jobs":0,"volumeGb":1,"budget":100,"resolution":30,"vpcEnabled":true,"region":"eu-central-1"}""",
        "volumeGb, budget, jobs, resolution")] // what goes together is told once each is right by itself
    [InlineData("""{"vpcEnabled":true,"region":"eu-central-1","assetHosts":"data.example.org","jobs":0}""", "vpcEnabled, assetHosts, jobs")]
    public void All_that_is_wrong_is_told_at_once_a_line_each(string context, string settings)
    {
        var lines = Assert.Throws<SettingException>(() => SettingsReader.Read(context)).Message.Split('\n');
        Assert.Equal(settings.Split(", ").Order(), lines.Select(line => line.Split(':')[0]).Order());
    }

    [Theory]
    [InlineData("area", """ "\ud800" """)]
    [InlineData("zones", """{"key":["\udc00"]}""")]
    [InlineData("mask", """{"\ud800":1}""")]
    [InlineData("notificationAddress", """ "\ud800@example.org" """)]
    public void Half_a_surrogate_pair_is_told_by_the_name_of_its_setting(string name, string value) => Assert.Equal(
        $"{name}: got {value.Trim()}, with half a surrogate pair; expected JSON in UTF-8.",
        Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"{{name}}":{{value}}}""")).Message);

    [Fact]
    public void A_line_break_at_the_end_of_a_value_is_no_part_of_one() => Assert.StartsWith(
        "name: got 'Vegetation\n'; expected letters",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"name":"Vegetation\n"}""")).Message);

    [Fact]
    public void A_name_with_half_a_surrogate_pair_is_told_as_it_stands() => Assert.Equal(
        """context: got "jobs\ud800":1, whose name has half a surrogate pair; expected JSON in UTF-8.""",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"jobs\ud800":1,"volumeGb":30}""")).Message);

    [Fact]
    public void A_wrong_area_says_what_an_area_is() => Assert.Contains(
        "; expected [west, south, east, north] in degrees",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"area":"11,47,12,46"}""")).Message);

    [Theory]
    [InlineData("us-gov-west-1")]
    [InlineData("cn-north-1")]
    [InlineData("us-iso-east-1")]
    [InlineData("us-isob-east-1")]
    public void A_region_of_another_partition_is_refused_with_what_to_type(string region)
    {
        var wrong = Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"region":"{{region}}"}"""));
        Assert.StartsWith($"region: got '{region}'; expected a region of AWS's standard partition", wrong.Message);
        Assert.Contains("Set region=us-west-2", wrong.Message);
    }

    [Fact]
    public void A_network_without_internet_is_refused_where_the_scenes_are_not() => Assert.Contains(
        "Set region=us-west-2",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"vpcEnabled":"true","region":"eu-central-1"}""")).Message);

    [Fact]
    public void A_network_without_internet_is_refused_for_other_hosts() => Assert.StartsWith(
        "assetHosts: ",
        Assert.Throws<SettingException>(() => SettingsReader.Read("""{"vpcEnabled":"true","assetHosts":"data.example.org"}""")).Message);

    [Fact]
    public void Products_are_not_published_where_cloudfront_writes_no_logs() => Assert.StartsWith(
        "publicProducts: CloudFront writes its logs to no bucket in me-south-1.",
        Assert.Throws<SettingException>(
            () => SettingsReader.Read("""{"publicProducts":"cloudfront","region":"me-south-1"}""")).Message);

    [Theory]
    [InlineData("schedulEnabled", "expected scheduleEnabled? ")]
    [InlineData("kmsKeyArn", "expected kmsKey? ")]
    [InlineData("budget", "expected monthlyBudgetUsd? ")]
    [InlineData("vpc_enabled", "expected vpcEnabled? ")]
    [InlineData("maxcost", "expected maxCostUsd? ")]
    [InlineData("flavour", "")]
    public void An_unknown_setting_names_the_most_similar_one(string name, string similar) => Assert.Equal(
        $"{name}: unknown setting; {similar}docs/deploy.md lists them all.",
        Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"{{name}}":false}""")).Message);

    [Theory]
    [InlineData("jobs")]
    [InlineData("instancesPerJob")]
    public void A_deadline_beside_a_number_of_jobs_is_refused_with_what_to_take_out(string beside) => Assert.Equal(
        "deadlineMinutes: beside jobs or instancesPerJob, which the planner chooses to meet it. Keep deadlineMinutes or these two, and "
        + "take the other out.",
        Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"deadlineMinutes":30,"{{beside}}":2}""")).Message);

    [Theory]
    [InlineData("vpc-enabled")]
    [InlineData("vpc_enabled")]
    [InlineData("Vpc-Enabled")]
    [InlineData("jobs2")]
    public void A_setting_that_is_nearly_one_of_ours_is_not_passed_over(string name) => Assert.StartsWith(
        $"{name}: unknown setting", Assert.Throws<SettingException>(() => SettingsReader.Read($$"""{"{{name}}":"true"}""")).Message);
}
