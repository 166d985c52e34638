namespace Vegetation.Core.Requests;

/// <summary>How a request names a catalog.</summary>
public static class CatalogName
{
    public const string EarthSearch = "earth-search";
    public const string Allowed = "\"earth-search\", or the https URL of a STAC API or of one of its collections (http only on this machine)";

    public static bool IsValid(string name) =>
        name == EarthSearch
        || (Uri.TryCreate(name, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)));
}
