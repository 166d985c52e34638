using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Vegetation.Local.Demo;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

public sealed class StacServerTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    readonly HttpClient http = new();
    StacServer server = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "items"));
        for (var day = 1; day <= 5; day++) WriteItem(day, cloudCover: day * 10);
        var files = Directory.CreateDirectory(Path.Combine(folder.Path, "sentinel-s2-l2a-cogs")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(files, "B04.tif"), [.. Enumerable.Range(0, 100).Select(n => (byte)n)]);
        server = await StacServer.Start(folder.Path, 0, CancellationToken.None);
        http.BaseAddress = server.Address;
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Pages_follow_the_next_link_to_an_empty_last_page()
    {
        var sizes = new List<int>();
        var ids = new List<string>();
        var body = new JsonObject { ["collections"] = new JsonArray(DemoCollection.L2a.Name), ["limit"] = 2 };
        while (true)
        {
            var page = await Search(body);
            var features = page["features"]!.AsArray();
            sizes.Add(features.Count);
            ids.AddRange(features.Select(f => (string)f!["id"]!));
            var next = page["links"]!.AsArray().SingleOrDefault(l => (string?)l!["rel"] == "next");
            if (next is null) break;
            Assert.Equal("POST", (string?)next["method"]);
            body = next["body"]!.DeepClone().AsObject();
        }
        Assert.Equal([2, 2, 1, 0], sizes);
        Assert.Equal(["item5", "item4", "item3", "item2", "item1"], ids);
    }

    [Fact]
    public async Task It_says_which_collections_it_has()
    {
        var collections = JsonNode.Parse(await http.GetStringAsync("collections"))!["collections"]!.AsArray();
        Assert.Equal(["sentinel-2-l2a", "sentinel-2-c1-l2a"], collections.Select(collection => (string)collection!["id"]!));
    }

    [Theory]
    [InlineData("""{"collections":["sentinel-2-c1-l2a"]}""", 0)]
    [InlineData("""{"datetime":"2023-12-02T00:00:00Z/2023-12-03T10:00:00Z"}""", 2)]
    [InlineData("""{"datetime":"../2023-12-01T23:00:00Z"}""", 1)]
    [InlineData("""{"bbox":[2.2,0,2.8,1]}""", 1)]
    [InlineData(
        """{"intersects":{"type":"MultiPolygon","coordinates":[[[[1,0],[1.2,0],[1.2,1],[1,0]]],[[[4.2,0],[4.9,0],[4.9,1],[4.2,0]]]]}}""",
        2)]
    public async Task A_search_is_filtered(string body, int expected) =>
        Assert.Equal(expected, (await Search(JsonNode.Parse(body)!.AsObject()))["features"]!.AsArray().Count);

    [Fact]
    public async Task An_item_names_its_files_at_the_address_of_the_server()
    {
        var item = JsonNode.Parse(await http.GetStringAsync($"collections/{DemoCollection.L2a.Name}/items/item3"))!;
        Assert.Equal($"{server.Address}sentinel-s2-l2a-cogs/B04.tif", (string?)item["assets"]!["red"]!["href"]);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"collections/{DemoCollection.L2a.Name}/items/item9")).StatusCode);
    }

    [Fact]
    public async Task A_file_is_read_in_ranges_with_an_etag()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "sentinel-s2-l2a-cogs/B04.tif") { Headers = { Range = new RangeHeaderValue(10, 19) } };
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(Enumerable.Range(10, 10).Select(n => (byte)n), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(100, answer.Content.Headers.ContentRange!.Length);
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("sentinel-s2-l2a-cogs/B08.tif")]
    [InlineData("sentinel-s2-l2a-cogs/..%2Fitems%2Fitem1.json")]
    [InlineData("items/item1.json")]
    public async Task Nothing_else_is_served(string path) => Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);

    async Task<JsonObject> Search(JsonObject body)
    {
        using var answer = await http.PostAsJsonAsync("search", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    void WriteItem(int day, double cloudCover) => File.WriteAllText(Path.Combine(folder.Path, "items", $"item{day}.json"), new JsonObject
    {
        ["id"] = $"item{day}",
        ["collection"] = DemoCollection.L2a.Name,
        ["bbox"] = new JsonArray(day, 0, day + 0.9, 1),
        ["properties"] = new JsonObject
        {
            ["datetime"] = string.Create(CultureInfo.InvariantCulture, $"2023-12-0{day}T10:00:00.000000Z"), ["eo:cloud_cover"] = cloudCover,
        },
        ["assets"] = new JsonObject { ["red"] = new JsonObject { ["href"] = "http://base.invalid/sentinel-s2-l2a-cogs/B04.tif" } },
    }.ToJsonString());
}
