using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Searching;
using static Vegetation.Tests.Functions.StacPages;

namespace Vegetation.Tests.Functions;

/// <summary>What a STAC API is asked for, and where its pages lead.</summary>
public sealed class StacCatalogTests
{
    [Fact]
    public void A_request_becomes_the_body_of_an_item_search()
    {
        var link = Catalog("https://stac.example/v1/collections/sentinel-2-l2a").First(Request());
        var expected = JsonNode.Parse("""
            {"collections":["sentinel-2-l2a"],"datetime":"2023-12-04T00:00:00Z/2023-12-11T00:00:00Z",
             "sortby":[{"field":"properties.datetime","direction":"asc"},{"field":"id","direction":"asc"}],
             "fields":{"include":["type","id","collection","bbox","geometry","links","properties","assets.red","assets.nir","assets.scl",
               "assets.B04","assets.B08","assets.SCL","assets.B04_10m","assets.B08_10m","assets.SCL_20m"]},
             "limit":100,"intersects":{"type":"MultiPolygon","coordinates":[[[[16,47],[18,47],[18,49],[16,49],[16,47]]]]}}
            """);
        Assert.Equal(("https://stac.example/v1/search", "POST"), (link.Href, link.Method));
        Assert.True(JsonNode.DeepEquals(expected, link.Body), link.Body!.ToJsonString());
    }

    [Fact]
    public void A_window_that_ends_within_a_second_is_asked_for_to_its_end()
    {
        var request = Request() with {
            Window = new Window(DateTimeOffset.Parse("2023-12-05T10:00:00.2Z"), DateTimeOffset.Parse("2023-12-05T10:00:00.7Z")) };
        Assert.Equal(
            "2023-12-05T10:00:00Z/2023-12-05T10:00:01Z", (string)Catalog(CatalogName.EarthSearch).First(request).Body!["datetime"]!);
    }

    [Theory]
    [InlineData("[-179,-56,179.4,83.8]", true)]
    [InlineData("[170,-20,-170,-10]", false)] // two narrow boxes that meet at the antimeridian
    public void An_area_as_wide_as_half_the_Earth_goes_as_a_box(string area, bool box)
    {
        var body = Catalog(CatalogName.EarthSearch).First(Request(area)).Body!;
        Assert.Equal((box, !box), (body.ContainsKey("bbox"), body.ContainsKey("intersects")));
    }

    [Fact]
    public async Task A_page_that_is_too_much_comes_in_halves_and_the_next_is_whole_again() // Element84/earth-search#17
    {
        await using var server = await ScriptedCatalog.Start((_, body, root) =>
            (int)JsonNode.Parse(body)!["limit"]! > 25 ? (502, "")
                : (200, ScriptedCatalog.Page([ScriptedCatalog.Item(Item)], ScriptedCatalog.Next(root, "2", ",\"limit\":25"))));
        var page = await First(server);
        Assert.Equal([100, 50, 25], Limits(server));
        Assert.Equal("""{"token":"2","limit":100}""", page.Next!.Body!.ToJsonString());
    }

    [Fact]
    public async Task A_page_that_fails_for_ever_fails_at_ten_items() // Element84/earth-search#55
    {
        await using var server = await ScriptedCatalog.Start((_, _, _) => (500, "{\"message\":\"Internal\nserver error\"}"));
        Assert.Equal("it answered 500 Internal Server Error: {\"message\":\"Internal server error\"}, 6 times", await Failure(server));
        Assert.Equal([100, 50, 25, 12, 10, 10], Limits(server));
    }

    [Theory]
    [InlineData("?limit=80&token=a", "?limit=40&token=a")]
    [InlineData("?limit=80&page=7", "?limit=80&page=7")] // half of page 7 is not page 7
    [InlineData("?token=a", "?token=a")]
    public async Task A_link_by_GET_is_halved_unless_it_counts_pages(string query, string again)
    {
        await using var server = await ScriptedCatalog.Start((n, _, _) => n == 1 ? (503, "") : (200, OnePage));
        await Catalog(server.Address).Page(new PageLink($"{server.Address}/search{query}", "GET", null), default);
        Assert.Equal([$"/search{query}", $"/search{again}"], server.Asked);
    }

    [Theory]
    [InlineData("\"body\":{\"token\":\"2\"},\"merge\":true", """{"collections":["a"],"limit":7,"token":"2"}""")]
    [InlineData("\"body\":{\"token\":\"2\"},\"merge\":false", """{"token":"2"}""")]
    [InlineData("\"body\":{\"token\":\"2\",\"limit\":3}", """{"token":"2","limit":3}""")]
    public async Task A_next_link_stands_for_itself(string link, string body)
    {
        await using var server = await ScriptedCatalog.Start((_, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item(Item)], $$"""{"rel":"next","href":"{{root}}/search","method":"POST",{{link}}}""")));
        var asked = new PageLink($"{server.Address}/search", "POST", JsonNode.Parse("""{"collections":["a"],"limit":7}""")!.AsObject());
        Assert.Equal(body, (await Catalog(server.Address).Page(asked, default)).Next!.Body!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"rel":"\ud800","href":"x"}""")]
    [InlineData("""{"rel":"next","href":"\ud800"}""")]
    [InlineData("""{"rel":"next","href":"http://no host/"}""")]
    [InlineData("""{"rel":"next","href":"/search","method":"POST","body":{"token":"1","token":"2"}}""")]
    [InlineData("""{"rel":"next","href":"/search","method":"POST","merge":true,"body":{"token":"1","token":"2"}}""")]
    [InlineData("""{"rel":"next","href":"/search","method":"POST","merge":true,"body":{"a":{"token":"1","token":"2"}}}""")]
    public async Task A_link_that_cannot_be_read_is_refused(string link) // fault 17
    {
        await using var server = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item(Item)], link)));
        Assert.Contains("next link cannot be read", await Failure(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(ScriptedItem)]
    public async Task A_page_leads_to_the_next_whether_it_has_items_or_not(string item)
    {
        await using var server = await ScriptedCatalog.Start(
            (_, _, root) => (200, ScriptedCatalog.Page(item.Length > 0 ? [item] : [], ScriptedCatalog.Next(root, "2"))));
        Assert.Equal("""{"token":"2"}""", (await First(server)).Next!.Body!.ToJsonString());
    }

    const string ScriptedItem = """{"id":"S2A_33UXP_20231205_0_L2A"}""";

    [Theory]
    [InlineData("POST")]
    [InlineData("post")] // without its body the search would go on as another one, of everything
    public async Task A_method_is_read_in_either_case(string method)
    {
        await using var server = await ScriptedCatalog.Start((_, _, root) =>
            (200, ScriptedCatalog.Page([], $$"""{"rel":"next","href":"{{root}}/search","method":"{{method}}","body":{"token":"2"} }""")));
        var next = (await First(server)).Next!;
        Assert.Equal(("POST", """{"token":"2"}"""), (next.Method, next.Body?.ToJsonString()));
    }

    [Theory]
    [InlineData("?token=2", "/v1/search?token=2")]
    [InlineData("search?token=2", "/v1/search?token=2")]
    [InlineData("/other/search?token=%3D", "/other/search?token=%3D")]
    [InlineData("../v2/search", "/v2/search")]
    public async Task A_relative_link_starts_from_its_pages_address(string href, string path)
    {
        await using var server = await ScriptedCatalog.Start(
            (n, _, _) => (200, ScriptedCatalog.Page([], n == 1 ? $$"""{"rel":"next","href":"{{href}}"}""" : null)));
        var catalog = Catalog($"{server.Address}/v1");
        var next = (await catalog.Page(catalog.First(Request()), default)).Next!;
        await catalog.Page(next, default);
        Assert.Equal((server.Address + path, path), (next.Href, server.Asked.Last()));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("//elsewhere.example")]
    public async Task A_next_link_to_another_place_is_not_followed(string root)
    {
        await using var server = await ScriptedCatalog.Start(
            (_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item(Item)], ScriptedCatalog.Next(root, "1"))));
        var next = (await First(server)).Next!;
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Catalog(server.Address).Page(next, default));
        Assert.Contains("leads to another server", error.Problem, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }
}
