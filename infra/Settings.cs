using System.Globalization;
using System.Text.Json;

namespace Vegetation.Infra;

/// <summary>What may differ between deployments: `npx cdk deploy -c name=value`, or "context" in cdk.json.</summary>
internal sealed record Settings
{
    /// <summary>Folder with the Dockerfile and the published programs; relative to the repository, or absolute.</summary>
    public string Images { get; init; } = "artifacts/images";

    /// <summary>Whether the weekly rule starts runs by itself.</summary>
    public bool ScheduleEnabled { get; init; } = true;

    /// <summary>Processing jobs at a time, 1-40: beyond 40 an inline Map queues its iterations.</summary>
    public int MaxConcurrentJobs { get; init; } = 40;

    /// <summary>Minutes after which SageMaker stops a job, 5-7200; what it finished stays, the next attempt does the rest.</summary>
    public int MaxJobMinutes { get; init; } = 360;

    /// <summary>Disk of each instance in GB, 10-16384. An instance keeps its maps until its job ends, at most 0.25 GB each.</summary>
    public int VolumeGb { get; init; } = 30;

    const string Names = "images, scheduleEnabled, maxConcurrentJobs, maxJobMinutes, volumeGb";

    /// <param name="context">The CDK context as a JSON object, as the CDK CLI passes it on; null is no context.</param>
    /// <exception cref="SettingException">A setting is unknown, of a wrong type or out of its range.</exception>
    public static Settings Parse(string? context)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(context) ? "{}" : context);
        return json.RootElement.EnumerateObject().Where(IsOurs).Aggregate(new Settings(), With);
    }

    // The context is shared with the CDK, whose own keys have a colon, slash or hyphen: "aws:cdk:...", "@aws-cdk/...", "cli-telemetry".
    static bool IsOurs(JsonProperty entry) => entry.Name.All(char.IsAsciiLetter);

    static Settings With(Settings settings, JsonProperty entry) => entry.Name switch
    {
        "images" => settings with { Images = Text(entry) },
        "scheduleEnabled" => settings with { ScheduleEnabled = YesOrNo(entry) },
        "maxConcurrentJobs" => settings with { MaxConcurrentJobs = Whole(entry, 1, 40) },
        "maxJobMinutes" => settings with { MaxJobMinutes = Whole(entry, 5, 7200) },
        "volumeGb" => settings with { VolumeGb = Whole(entry, 10, 16384) },
        _ => throw new SettingException(entry.Name, $"no such setting. The settings are {Names}."),
    };

    static string Text(JsonProperty entry) => entry.Value.ToString() is { Length: > 0 } text
        ? text
        : throw Wrong(entry, "folder");

    static bool YesOrNo(JsonProperty entry) => bool.TryParse(entry.Value.ToString(), out var yes)
        ? yes
        : throw Wrong(entry, "true or false");

    static int Whole(JsonProperty entry, int least, int most) =>
        int.TryParse(entry.Value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw Wrong(entry, $"whole number from {least} to {most}");

    static SettingException Wrong(JsonProperty entry, string wanted) =>
        new(entry.Name, $"'{entry.Value}' cannot be used. Type -c {entry.Name}=<{wanted}>.");
}
