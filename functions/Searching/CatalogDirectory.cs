using System.Net;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Catalogs.Stac;

namespace Vegetation.Functions.Searching;

/// <summary>Maps a catalog's name in a request to its search.</summary>
/// <param name="http">As <see cref="Http"/> makes it: a redirect is an answer like any other.</param>
/// <param name="random">0 to 1, for the pauses between retries.</param>
internal sealed class CatalogDirectory(HttpClient http, GeospatialPost geospatial, TimeProvider time, Func<double> random)
{
    /// <summary>More at the same time would not be polite to a free service.</summary>
    public const int MaxRequestsAtOnce = 8;

    const string EarthSearch = "https://earth-search.aws.element84.com/v1";

    /// <summary>The first, collection 1, declares its offset item by item and is the one that ESA keeps up to date.</summary>
    static readonly string[] Collections = [.. Sensor.Sentinel2.Collections.Where(c => !c.IsSuperseded).Select(c => c.Id)];

    /// <summary>A catalog known by name, a STAC API by its URL, or one of its collections: .../collections/NAME.</summary>
    /// <param name="bands">Those that a scene must have.</param>
    public ICatalog Find(string name, IReadOnlyList<BandRole> bands)
    {
        if (name == CatalogName.SageMakerGeospatial) return new GeospatialCatalog(geospatial, bands);
        if (name == CatalogName.EarthSearch) return Stac(EarthSearch, [Collections[0]], bands);
        var address = name.TrimEnd('/');
        var split = address.LastIndexOf("/collections/", StringComparison.Ordinal);
        return split < 0 ? Stac(address, Collections, bands)
            : Stac(address[..split], [address[(split + "/collections/".Length)..]], bands);
    }

    StacCatalog Stac(string root, string[] collections, IReadOnlyList<BandRole> bands) =>
        new(new StacClient(http, time, random, root, MaxRequestsAtOnce), root, collections, bands);

    public static HttpClient Http() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };
}
