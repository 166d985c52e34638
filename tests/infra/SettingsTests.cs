using Amazon.CDK.Assertions;
using Vegetation.Infra;
using Properties = System.Collections.Generic.Dictionary<string, object>;

namespace Vegetation.Tests.Infra;

public sealed class SettingsTests
{
    static readonly Settings Other = new()
    {
        Images = "infra/images",
        ScheduleEnabled = false,
        MaxConcurrentJobs = 7,
        MaxJobMinutes = 90,
        VolumeGb = 100,
    };

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
        Assert.Equal(Other with { Images = "elsewhere" }, Settings.Parse(context));

    [Theory]
    [InlineData("maxConcurrentJobs", "41", "whole number from 1 to 40")]
    [InlineData("maxConcurrentJobs", "0", "whole number from 1 to 40")]
    [InlineData("maxConcurrentJobs", "many", "whole number from 1 to 40")]
    [InlineData("maxJobMinutes", "1.5", "whole number from 5 to 7200")]
    [InlineData("volumeGb", "-30", "whole number from 10 to 16384")]
    [InlineData("scheduleEnabled", "no", "true or false")]
    [InlineData("images", "", "folder")]
    public void A_wrong_value_says_what_to_type(string name, string value, string wanted)
    {
        var wrong = Assert.Throws<SettingException>(() => Settings.Parse($$"""{"{{name}}":"{{value}}"}"""));
        Assert.Equal($"{name}: '{value}' cannot be used. Type -c {name}=<{wanted}>.", wrong.Message);
        Assert.Equal(name, wrong.Setting);
    }

    [Fact]
    public void An_unknown_setting_lists_the_known_ones() => Assert.Equal(
        "schedulEnabled: no such setting. The settings are images, scheduleEnabled, maxConcurrentJobs, maxJobMinutes, volumeGb.",
        Assert.Throws<SettingException>(() => Settings.Parse("""{"schedulEnabled":false}""")).Message);

    [Fact]
    public void Every_setting_reaches_the_template()
    {
        var stack = new Synthesized(Other);
        stack.Template.HasResourceProperties("AWS::Events::Rule", new Properties { ["State"] = "DISABLED" });
        var job = stack.State("Run job");
        Assert.Equal(7, (int)stack.State("Run jobs")["MaxConcurrency"]!);
        Assert.Equal(90 * 60, (int)job["Parameters"]!["StoppingCondition"]!["MaxRuntimeInSeconds"]!);
        Assert.Equal(120 * 60, (int)job["TimeoutSeconds"]!);
        Assert.Equal(100, (int)job["Parameters"]!["ProcessingResources"]!["ClusterConfig"]!["VolumeSizeInGB"]!);
    }

    [Fact]
    public void Missing_images_say_what_to_run()
    {
        var missing = Assert.Throws<SettingException>(() => new Images(Other with { Images = "nowhere" }));
        Assert.Contains("Run 'bash infra/synth'", missing.Message);
    }
}
