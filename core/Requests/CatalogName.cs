namespace Vegetation.Core.Requests;

/// <summary>How a request names a catalog.</summary>
public static class CatalogName
{
    public const string EarthSearch = "earth-search";
    public const string SageMakerGeospatial = "sagemaker-geospatial";

    /// <summary>The public collection of Sentinel-2 L2A in SageMaker geospatial, which exists in us-west-2 only.</summary>
    public const string SageMakerGeospatialCollection =
        "arn:aws:sagemaker-geospatial:us-west-2:378778860802:raster-data-collection/public/nmqj48dcu3g7ayw8";

    /// <summary>How the address of a catalog ends whose scenes are generated: whatever is made of them says so.</summary>
    public const string Demonstration = "demonstration";

    public const string Allowed =
        "\"earth-search\", \"sagemaker-geospatial\", or the https URL of a STAC API or of one of its collections (http only on this "
        + "machine)";

    /// <summary>Earth Search first, since its items are complete; SageMaker geospatial gives links only and is the fallback.</summary>
    public static IReadOnlyList<string> Default { get; } = [EarthSearch, SageMakerGeospatial];

    public static bool IsValid(string name) =>
        IsKnown(name)
        || (Uri.TryCreate(name, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)));

    /// <summary>A catalog known by name, whose scenes are in the public buckets of Sentinel-2.</summary>
    public static bool IsKnown(string name) => name is EarthSearch or SageMakerGeospatial;

    /// <summary>A catalog whose scenes are generated: only one on this machine, named as <see cref="Demonstration"/> says.</summary>
    public static bool IsGenerated(string name) =>
        IsLoopback(name) && new Uri(name) is { Query: "" } address && address.AbsolutePath.Trim('/') == Demonstration;

    /// <summary>A catalog on this machine.</summary>
    public static bool IsLoopback(string name) => !IsKnown(name) && Uri.TryCreate(name, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
