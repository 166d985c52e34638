using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>What settings that are right by themselves must not be together.</summary>
internal static class SettingRules
{
    /// <summary>Where the buckets are that hold the scenes.</summary>
    public const string RegionOfTheScenes = "us-west-2";

    // Regions of other partitions: their accounts, prices, consoles and ARNs differ, and the scenes are not there.
    const string OtherPartitions = "^(us-gov|cn|us-iso[a-z]?|eu-isoe)-";

    /// <param name="Setting">The one to change.</param>
    sealed record Rule(string Setting, Predicate<Settings> IsBroken, Func<Settings, string> Remedy);

    static readonly Rule[] All =
    [
        new("region", settings => Regex.IsMatch(settings.Region, OtherPartitions, RegexOptions.CultureInvariant),
            settings => $"got '{settings.Region}'; expected a region of AWS's standard partition: GovCloud, China and the isolated "
                + "partitions have other ARNs, consoles and prices, and no tested way to the scenes. "
                + $"Type -c region={RegionOfTheScenes}, where the scenes are."),
        new("vpcEnabled", settings => settings is { VpcEnabled: true, Region: not RegionOfTheScenes },
            _ => "a network without Internet access reaches only buckets of its own region, and the scenes are in "
                + $"{RegionOfTheScenes}. Type -c region={RegionOfTheScenes}, or leave vpcEnabled out."),
        new("scheduleEnabled", settings => settings.ScheduleEnabled && !HasSize(settings),
            _ => "a run of every Monday needs a size that you chose, since the request's own is 25 jobs of 20 instances. Type -c jobs=1 "
                + "-c instancesPerJob=4 for four instances, or -c deadlineMinutes=30 for as many as half an hour needs."),
        new("assetHosts", settings => settings.VpcEnabled && settings.AssetHosts != AssetHosts.Default,
            _ => "a network without Internet access reaches the buckets of the scenes only. Leave assetHosts or vpcEnabled out."),
    ];

    static bool HasSize(Settings settings) =>
        JsonNode.Parse(settings.RequestDefaults) is JsonObject request
        && ((request["jobs"] is not null && request["instancesPerJob"] is not null) || request["deadlineMinutes"] is not null);

    /// <exception cref="SettingException">The first rule that is broken.</exception>
    public static Settings Checked(Settings settings) => All.FirstOrDefault(rule => rule.IsBroken(settings)) is { } broken
        ? throw new SettingException(broken.Setting, broken.Remedy(settings))
        : settings;
}
