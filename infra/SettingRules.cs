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

    /// <summary>From CloudFront's guide, "Choose an Amazon S3 bucket for your standard logs".</summary>
    static readonly string[] RegionsWithoutCloudFrontLogs =
    [
        "af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ca-west-1", "eu-central-2", "eu-south-1",
        "eu-south-2", "il-central-1", "me-central-1", "me-south-1",
    ];

    /// <param name="Setting">The one to change.</param>
    sealed record Rule(string Setting, Predicate<Settings> IsBroken, Func<Settings, string> Remedy);

    static readonly Rule[] All =
    [
        new("region", settings => Regex.IsMatch(settings.Region, OtherPartitions, RegexOptions.CultureInvariant),
            settings => $"got '{settings.Region}'; expected a region of AWS's standard partition: GovCloud, China and the isolated "
                + "partitions have other ARNs, consoles and prices, and no tested way to the scenes. "
                + $"Set region={RegionOfTheScenes}, where the scenes are."),
        new("vpcEnabled", settings => settings is { VpcEnabled: true, Region: not RegionOfTheScenes },
            _ => "a network without Internet access reaches only buckets of its own region, and the scenes are in "
                + $"{RegionOfTheScenes}. Set region={RegionOfTheScenes}, or leave vpcEnabled out."),
        new("subnetIds", settings => (settings.SubnetIds == "") != (settings.SecurityGroupIds == ""),
            _ => "a job needs subnets and security groups. Set subnetIds=subnet-... and securityGroupIds=sg-..., or neither."),
        new("subnetIds", settings => settings is { VpcEnabled: true, SubnetIds: not "" },
            _ => "jobs run in one network. Leave vpcEnabled out to use your subnets, or subnetIds for a network of the stack's own."),
        new("workerImage", settings => settings.FunctionsImage is null != settings.WorkerImage is null,
            _ => "the two images belong together, since they are of one version. Set functionsImage=... and workerImage=..., or "
                + "neither, and they are built."),
        new("functionsImage", settings => IsElsewhere(settings.FunctionsImage, settings),
            settings => $"Lambda takes images of its own region only. {Copy(settings)}"),
        new("workerImage", settings => IsElsewhere(settings.WorkerImage, settings),
            settings => $"SageMaker takes images of its own region only. {Copy(settings)}"),
        new("publicProducts", settings => settings.PublicProducts && RegionsWithoutCloudFrontLogs.Contains(settings.Region),
            settings => $"CloudFront writes its logs to no bucket in {settings.Region}. Set region={RegionOfTheScenes}, or leave "
                + "publicProducts out."),
        new("publicDomain", settings => settings.PublicDomain is null != settings.PublicCertificate is null
                || (settings.PublicDomain is not null && !settings.PublicProducts),
            _ => "a domain needs its certificate and a distribution. Set publicProducts=cloudfront, publicDomain=maps.example.org "
                + "and publicCertificate=arn:aws:acm:us-east-1:..., or the first alone."),
        new("kmsKey", settings => settings.KmsKey is { } key && key != Settings.OwnKey
                && !key.StartsWith($"arn:aws:kms:{settings.Region}:", StringComparison.Ordinal),
            settings => $"a bucket takes a key of its own region only, {settings.Region}. Set kmsKey=create for a key of the stack's, "
                + "or the ARN of one there."),
        new("deadlineMinutes", settings => Said(settings, "deadlineMinutes")
                && (Said(settings, "jobs") || Said(settings, "instancesPerJob")),
            _ => "beside jobs or instancesPerJob, which the planner chooses to meet it. Keep deadlineMinutes or these two, and take the "
                + "other out."),
        new("scheduleEnabled", settings => settings.ScheduleEnabled && !HasSize(settings),
            _ => "a weekly run needs a size that you choose, since the request's own is 25 jobs of 20 instances. Set jobs=1 "
                + "and instancesPerJob=4 for four instances, or in their place deadlineMinutes=30 for as many as half an hour needs and "
                + "maxCostUsd=20 as its ceiling."),
        new("maxCostUsd", settings => settings.ScheduleEnabled && Said(settings, "deadlineMinutes") && !Said(settings, "maxCostUsd"),
            _ => "missing: a weekly run by deadline takes as many instances as it needs, at any price. Set maxCostUsd=20 for the "
                + "ceiling of each run in USD, or in place of deadlineMinutes jobs=1 and instancesPerJob=4."),
        new("assetHosts", settings => settings.VpcEnabled && settings.AssetHosts != AssetHosts.Default,
            _ => "a network without Internet access reaches the buckets of the scenes only. Leave assetHosts or vpcEnabled out."),
    ];

    static bool IsElsewhere(string? image, Settings settings) =>
        image is not null && !image.Contains($".ecr.{settings.Region}.", StringComparison.Ordinal);

    static string Copy(Settings settings) => $"Copy the image to a repository in {settings.Region}, or set region to where it is.";

    public static bool HasSize(Settings settings) =>
        (Said(settings, "jobs") && Said(settings, "instancesPerJob")) || Said(settings, "deadlineMinutes");

    /// <summary>Whether the deployment has a default of its own for the request's field.</summary>
    static bool Said(Settings settings, string field) => JsonNode.Parse(settings.RequestDefaults)?[field] is not null;

    public static IEnumerable<SettingError> Broken(Settings settings) =>
        All.Where(rule => rule.IsBroken(settings)).Select(rule => new SettingError(rule.Setting, rule.Remedy(settings)));
}
