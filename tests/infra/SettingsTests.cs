using Amazon.CDK.Assertions;
using Vegetation.Infra;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"aws:cdk:enable-path-metadata":true,"@aws-cdk/core:newStyleStackSynthesis":true,"cli-telemetry":false}""")]
    public void Without_settings_of_ours_the_defaults_hold(string? context) => Assert.Equal(new Settings(), Settings.Parse(context));

    [Theory]
    [InlineData("""{"images":"elsewhere","scheduleEnabled":false,"maxConcurrentJobs":7,"maxJobMinutes":90,"volumeGb":100}""")]
    [InlineData("""{"images":"elsewhere","scheduleEnabled":"false","maxConcurrentJobs":"7","maxJobMinutes":"90","volumeGb":"100"}""")]
    public void Settings_come_from_the_file_as_values_and_from_the_command_line_as_text(string context) =>
        Assert.Equal(new Settings { Images = "elsewhere", ScheduleEnabled = false, MaxConcurrentJobs = 7, MaxJobMinutes = 90, VolumeGb = 100 }, Settings.Parse(context));

    [Theory]
    [InlineData("""{"maxConcurrentJobs":41}""", "maxConcurrentJobs: '41' cannot be used. Type -c maxConcurrentJobs=<whole number from 1 to 40>.")]
    [InlineData("""{"maxConcurrentJobs":0}""", "maxConcurrentJobs: '0' cannot be used. Type -c maxConcurrentJobs=<whole number from 1 to 40>.")]
    [InlineData("""{"maxConcurrentJobs":"many"}""", "maxConcurrentJobs: 'many' cannot be used. Type -c maxConcurrentJobs=<whole number from 1 to 40>.")]
    [InlineData("""{"maxJobMinutes":1.5}""", "maxJobMinutes: '1.5' cannot be used. Type -c maxJobMinutes=<whole number from 5 to 7200>.")]
    [InlineData("""{"volumeGb":-30}""", "volumeGb: '-30' cannot be used. Type -c volumeGb=<whole number from 10 to 16384>.")]
    [InlineData("""{"scheduleEnabled":"no"}""", "scheduleEnabled: 'no' cannot be used. Type -c scheduleEnabled=<true or false>.")]
    [InlineData("""{"images":""}""", "images: '' cannot be used. Type -c images=<folder>.")]
    [InlineData("""{"schedulEnabled":false}""", "schedulEnabled: no such setting. The settings are images, scheduleEnabled, maxConcurrentJobs, maxJobMinutes, volumeGb.")]
    public void A_wrong_setting_says_what_to_type(string context, string message) =>
        Assert.Equal(message, Assert.Throws<SettingException>(() => Settings.Parse(context)).Message);

    [Fact]
    public void Every_setting_reaches_the_template()
    {
        var stack = new Synthesized(new Settings { Images = "infra/images", ScheduleEnabled = false, MaxConcurrentJobs = 7, MaxJobMinutes = 90, VolumeGb = 100 });
        stack.Template.HasResourceProperties("AWS::Events::Rule", new Properties { ["State"] = "DISABLED" });
        var job = stack.State("Run job");
        Assert.Equal(7, (int)stack.State("Run jobs")["MaxConcurrency"]!);
        Assert.Equal(90 * 60, (int)job["Parameters"]!["StoppingCondition"]!["MaxRuntimeInSeconds"]!);
        Assert.Equal(120 * 60, (int)job["TimeoutSeconds"]!);
        Assert.Equal(100, (int)job["Parameters"]!["ProcessingResources"]!["ClusterConfig"]!["VolumeSizeInGB"]!);
    }

    [Fact]
    public void Missing_images_say_what_to_run() =>
        Assert.Contains("Run 'bash infra/synth'", Assert.Throws<SettingException>(() => new Images(new Settings { Images = "no/such/folder" })).Message);
}
