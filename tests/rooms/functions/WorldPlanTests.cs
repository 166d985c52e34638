using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>A small world searched and planned from end to end; bench/run search does it with the whole.</summary>
public sealed class WorldPlanTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    const int PageSize = 100, Tiles = 200, Days = 3;

    static readonly Invocation Invocation = new("1", [], DateTimeOffset.UtcNow.AddMinutes(10), null);

    /// <summary>Each 100th tile of the Earth's land on three days of the week, under clouds drawn at random.</summary>
    static readonly (string Id, string Tile, double Cloud)[] World =
    [
        .. from day in Enumerable.Range(4, Days)
           from i in Enumerable.Range(0, Tiles)
           let tile = LandTiles.All[i * 100]
           select ($"S2A_{tile}_202312{day:00}_0_L2A", $"{tile}", Math.Round(new Random(day * Tiles + i).NextDouble() * 40, 3)),
    ];

    static string Item((string Id, string Tile, double Cloud) item) =>
        ScriptedCatalog.Item(item.Id, item.Tile, item.Cloud, $"{item.Id[10..14]}-{item.Id[14..16]}-{item.Id[16..18]}T10:00:00Z");

    [Fact]
    public async Task A_world_is_searched_chosen_and_planned_through_small_states() // fault 54
    {
        var failures = new ConcurrentDictionary<int, bool>();
        await using var catalog = await ScriptedCatalog.Start((_, body, root) =>
        {
            var first = JsonNode.Parse(body)!["token"] is { } token ? int.Parse((string)token!) : 0;
            if (first == 3 * PageSize && failures.TryAdd(first, true)) return (503, "busy");
            var next = first + PageSize < World.Length ? ScriptedCatalog.Next(root, $"{first + PageSize}") : null;
            return (200, ScriptedCatalog.Page(World.Skip(first).Take(PageSize).Select(Item), next));
        });
        var catalogs = new CatalogDirectory(CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => 0);
        using var request = JsonDocument.Parse(
            $$"""{"area":[-180,-90,180,90],"from":"2023-12-04","to":"2023-12-11","catalogs":["{{catalog.Address}}/collections/sentinel-2-l2a"]}""");
        var found = await new SceneSearch(s3.Store, catalogs, allowLoopback: true, TimeProvider.System)
            .Run(new SearchScenesInput(request.RootElement, "world", DateTimeOffset.UtcNow, null, null), Invocation, default);
        var plan = await new ManifestBuilder(s3.Store, TimeProvider.System).Run(
            new BuildManifestsInput("world", null, null) { Quota = new(10_000) }, Invocation, default);

        var clearest = World.Where(w => w.Cloud <= 10).GroupBy(w => w.Tile).Select(tile => tile.OrderBy(w => w.Cloud).First().Id)
            .Order(StringComparer.Ordinal).ToList();
        var choice = await s3.Store.GetJson(new RunKeys(new RunId("world")).Plan, FunctionsJson.Default.Plan, default);
        Assert.Equal((World.Length, 1), (found.Scenes, failures.Count));
        Assert.Equal(clearest, choice.Units.Select(u => u.Id).Order(StringComparer.Ordinal));
        Assert.Equal(World.Length, choice.Units.Count + choice.Rejected.Count);
        Assert.Equal(LandTiles.All.Count, choice.Tiles.Values.Sum(t => t.Count));
        Assert.Equal((clearest.Count, Tiles - clearest.Count), (choice.Tiles["taken"].Count, choice.Tiles["too-cloudy"].Count));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(plan, FunctionsJson.Default.BuildManifestsOutput).Length, 1, 32 * 1024);
    }
}
