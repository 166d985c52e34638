namespace Vegetation.Core.Requests;

/// <summary>How a request names a catalog.</summary>
public static class CatalogName
{
    public const string EarthSearch = "earth-search";

    public const string Allowed =
        "\"earth-search\", or the https URL of a STAC API or of one of its collections (http only on this machine)";

    public static IReadOnlyList<string> Default { get; } = [EarthSearch];

    public static bool IsValid(string name) =>
        IsKnown(name)
        || (Uri.TryCreate(name, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)));

    /// <summary>A catalog known by name, whose scenes lie in the public buckets of Sentinel-2.</summary>
    public static bool IsKnown(string name) => name == EarthSearch;

    /// <summary>A catalog on this machine.</summary>
    public static bool IsLoopback(string name) => !IsKnown(name) && Uri.TryCreate(name, UriKind.Absolute, out var uri) && uri.IsLoopback;
}
