using System.Globalization;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Searching;

namespace Vegetation.Functions;

/// <summary>Settings from the functions' environment, read once at the start.</summary>
/// <param name="Bucket">BUCKET: the name of the bucket that holds runs and products.</param>
/// <param name="AllowLoopback">ALLOW_LOOPBACK=1: catalogs on this machine may be searched, by plain http.</param>
/// <param name="OnThisMachine">ON_THIS_MACHINE=1: bucket and jobs are: large outputs are hashed too, and nothing costs money.</param>
/// <param name="SearchSlices">SEARCH_SLICES: how many slices of a search are in flight, 1 to 8 (the default).</param>
/// <param name="AllowFolders">ALLOW_FOLDERS=1: a request's foreign baseline may be in a folder of this machine.</param>
internal sealed record FunctionSettings(
    string Bucket, bool AllowLoopback, bool OnThisMachine = false, int SearchSlices = CatalogDirectory.MaxRequestsAtOnce,
    bool AllowFolders = false)
{
    /// <summary>ASSET_HOSTS: from which hosts jobs may read scenes; the public buckets of the scenes where it is not set.</summary>
    public AssetHosts AssetHosts { get; init; } = AssetHosts.Default;

    /// <summary>TAG_OUTPUTS=1: rasters are tagged, for the bucket's rules about their life.</summary>
    public bool TagOutputs { get; init; }

    /// <summary>MAX_CONCURRENT_JOBS, MAX_JOB_MINUTES and VOLUME_GB: for forecasts and plans.</summary>
    public JobLimits JobLimits { get; init; } = JobLimits.Default;

    /// <summary>PUBLIC_ADDRESS: where anybody reads the products; null where nobody does.</summary>
    public PublicAddress? PublicAddress { get; init; }

    /// <summary>AWS_REGION, which Lambda sets.</summary>
    public string? Region { get; init; }

    public static FunctionSettings FromEnvironment() => new(
        Environment.GetEnvironmentVariable("BUCKET") is { Length: > 0 } bucket
            ? bucket
            : throw new InvalidOperationException("BUCKET is not set: name the bucket that holds the runs"),
        Environment.GetEnvironmentVariable("ALLOW_LOOPBACK") == "1",
        Environment.GetEnvironmentVariable("ON_THIS_MACHINE") == "1",
        Whole("SEARCH_SLICES", CatalogDirectory.MaxRequestsAtOnce, 1, CatalogDirectory.MaxRequestsAtOnce),
        Environment.GetEnvironmentVariable("ALLOW_FOLDERS") == "1")
    {
        TagOutputs = Environment.GetEnvironmentVariable("TAG_OUTPUTS") == "1",
        JobLimits = new(
            Whole("MAX_CONCURRENT_JOBS", JobLimits.Default.AtATime, 1, 40), Whole("MAX_JOB_MINUTES", JobLimits.Default.Minutes, 1, 7200),
            Whole("VOLUME_GB", JobLimits.Default.DiskGb, 1, 16_384)),
        Region = Environment.GetEnvironmentVariable("AWS_REGION") is { Length: > 0 } region ? region : null,
        PublicAddress = Environment.GetEnvironmentVariable("PUBLIC_ADDRESS") is { Length: > 0 } address ? new(address) : null,
        AssetHosts = Environment.GetEnvironmentVariable("ASSET_HOSTS") is { Length: > 0 } hosts ? new(hosts) : AssetHosts.Default,
    };

    static int Whole(string name, int unset, int least, int most) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? unset
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new InvalidOperationException($"{name} is \"{text}\"; expected a whole number from {least} to {most}");
}
