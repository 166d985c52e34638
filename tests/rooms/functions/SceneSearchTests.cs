using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

public sealed class SceneSearchTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static int runs;
    readonly string run = $"search-{Interlocked.Increment(ref runs)}";

    static Invocation In(TimeSpan time) => new("1", [], DateTimeOffset.UtcNow + time, null);

    /// <summary>A search of one day, which is not sliced.</summary>
    Task<SearchScenesOutput> Search(string catalog, TimeSpan? time = null, string extra = "", string? executionName = null) =>
        Sut().Run(
            Input($$"""{"area":[16,47,18,49],"from":"2023-12-05","to":"2023-12-06","catalogs":["{{catalog}}"]{{extra}}}""", executionName),
            In(time ?? TimeSpan.FromMinutes(10)), CancellationToken.None);

    SceneSearch Sut(HttpClient? http = null, bool allowLoopback = true) =>
        new(s3.Store, new CatalogDirectory(http ?? CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => 0),
            allowLoopback, TimeProvider.System);

    SearchScenesInput Input(string request, string? executionName = null) =>
        new(JsonDocument.Parse(request).RootElement, executionName ?? run, DateTimeOffset.UtcNow, null, null);

    Task<SearchResult> Found() => SearchResult.Load(
        s3.Store, new RunKeys(new RunId(run)), new Window(DateTimeOffset.Parse("2023-12-05Z"), DateTimeOffset.Parse("2023-12-06Z")),
        CancellationToken.None);

    async Task<IReadOnlyList<SearchPage>> Pages()
    {
        var keys = await s3.Store.List(new RunKeys(new RunId(run)).SearchPages, CancellationToken.None);
        return await s3.Store.GetAllJson([.. keys.Select(k => k.Key)], FunctionsJson.Default.SearchPage, CancellationToken.None);
    }

    [Fact]
    public async Task Every_page_is_followed_and_kept()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, n switch
        {
            1 => ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")], ScriptedCatalog.Next(root, "two")),
            2 => ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UWP_20231205_0_L2A")], ScriptedCatalog.Next(root, "three")),
            _ => ScriptedCatalog.Page([]),
        }));
        var output = await Search(catalog.Address);
        Assert.Equal((run, 2, null), (output.RunId, output.Scenes, output.Cursor));
        Assert.Equal(3, (await Pages()).Count);
        Assert.Contains("\"token\":\"three\"", catalog.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_that_are_not_there_are_refused_before_anything_is_searched()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(
            () => Search(catalog.Address, extra: ",\"zones\":{\"key\":\"zones/feilds.geojson\"}"));
        Assert.Equal($"zones.key: got s3://{s3.Store.Bucket}/zones/feilds.geojson, which does not exist; expected an object of this "
            + "bucket: upload it first.", refused.Message);
        Assert.Empty(catalog.Asked);
        await s3.Store.Put("zones/fields.geojson", "{}"u8.ToArray(), "any/type", default);
        Assert.Equal(0, (await Search(catalog.Address, extra: ",\"zones\":{\"key\":\"zones/fields.geojson\"}")).Scenes);
    }

    [Fact]
    public async Task A_repeated_call_asks_nothing_and_changes_nothing()
    {
        await using var catalog = await ScriptedCatalog.Start(
            (_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")])));
        var first = await Search(catalog.Address);
        Assert.Equal(first, await Search(catalog.Address));
        Assert.Single(catalog.Asked);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_kept_page_that_is_gone_leaves_no_hole(int gone)
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_2023120{n + 3}_0_L2A")], n < 3 ? ScriptedCatalog.Next(root, $"{n}") : null)));
        await Search(catalog.Address);
        var key = new RunKeys(new RunId(run)).SearchPage(new(1, 0, gone));
        await s3.Delete(key);
        var plan = await Assert.ThrowsAsync<FileNotFoundException>(() =>
            new ManifestBuilder(s3.Store, TimeProvider.System)
                .Run(new BuildManifestsInput(run, null, null) { Quota = new(10_000) }, In(TimeSpan.FromMinutes(10)), default));
        Assert.Contains($"{key} is missing", plan.Message, StringComparison.Ordinal);
        var again = await Record.ExceptionAsync(() => Search(catalog.Address)); // where it is the last, the search goes on there
        Assert.Equal(gone < 3, again is FileNotFoundException e && e.Message.Contains($"{key} is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_of_items_without_names_are_told_apart_by_what_they_hold()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [$$"""{"number":{{n}}}""", .. n == 3 ? [ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")] : Array.Empty<string>()], n < 3
                ? ScriptedCatalog.Next(root, $"{n}") : null)));
        Assert.Null((await Search(catalog.Address)).Cursor);
        Assert.Equal(3, (await Found()).Unreadable.Count);
    }

    [Fact]
    public async Task Before_its_time_is_up_it_returns_a_cursor_and_goes_on_there()
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_2023120{n}_0_L2A")], n < 3 ? ScriptedCatalog.Next(root, $"{n}") : null)));
        var first = await Search(catalog.Address, TimeSpan.FromSeconds(60));
        Assert.Equal((1, 2), (first.Scenes, first.Cursor));
        var second = await Sut()
            .Run(new SearchScenesInput(null, null, null, run, first.Cursor), In(TimeSpan.FromMinutes(10)), CancellationToken.None);
        Assert.Equal((3, null), (second.Scenes, second.Cursor));
        Assert.Equal(3, catalog.Asked.Count);
    }

    [Fact]
    public async Task What_the_catalog_did_not_filter_is_filtered_here_and_counted() // fault 3
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page(
        [
            ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A"),
            ScriptedCatalog.Item("S2A_33UXP_20231205_1_L2A", cloud: 60),
            ScriptedCatalog.Item("S2A_33UXP_20231204_0_L2A", sensed: "2023-12-05T00:00:00Z"),
            ScriptedCatalog.Item("S2A_33UXP_20231211_0_L2A", sensed: "2023-12-06T00:00:00Z"),
            ScriptedCatalog.Item("S2A_33UXP_20231203_0_L2A", sensed: "2023-12-04T23:59:59.999Z"),
            ScriptedCatalog.Item("S2A_31UFP_20231205_0_L2A", west: 3),
            ScriptedCatalog.Item("S2A_33UXP_20231206_0_L2A", collection: "sentinel-2-l1c"),
            """{"id":"../../x"}""",
        ])));
        Assert.Equal(3, (await Search(catalog.Address)).Scenes); // clouds are left to the choice
        var found = await Found();
        Assert.Equal(["S2A_33UXP_20231205_0_L2A", "S2A_33UXP_20231205_1_L2A", "S2A_33UXP_20231204_0_L2A"], found.Found.Select(s => s.Id));
        Assert.Equal("another-collection 1, outside-the-area 1, outside-the-window 2",
            string.Join(", ", found.Summary.LeftOut.Select(l => $"{l.Key} {l.Value}")));
        Assert.Equal("id", Assert.Single(found.Unreadable).Reason);
    }

    [Fact]
    public async Task An_id_on_two_pages_is_one_scene() // fault 5
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, ScriptedCatalog.Page(
            [ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A"), ScriptedCatalog.Item($"S2A_33UWP_2023120{n + 4}_0_L2A")], n < 3
                ? ScriptedCatalog.Next(root, $"{n}") : null)));
        await Search(catalog.Address);
        var plan = await new ManifestBuilder(s3.Store, TimeProvider.System)
            .Run(new BuildManifestsInput(run, null, null) { Quota = new(10_000) }, In(TimeSpan.FromMinutes(10)), default);
        Assert.Equal(2, plan.Summary.Units);
    }

    [Fact]
    public async Task A_page_that_fails_twice_is_asked_for_again() // fault 1
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, _) =>
            n < 3 ? (503, "busy") : (200, ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")])));
        Assert.Equal(1, (await Search(catalog.Address)).Scenes);
        Assert.Equal(3, catalog.Asked.Count);
    }

    [Theory]
    [InlineData(500, "oops", "500")]
    [InlineData(404, "nothing", "404")]
    [InlineData(200, "<html>", "not valid JSON")]
    [InlineData(200, """{"title":"a landing page"}""", "no list of features")]
    [InlineData(200, "[]", "no list of features")]
    public async Task A_catalog_that_cannot_serve_ends_the_search_with_its_answer(int status, string body, string said)
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (status, body));
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search(catalog.Address));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Empty(await Pages());
        Assert.Equal("CatalogUnavailable", FunctionError.From(error).ErrorType);
    }

    [Fact]
    public async Task A_search_that_breaks_off_names_the_page_and_plans_nothing() // fault 1
    {
        await using var catalog = await ScriptedCatalog.Start((n, _, root) =>
            n < 3 ? (
                200, ScriptedCatalog.Page([ScriptedCatalog.Item($"S2A_33UXP_2023120{n + 4}_0_L2A")], ScriptedCatalog.Next(root, $"{n}")))
                : (503, "busy"));
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search(catalog.Address));
        Assert.Equal($"{catalog.Address}: page 3: it answered 503 Service Unavailable: busy, 6 times", error.Message);
        var keys = new RunKeys(new RunId(run));
        var kept = (await s3.Store.List(keys.Root, CancellationToken.None)).Select(o => o.Key);
        Assert.Equal([keys.Request, .. new[] { 1, 2 }.Select(page => keys.SearchPage(new(1, 0, page)))], kept);
    }

    [Theory]
    [InlineData("the same link again", "leads back")]
    [InlineData("the same items under a new link", "the items of an earlier page")]
    public async Task A_catalog_that_goes_in_circles_is_noticed(string how, string said) // fault 2
    {
        var links = how.Contains("link again", StringComparison.Ordinal);
        await using var catalog = await ScriptedCatalog.Start((n, _, root) => (200, links
            ? ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_202312{4 + n:00}_0_L2A")], ScriptedCatalog.Next(root, n % 2 == 0 ? "even" : "odd"))
            : ScriptedCatalog.Page([ScriptedCatalog.Item($"S2A_33UXP_2023120{4 + n % 2}_0_L2A")], ScriptedCatalog.Next(root, $"{n}"))));
        Assert.Equal(2, (await Search(catalog.Address, TimeSpan.FromSeconds(60))).Cursor);
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() =>
            Sut().Run(new SearchScenesInput(null, null, null, run, 2), In(TimeSpan.FromMinutes(10)), CancellationToken.None));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, catalog.Asked.Count);
    }

    [Fact]
    public async Task The_next_catalog_serves_where_the_first_cannot_and_the_reason_is_kept()
    {
        await using var broken = await ScriptedCatalog.Start((_, _, _) => (403, ""));
        await using var whole = await ScriptedCatalog.Start(
            (_, _, _) => (200, ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A")])));
        Assert.Equal(1, (await Search($"{broken.Address}\",\"{whole.Address}")).Scenes);
        Assert.Equal(whole.Address, Assert.Single(await Pages()).Catalog);
        Assert.Equal([new CatalogSwitch(broken.Address, 1, "it answered 403 Forbidden")], (await Found()).Summary.Switched);
    }

    [Fact]
    public async Task A_catalog_that_breaks_off_leaves_nothing_to_the_one_that_serves()
    {
        await using var broken = await ScriptedCatalog.Start((n, _, root) =>
            n == 1 ? (200, ScriptedCatalog.Page([ScriptedCatalog.Item("S2A_33UXP_20231205_0_L2A"), "{}"], ScriptedCatalog.Next(root, "2")))
                : (404, ""));
        await using var whole = await ScriptedCatalog.Start((n, _, root) =>
            (200, ScriptedCatalog.Page(
                [ScriptedCatalog.Item($"S2A_33UXP_2023120{n + 5}_0_L2A")], n < 3 ? ScriptedCatalog.Next(root, $"{n}") : null)));
        var calls = new List<SearchScenesOutput> { await Search($"{broken.Address}\",\"{whole.Address}", TimeSpan.FromSeconds(60)) };
        while (calls[^1].Cursor is { } cursor)
            calls.Add(
                await Sut().Run(
                new SearchScenesInput(null, null, null, run, cursor), In(TimeSpan.FromSeconds(60)), CancellationToken.None));
        Assert.Equal([1, 1, 2, 3], calls.Select(c => c.Scenes));
        var found = await Found();
        Assert.Equal(["S2A_33UXP_20231206_0_L2A", "S2A_33UXP_20231207_0_L2A", "S2A_33UXP_20231208_0_L2A"], found.Found.Select(s => s.Id));
        Assert.Empty(found.Unreadable);
        Assert.Equal((whole.Address, 3), (found.Summary.Catalog, found.Summary.Pages));
        Assert.Equal([new CatalogSwitch(broken.Address, 2, "it answered 404 Not Found")], found.Summary.Switched);
    }

    [Fact]
    public async Task Catalogs_that_stall_do_not_hold_a_call_beyond_its_time()
    {
        await using var stalls = await ScriptedCatalog.Start((_, _, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search(stalls.Address, TimeSpan.FromSeconds(0)));
        Assert.Contains("page 1: it did not answer, and there is no time to retry", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_catalog_serves_every_reason_is_said()
    {
        await using var first = await ScriptedCatalog.Start((_, _, _) => (403, ""));
        await using var second = await ScriptedCatalog.Start((_, _, _) => (200, "[]"));
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search($"{first.Address}\",\"{second.Address}"));
        Assert.Equal($"no catalog can serve: {first.Address}: page 1: it answered 403 Forbidden; " +
            $"{second.Address}: page 1: the answer has no list of features: is this the address of a STAC API?", error.Message);
    }

    [Fact]
    public async Task An_invalid_request_leaves_nothing_behind()
    {
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => Search("http://127.0.0.1:9", extra: ",\"jobs\":0"));
        Assert.Equal("InvalidRequest", FunctionError.From(error).ErrorType);
        Assert.Empty(await s3.Store.List(new RunKeys(new RunId(run)).Root, CancellationToken.None));
    }

    [Fact]
    public async Task Loopback_catalogs_are_for_this_machine_only()
    {
        var onAws = Sut(allowLoopback: false);
        await Assert.ThrowsAsync<InvalidRequestException>(
            () => onAws.Run(Input("""{"catalogs":["http://127.0.0.1:9/v1"]}"""), In(TimeSpan.FromMinutes(1)), CancellationToken.None));
    }

    [Fact]
    public async Task One_name_is_for_one_request()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        await Search(catalog.Address);
        await Assert.ThrowsAsync<InvalidRequestException>(() => Search(catalog.Address, extra: ",\"jobs\":3"));
    }

    [Fact]
    public async Task A_scheduled_run_is_named_after_its_week()
    {
        await using var catalog = await ScriptedCatalog.Start((_, _, _) => (200, ScriptedCatalog.Page([])));
        var input = Input($$"""{"scheduledAt":"2023-12-11T06:00:07Z","catalogs":["{{catalog.Address}}"]}""");
        var output = await Sut().Run(input, In(TimeSpan.FromMinutes(10)), CancellationToken.None);
        Assert.StartsWith("2023-W49-", output.RunId, StringComparison.Ordinal);
    }
}
