using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>Searches of Earth Search as they were recorded, served again: what comes out is what reading the items by hand gives.</summary>
public sealed class RecordedSearchTests
{
    const string Exchanges = "xcube_stac_earthsearch", RecordedRoot = "https://earth-search.aws.element84.com/v1";

    static JsonNode Shared(string file) => JsonNode.Parse(File.ReadAllText(SharedData.File(file)!))!;

    static JsonNode Exchange(int number) => Shared($"{Exchanges}/StacDataStoreTest_test_search_data_searchable_catalog_{number}.json");

    static async Task<SearchResult> Search(ScriptedCatalog server, string collection, string request) =>
        (await Pages(server, collection, request)).Result;

    static Task<SearchedPages> Pages(ScriptedCatalog server, string collection, string request)
    {
        using var json = JsonDocument.Parse(
            request.Replace("CATALOG", $"{server.Address}/collections/{collection}", StringComparison.Ordinal));
        return SearchedPages.Of(RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow());
    }

    /// <summary>
    /// Answers a search without a token with the first page, and one with a token only if it is, to the letter, what was recorded.
    /// </summary>
    static Task<ScriptedCatalog> Replay() => ScriptedCatalog.Start((_, body, root) =>
    {
        var asked = JsonNode.Parse(body)!;
        var page = !asked.AsObject().ContainsKey("next") ? 1
            : new[] { 12, 19 }.Single(n => JsonNode.DeepEquals(JsonNode.Parse((string)Exchange(n)["request"]!["body"]!), asked));
        return (200, Exchange(page)["body"]!.ToJsonString().Replace($"{RecordedRoot}/search", $"{root}/search", StringComparison.Ordinal));
    });

    [SharedDataFact(Exchanges)]
    public async Task The_recorded_search_gives_the_items_that_were_also_recorded_one_by_one()
    {
        await using var server = await Replay();
        var (found, pages) = await Pages(server, "sentinel-2-l2a",
            """{"area":[9,47,10,48],"from":"2020-03-01","to":"2020-03-06","maxCloudCover":100,"catalogs":["CATALOG"]}""");
        var recorded = Enumerable.Range(2, 17).Except([12]).Select(n => Exchange(n)["body"]!).ToList();
        Assert.Equal(16, recorded.Count);
        var scenes = pages.SelectMany(p => p.Scenes).ToList();
        Assert.Equal(recorded.Select(item => (string)item["id"]!).Order(), scenes.Select(s => s.Id).Order());
        Assert.All(scenes, scene =>
        {
            var item = recorded.Single(i => (string)i["id"]! == scene.Id);
            Assert.Equal((string)item["properties"]!["s2:processing_baseline"]!, scene.Baseline);
            Assert.Equal((bool)item["properties"]!["earthsearch:boa_offset_applied"]!, scene.OffsetApplied);
            Assert.Equal((string)item["assets"]!["red"]!["href"]!, scene.Red.Href);
            Assert.Equal((string)item["links"]!.AsArray().Single(l => (string)l!["rel"]! == "self")!["href"]!, scene.ItemHref);
        });
        Assert.Equal((3, 0, 0), (found.Summary.Pages, found.Unreadable.Count, found.Summary.LeftOut.Count));
    }

    [SharedDataFact(Exchanges)]
    public async Task What_the_recorded_search_holds_beyond_a_request_is_left_out_with_reasons()
    {
        await using var server = await Replay();
        var found = await Search(server, "sentinel-2-l2a",
            """{"area":[9.95,47.2,10,47.3],"from":"2020-03-01","to":"2020-03-05T10:37:36.899Z","maxCloudCover":99.7,"catalogs":["CATALOG"]}""");
        var recorded = Enumerable.Range(2, 17).Except([12]).Select(n => Exchange(n)["body"]!).Select(item => (
            Id: (string)item["id"]!,
            Early: DateTimeOffset.Parse((string)item["properties"]!["datetime"]!, CultureInfo.InvariantCulture) < new DateTimeOffset(
                2020, 3, 5, 10, 37, 36, 899, TimeSpan.Zero),
            Here: (double)item["bbox"]![2]! >= 9.95 && (double)item["bbox"]![1]! <= 47.3)).ToList();
        var expected = recorded.Where(r => r is { Early: true, Here: true }).Select(r => r.Id).Order().ToList();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found.Found.Select(s => s.Id).Order());
        Assert.Equal(recorded.Count(r => !r.Early), found.Summary.LeftOut["outside-the-window"]);
        Assert.Equal(recorded.Count(r => r is { Early: true, Here: false }), found.Summary.LeftOut["outside-the-area"]);
    }

    [SharedDataFact(Exchanges)]
    public async Task An_answer_that_ignores_the_whole_request_is_an_error_that_says_what_came()
    {
        var radar = Shared($"{Exchanges}/StacDataStoreTest_test_get_data_ids_include_attrs_1.json")["body"]!;
        await using var server = await ScriptedCatalog.Start((n, _, root) =>
            (200, n == 1 ? radar.ToJsonString().Replace($"{RecordedRoot}/search", $"{root}/search", StringComparison.Ordinal)
                : ScriptedCatalog.Page([])));
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(
            () => Search(server, "sentinel-2-l2a", """{"from":"2023-12-05","to":"2023-12-06","catalogs":["CATALOG"]}"""));
        Assert.Contains(
            "got 10 items; none of them can be read as a scene: id 10; the first is \"S1A_", error.Message, StringComparison.Ordinal);
    }

    [SharedDataFact("geoengine")]
    public async Task A_page_of_2026_with_a_link_by_GET_is_followed_to_its_end()
    {
        var recorded = Shared("geoengine/stac_responses_items_element84.json");
        await using var server = await ScriptedCatalog.Start((_, body, root) =>
            (200, body.Length > 0 ? recorded.ToJsonString().Replace(RecordedRoot, root, StringComparison.Ordinal)
                : ScriptedCatalog.Page([])));
        var found = await Search(server, "sentinel-2-l2a",
            """{"area":[-4,57,-2,58],"from":"2026-03-23","to":"2026-03-30","maxCloudCover":50,"catalogs":["CATALOG"]}""");
        Assert.Equal((string)recorded["features"]![0]!["id"]!, Assert.Single(found.Found).Id);
        var next = recorded["links"]!.AsArray().Single(l => (string)l!["rel"]! == "next")!;
        Assert.EndsWith(server.Asked.Last(), (string)next["href"]!, StringComparison.Ordinal);
    }

    [SharedDataFact("geoengine")]
    public async Task An_answer_in_the_form_of_2021_is_read_too()
    {
        var recorded = Shared("geoengine/stac_responses_items_page_1_limit_500.json");
        await using var server = await ScriptedCatalog.Start((_, _, _) => (200, recorded.ToJsonString()));
        var found = await Search(server, "sentinel-s2-l2a-cogs",
            """{"area":[33,-3,34,-1],"from":"2021-09-20","to":"2021-09-27","catalogs":["CATALOG"]}""");
        var (item, scene) = (recorded["features"]![0]!, Assert.Single(found.Found));
        Assert.Equal((string)item["id"]!, scene.Id);
        Assert.Contains(
            $"_N{scene.Baseline!.Replace(".", "", StringComparison.Ordinal)}_", (string)item["properties"]!["sentinel:product_id"]!,
            StringComparison.Ordinal);
    }

    /// <summary>The choice, as lines: what is taken, and what not and why.</summary>
    static async Task<(IEnumerable<string> Taken, IEnumerable<string> Rejected)> Choice(ScriptedCatalog server, string request)
    {
        using var json = JsonDocument.Parse(request);
        var found = await Search(server, "sentinel-2-l2a", $"{request[..^1]},\"catalogs\":[\"CATALOG\"]}}");
        var choice = SceneSelection.From(
            found.Found, RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow());
        return (choice.Taken.SelectMany(c => c.Granules).Select(g => g.Id),
            choice.Rejected.Select(p => $"{p.SceneId} {p.Reason} {p.By}".TrimEnd()).Order());
    }

    [SharedDataFact(Exchanges)] // fault 6
    public async Task Of_the_recorded_search_each_tile_gets_its_clearest_capture_in_the_newest_processing()
    {
        await using var server = await Replay();
        var (taken, rejected) = await Choice(server, """{"area":[9,47,10,48],"from":"2020-03-01","to":"2020-03-06","maxCloudCover":100}""");
        string[] tiles = ["32TMT", "32TNT", "32UMU", "32UNU"];
        // of 2 March more is clear than of the 5th, whatever the old processing says
        Assert.Equal(tiles.Select(tile => $"S2A_{tile}_20200302_1_L2A"), taken);
        Assert.Equal(
            tiles.SelectMany(tile => new[]
            {
                $"S2A_{tile}_20200302_0_L2A superseded S2A_{tile}_20200302_1_L2A",
                $"S2A_{tile}_20200305_0_L2A superseded S2A_{tile}_20200305_1_L2A",
                $"S2A_{tile}_20200305_1_L2A less-clear S2A_{tile}_20200302_1_L2A",
            }).Order(),
            rejected);
    }

    [SharedDataFact(Exchanges)]
    public async Task Where_only_an_old_processing_was_clear_nothing_is_taken()
    {
        await using var server = await Replay();
        var (taken, rejected) = await Choice(server, """{"area":[9,47,10,48],"from":"2020-03-01","to":"2020-03-06","maxCloudCover":96}""");
        Assert.Empty(taken);
        Assert.Equal(
            (8, 8), (
            rejected.Count(p => p.Contains("superseded", StringComparison.Ordinal)),
            rejected.Count(p => p.EndsWith("too-cloudy", StringComparison.Ordinal))));
    }

    [SharedDataFact("stac_items")]
    public async Task Of_three_recorded_days_over_Paris_the_one_without_clouds_is_taken_though_a_quarter_of_it_is_missing()
    {
        var recorded = Shared("stac_items/rastervision__item_collection.json");
        await using var server = await ScriptedCatalog.Start((_, _, _) => (200, recorded.ToJsonString()));
        var (taken, rejected) = await Choice(server, """{"area":[2.2,48.8,2.5,48.9],"from":"2023-06-01","to":"2023-06-12"}""");
        Assert.Equal(["S2A_31UDQ_20230607_0_L2A"], taken);
        Assert.Equal(["S2B_31UDQ_20230602_0_L2A less-clear S2A_31UDQ_20230607_0_L2A", "S2B_31UDQ_20230609_0_L2A too-cloudy"], rejected);
    }
}
