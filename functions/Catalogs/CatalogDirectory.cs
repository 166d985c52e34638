using System.Net;
using Vegetation.Core.Requests;

namespace Vegetation.Functions.Catalogs;

/// <summary>From the catalog's name in a request to the search that it offers.</summary>
public static class CatalogDirectory
{
    const string EarthSearch = "https://earth-search.aws.element84.com/v1";

    /// <summary>Collection 1 declares its offset item by item and is the one that ESA keeps up to date.</summary>
    static readonly string[] DefaultCollections = ["sentinel-2-c1-l2a"];
    static readonly string[] AnyApiCollections = ["sentinel-2-c1-l2a", "sentinel-2-l2a"];

    /// <summary>"earth-search", the URL of a STAC API, or the URL of one of its collections: .../collections/NAME.</summary>
    public static StacCatalog Find(string name, HttpClient http, TimeProvider clock)
    {
        if (name == CatalogName.EarthSearch) return new StacCatalog(http, clock, EarthSearch, DefaultCollections);
        var address = name.TrimEnd('/');
        var split = address.LastIndexOf("/collections/", StringComparison.Ordinal);
        return split < 0
            ? new StacCatalog(http, clock, address, AnyApiCollections)
            : new StacCatalog(http, clock, address[..split], [address[(split + "/collections/".Length)..]]);
    }

    public static HttpClient Http() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(60),
        MaxResponseContentBufferSize = 64 << 20,
    };
}
