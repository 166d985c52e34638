using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;

namespace Vegetation.Infra;

/// <summary>Reads the CDK context into <see cref="Settings"/>. A file gives values, the command line gives text: both are taken.</summary>
internal static class SettingsReader
{
    static readonly string[] RequestFields =
        ["area", "indices", "resolution", "composite", "deadlineMinutes", "jobs", "instancesPerJob", "instanceType", "instanceHourUsd",
            "maxCostUsd", "maxCloudCover", "maxScenes", "minimumProcessed", "minimumObservedOfPrevious", "catalogs", "selection", "mask",
            "output", "zones", "baseline"];

    /// <summary>Those whose default is none, and which take that word: then they are as if they were not there.</summary>
    static readonly string[] NoneByDefault =
        ["baselineBucket", "assetHosts", "kmsKey", "subnetIds", "securityGroupIds", "functionsImage", "workerImage", "publicProducts",
            "publicDomain", "publicCertificate", "viewerOrigins"];

    static readonly Dictionary<string, Func<Settings, SettingValue, Settings>> Known = new()
    {
        ["region"] = (settings, value) =>
            settings with { Region = value.Matching("^[a-z]{2}(-[a-z]+)+-[0-9]$", "a region such as us-west-2") },
        ["name"] = (settings, value) => settings with
        {
            Name = value.Matching("^[A-Za-z][A-Za-z0-9-]{0,39}$", "letters, digits and hyphens, a letter first, at most 40 of them"),
        },
        ["images"] = (settings, value) => settings with { Images = value.Matching(".", "a folder") },
        ["baseImage"] = (settings, value) => settings with
        {
            BaseImage = value.Matching("^(debian:12-slim|[a-z0-9./:-]+@sha256:[0-9a-f]{64})$", "debian:12-slim or an image by its "
                + "digest, debian@sha256:..."),
        },
        ["lambdaHost"] = (settings, value) =>
            settings with { AnnotationsHost = value.Matching("^(own|annotations)$", "own or annotations") == "annotations" },
        ["baselineBucket"] = (settings, value) =>
            settings with { BaselineBucket = value.Matching("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", "the name of a bucket") },
        ["scheduleEnabled"] = (settings, value) => settings with { ScheduleEnabled = value.YesOrNo() },
        ["backfillWeeks"] = (settings, value) => settings with { BackfillWeeks = value.Whole(1, 20) },
        ["maxConcurrentJobs"] = (settings, value) => settings with { MaxConcurrentJobs = value.Whole(1, 40) },
        ["maxJobMinutes"] = (settings, value) => settings with { MaxJobMinutes = value.Whole(5, 7200) },
        ["volumeGb"] = (settings, value) => settings with { VolumeGb = value.Whole(10, 16384) },
        ["vpcEnabled"] = (settings, value) => settings with { VpcEnabled = value.YesOrNo() },
        ["subnetIds"] = (settings, value) => settings with
        {
            SubnetIds = value.Matching(ListOf("subnet-[0-9a-f]{8,17}"), "ids such as subnet-0a1b2c3d, with commas between"),
        },
        ["securityGroupIds"] = (settings, value) => settings with
        {
            SecurityGroupIds = value.Matching(ListOf("sg-[0-9a-f]{8,17}"), "ids such as sg-0a1b2c3d, with commas between"),
        },
        ["functionsImage"] = (settings, value) => settings with { FunctionsImage = value.Matching(Images.Private, Images.Expected) },
        ["workerImage"] = (settings, value) => settings with { WorkerImage = value.Matching(Images.Private, Images.Expected) },
        ["kmsKey"] = (settings, value) => settings with
        {
            KmsKey = value.Matching($"^({Settings.OwnKey}|arn:aws:kms:[a-z0-9-]+:[0-9]{{12}}:key/[0-9a-zA-Z-]+)$",
                "the ARN of a key, arn:aws:kms:REGION:ACCOUNT:key/ID (of an alias: that of its key), create or none"),
        },
        ["publicProducts"] = (settings, value) => settings with
        {
            PublicProducts = value.Matching("^cloudfront$", "cloudfront, by which anybody may read the products and you pay for "
                + "what they read, or none") == "cloudfront",
        },
        ["publicDomain"] = (settings, value) =>
            settings with { PublicDomain = value.Matching("^([a-z0-9-]+[.])+[a-z]{2,}$", "a domain such as maps.example.org") },
        ["publicCertificate"] = (settings, value) => settings with
        {
            PublicCertificate = value.Matching("^arn:aws:acm:us-east-1:[0-9]{12}:certificate/[0-9a-f-]+$",
                "the ARN of a certificate in us-east-1, where CloudFront looks for it"),
        },
        ["viewerOrigins"] = (settings, value) => settings with
        {
            ViewerOrigins = value.Matching(ListOf("https?://[a-z0-9.-]+(:[0-9]{1,5})?"), "origins such as https://maps.example.org, "
                + "without a path, with commas between"),
        },
        ["assetHosts"] = (settings, value) => settings with { AssetHosts = AssetHosts.Default.With(value.Hosts()) },
        ["retentionDays"] = (settings, value) => settings with { RetentionDays = value.OneOf(Retention.Days) },
        ["sceneOutputs"] = (settings, value) => settings with { SceneOutputs = value.Outputs() },
        ["notificationAddress"] = (settings, value) => value.IsNone ? settings with { WithoutAddress = true }
            : settings with { NotificationAddress = value.Matching(@"^[^@\s]+@[^@\s]+\.[^@\s]+$", "an email address, or none") },
        ["monthlyBudgetUsd"] = (settings, value) => value.IsNone ? settings with { WithoutBudget = true }
            : settings with { MonthlyBudgetUsd = value.Whole(1, 1_000_000, " or none") },
        ["instanceHourUsd"] = (settings, value) => settings with { InstanceHourUsd = value.Number(0.01, 100) },
    };

    /// <param name="context">The CDK context as a JSON object, as the CDK CLI passes it on; null for none.</param>
    /// <exception cref="SettingException">
    /// Every setting that is unknown, of a wrong type or out of its range; where none is, all that do not go together.
    /// </exception>
    public static Settings Read(string? context)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(context) ? "{}" : context);
        var request = new JsonObject();
        var settings = new Settings();
        List<SettingError> errors = [.. SettingValue.HalfNames(json.RootElement)];
        if (errors.Count > 0) throw new SettingException(errors);
        foreach (var entry in json.RootElement.EnumerateObject().Where(IsOurs))
        {
            var value = new SettingValue(entry.Name, entry.Value);
            if (value.HalfPair is { } half)
            {
                errors.Add(half);
                continue;
            }
            if (value.IsNone && NoneByDefault.Contains(entry.Name)) continue;
            var isRequests = RequestFields.Contains(entry.Name);
            if (isRequests) request[entry.Name] = value.Json();
            if (isRequests && !Known.ContainsKey(entry.Name)) continue;
            try
            {
                settings = Setter(entry.Name)(settings, value);
            }
            catch (SettingException wrong)
            {
                errors.AddRange(wrong.Errors);
            }
        }
        settings = settings with { RequestDefaults = request.ToJsonString() };
        if (errors.Count == 0) errors.AddRange(SettingRules.Broken(settings));
        errors = [.. errors, .. WrongFields(request).Where(field => errors.All(error => error.Setting != field.Setting))];
        return errors.Count == 0 ? settings : throw new SettingException(errors);
    }

    static string ListOf(string pattern) => $"^{pattern}(,{pattern})*$";

    // The context is shared with the CDK, whose own keys have a colon, slash or hyphen: "aws:cdk:...", "@aws-cdk/...", "cli-telemetry".
    /// <summary>The settings as they were said, for whoever compares deployments.</summary>
    public static string Said(string? context)
    {
        using var json = JsonDocument.Parse(string.IsNullOrEmpty(context) ? "{}" : context);
        var said = new JsonObject(json.RootElement.EnumerateObject().Where(IsOurs)
            .Select(entry => KeyValuePair.Create(entry.Name, JsonNode.Parse(entry.Value.GetRawText()))));
        return said.ToJsonString();
    }

    // One of ours with a hyphen in it is a mistake to report: vpc-enabled, if ignored, would leave the network open.
    static bool IsOurs(JsonProperty entry) =>
        !entry.Name.AsSpan().ContainsAny(":/-")
            || Names.Contains(entry.Name.Replace("-", "", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);

    static IEnumerable<string> Names => Known.Keys.Union(RequestFields);

    static Func<Settings, SettingValue, Settings> Setter(string name) => Known.GetValueOrDefault(name)
        ?? throw new SettingException(name, "unknown setting; "
            + (SimilarName.Of(name, Names) is { } similar ? $"expected {similar}? " : "") + "docs/deploy.md lists them all.");

    // The functions read the request by the same rules: what passes here passes there.
    static IEnumerable<SettingError> WrongFields(JsonObject request) =>
        RequestReader.Read(JsonSerializer.SerializeToElement(request), DateTimeOffset.UnixEpoch.AddYears(50)).Errors.Select(error =>
            new SettingError(error.Field, $"got {error.Got}; expected {error.Expected}."));
}
