using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>The first page of a STAC API, whatever the server does.</summary>
static class StacPages
{
    public const string Item = "S2A_33UXP_20231205_0_L2A";

    public static readonly string OnePage = ScriptedCatalog.Page([ScriptedCatalog.Item(Item)]);

    public static Request Request(string area = "[16,47,18,49]")
    {
        using var json = JsonDocument.Parse($$"""{"area":{{area}},"from":"2023-12-04","to":"2023-12-11","maxCloudCover":12.5}""");
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
    }

    public static ICatalog Catalog(string address, HttpClient? http = null, double random = 0) =>
        new CatalogDirectory(http ?? CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => random)
            .Find(address, NdviScene.Bands);

    public static async Task<CatalogPage> First(ScriptedCatalog server, HttpClient? http = null)
    {
        var catalog = Catalog(server.Address, http);
        return await catalog.Page(catalog.First(Request()), default);
    }

    public static async Task<string> Failure(ScriptedCatalog server, HttpClient? http = null) =>
        (await Assert.ThrowsAsync<CatalogUnavailableException>(() => First(server, http))).Problem;

    public static int[] Limits(ScriptedCatalog server) => [.. server.Asked.Select(body => (int)JsonNode.Parse(body)!["limit"]!)];
}
