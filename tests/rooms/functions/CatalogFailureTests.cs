using Vegetation.Core.Work;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>Catalogs that fail, go in circles or stall, and those that serve in their place.</summary>
public sealed class CatalogFailureTests(EmbeddedS3 s3) : SceneSearchTest(s3)
{
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
        var keys = new RunKeys(new RunId(Name));
        var kept = (await Store.List(keys.Root, CancellationToken.None)).Select(o => o.Key);
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
            Sut().Run(new SearchScenesInput(null, null, null, Name, 2), In(TimeSpan.FromMinutes(10)), CancellationToken.None));
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
                new SearchScenesInput(null, null, null, Name, cursor), In(TimeSpan.FromSeconds(60)), CancellationToken.None));
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
}
