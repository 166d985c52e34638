using System.Text;
using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>Searches in which a catalog withholds items, or gives items of which none is of use: nothing of it ends in silence.</summary>
public sealed class LostItemTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    const string Id = "S2A_33UXP_20231205_0_L2A";

    static int runs;
    readonly string run = $"lost-{Interlocked.Increment(ref runs)}";

    static readonly Invocation Invocation = new("1", [], DateTimeOffset.UtcNow.AddMinutes(10), null);

    Task<SearchScenesOutput> Search(params string[] catalogs)
    {
        var request = JsonDocument.Parse(
            $$"""{"area":[16,47,18,49],"from":"2023-12-05","to":"2023-12-06","catalogs":["{{string.Join("\",\"", catalogs)}}"]}""");
        var known = new CatalogDirectory(CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => 0);
        return new SceneSearch(s3.Store, known, true, TimeProvider.System)
            .Run(new SearchScenesInput(request.RootElement, run, DateTimeOffset.UtcNow, null, null), Invocation, default);
    }

    async Task<Plan> Plan()
    {
        await new ManifestBuilder(s3.Store, TimeProvider.System)
            .Run(new BuildManifestsInput(run, null, null) { Quota = new(10_000) }, Invocation, default);
        return await s3.Store.GetJson(new RunKeys(new RunId(run)).Plan, FunctionsJson.Default.Plan, default);
    }

    async Task<string> Failure(params string[] catalogs) =>
        (await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search(catalogs))).Message;

    static string Page(IEnumerable<string> items, string? next, string more) => ScriptedCatalog.Page(items, next).Insert(1, more);

    [Fact]
    public async Task Pages_without_an_item_lead_on_to_those_that_have_some()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                n is 2 or 5 ? [ScriptedCatalog.Item($"S2A_33UXP_2023120{n + 2}_0_L2A")] : [], n < 6 ? ScriptedCatalog.Next(root, $"{n}")
                    : null)));
        Assert.Equal((2, null), await Search(catalog.Address) is var found ? (found.Scenes, found.Cursor) : default);
    }

    [Fact]
    public async Task Empty_pages_without_end_are_an_error_that_names_the_catalog() // fault 2
    {
        await using var catalog = await ScriptedCatalog.Start(
            (n, _, root) => (200, ScriptedCatalog.Page([], ScriptedCatalog.Next(root, $"{n}"))));
        Assert.Equal($"{catalog.Address}: page 101: got more than 100 empty pages in a row", await Failure(catalog.Address));
        Assert.Equal(SliceState.MostEmptyPages + 1, catalog.Asked.Count);
    }

    [Fact]
    public async Task Empty_pages_that_lead_in_a_circle_are_noticed() // fault 2
    {
        await using var catalog = await ScriptedCatalog.Start(
            (n, _, root) => (200, ScriptedCatalog.Page([], ScriptedCatalog.Next(root, n % 2 == 0 ? "even" : "odd"))));
        Assert.EndsWith("page 3: its next link leads back to an earlier page", await Failure(catalog.Address), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numberMatched", "\"numberMatched\":4,", "\"numberMatched\":5,", 5L)]
    [InlineData("of older servers", "\"context\":{\"returned\":1,\"matched\":4},", "\"context\":{\"matched\":5},", 5L)]
    [InlineData("said once", "\"numberMatched\":4,", "", 4L)]
    [InlineData("as a text", "\"numberMatched\":\"4\",", "\"numberMatched\":4.5,", null)]
    public async Task What_the_catalog_counted_last_and_what_it_gave_are_kept(string name, string first, string second, long? matched)
    {
        _ = name;
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, n == 1
            ? Page([ScriptedCatalog.Item(Id), "{}", "{\"id\":\"x\"}"], ScriptedCatalog.Next(root, "2"), first)
            : Page([ScriptedCatalog.Item(Id), ScriptedCatalog.Item("S2A_33UXP_20231203_0_L2A", sensed: "2023-12-03T10:00:00Z")], null,
                second)));
        await Search(catalog.Address);
        var search = (await Plan()).Search!;
        Assert.Equal((4, matched), (search.Items, search.Matched)); // one came twice, one has no name, one was not asked for
    }

    [Fact]
    public async Task A_catalog_of_which_no_item_can_be_read_is_an_error_with_the_reasons()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, ScriptedCatalog.Page(
            [n == 1 ? "{\"id\":\"an-id-of-another-kind\"}"
                : "{\"id\":\"another\"}", ScriptedCatalog.Item(Id).Replace("05.09", $"{n}", StringComparison.Ordinal)],
            n < 2 ? ScriptedCatalog.Next(root, "2") : null)));
        var error = $"{catalog.Address}: page 2: got 4 items; none of them can be read as a scene: baseline 2, id 2; the first is "
            + $"\"an-id-of-another-kind\": id";
        Assert.Equal(error, await Failure(catalog.Address));
        Assert.Equal(error, await Failure(catalog.Address)); // a second try knows it from the pages that were kept
        Assert.Equal(2, catalog.Asked.Count);
    }

    [Fact]
    public async Task Where_no_item_can_be_read_the_next_catalog_serves_and_the_tiles_stand_as_unreadable()
    {
        await using var unreadable = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page(
        [
            """{"id":"one","properties":{"grid:code":"MGRS-33UWP"}}""",
            """{"id":"S2B_MSIL2A_20231205T095549_R122_T33UXQ_20231205T123458","properties":{}}""",
            ScriptedCatalog.Item(Id).Replace("05.09", "none", StringComparison.Ordinal),
        ])));
        await using var serves = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item(Id)])));
        Assert.Equal((1, null), await Search(unreadable.Address, serves.Address) is var found ? (found.Scenes, found.Cursor) : default);
        var choice = await Plan();
        Assert.Equal([Id], choice.Units.Select(u => u.Id));
        Assert.Equal(["33UXP"], choice.Tiles[ExpectedTiles.Taken]);
        Assert.Equal(["33UWP", "33UXQ"], choice.Tiles[GapReason.Unreadable.Name].Order());
        var left = Assert.Single(choice.Search!.Switched);
        Assert.Equal((unreadable.Address, 1), (left.Catalog, left.Page));
        Assert.StartsWith(
            "got 3 items; none of them can be read as a scene: baseline 1, id 1, json 1", left.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenes_that_were_not_asked_for_make_a_catalog_readable()
    {
        await using var catalog = await ScriptedCatalog.Start(
            (_, _, _) => (200, ScriptedCatalog.Page(["{}", ScriptedCatalog.Item(Id, sensed: "2023-11-05T10:00:00Z")])));
        Assert.Equal((0, null), await Search(catalog.Address) is var found ? (found.Scenes, found.Cursor) : default);
    }

    public static TheoryData<string, string, string?> Collections => new()
    {
        { "one of those asked for", """{"collections":[{"id":"landsat"},{"id":"sentinel-2-l2a"}]}""", null },
        { "one of those asked for, on a later page", """
            {"collections":[{"id":"landsat"}],"links":[{"rel":"next","href":"ROOT/collections?page=1"}]}
            {"collections":[{"id":"sentinel-2-c1-l2a"}]}
            """, null },
        { "others", """{"collections":[{"id":"landsat"},{"id":"naip"}]}""",
            "none of the collections sentinel-2-c1-l2a, sentinel-2-l2a; it has landsat, naip. Name one" },
        { "many others", $$"""{"collections":[{{string.Join(',', Enumerable.Range(1, 12).Select(n => $"{{\"id\":\"c{n}\"}}"))}}]}""",
            "c9, c10 and 2 more" },
        { "nameless ones", """{"collections":[{"id":5},{},"x"]}""", "it has no collection" },
        { "no list", """{"title":"a landing page"}""", "the list of its collections cannot be read: got no list of collections" },
        { "a list without end", """{"collections":[],"links":[{"rel":"next","href":"ROOT/collections?page=1"}]}""",
            "cannot be read: it does not end" },
        { "a list that leads elsewhere", """{"collections":[],"links":[{"rel":"next","href":"https://elsewhere.example/"}]}""",
            "leads to another server" },
    };

    [Theory]
    [MemberData(nameof(Collections))]
    public async Task A_search_that_finds_nothing_asks_which_collections_there_are(string name, string collections, string? said)
    {
        _ = name;
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])), collections);
        if (said is null) Assert.Equal(0, (await Search(catalog.Address)).Scenes);
        else Assert.Contains(said, await Failure(catalog.Address), StringComparison.Ordinal);
        Assert.Single(catalog.Asked);
    }

    [Fact]
    public async Task A_collection_that_is_not_there_is_no_empty_week_though_it_is_named()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var said = await Failure($"{catalog.Address}/collections/sentinel-2-l2b");
        Assert.Contains("none of the collections sentinel-2-l2b; it has sentinel-2-l2a, sentinel-2-c1-l2a", said, StringComparison.Ordinal);
    }
}
