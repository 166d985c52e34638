using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Catalogs;
using Vegetation.Functions.Catalogs.Geospatial;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>Searches whose days are searched side by side.</summary>
public sealed class SlicedSearchTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(10), TimeForOnePage = TimeSpan.FromSeconds(60);

    static int runs;
    readonly string prefix = $"sliced-{Interlocked.Increment(ref runs)}";

    static Invocation In(TimeSpan time) => new("1", [], DateTimeOffset.UtcNow + time, null);

    static RunKeys Keys(string run) => new(new RunId(run));

    async Task<SearchScenesOutput> Call(
        string run, int slices, TimeSpan time, string catalogs, string window, CancellationToken cancellationToken = default)
    {
        using var request = JsonDocument.Parse($$"""{"area":[16,47,18,49],{{window}},"catalogs":["{{catalogs}}"]}""");
        var known = new CatalogDirectory(CatalogDirectory.Http(), new GeospatialClient().Post, TimeProvider.System, () => 0);
        return await new SceneSearch(s3.Store, known, true, TimeProvider.System, slices)
            .Run(new SearchScenesInput(request.RootElement, run, DateTimeOffset.UtcNow, null, null), In(time), cancellationToken);
    }

    static string Window(string from, string to) => $"\"from\":\"{from}\",\"to\":\"{to}\"";

    static string Days(int days) => Window("2023-12-04", $"2023-12-{4 + days:00}");

    /// <summary>Calls as the state machine does, until the search is done.</summary>
    async Task<int> Search(string run, int slices, string catalogs, string window, TimeSpan? time = null)
    {
        for (var calls = 1; ; calls++)
            if ((await Call(run, slices, time ?? Long, catalogs, window)).Cursor is null) return calls;
    }

    async Task<Plan> Plan(string run)
    {
        await new ManifestBuilder(s3.Store, TimeProvider.System)
            .Run(new BuildManifestsInput(run, null, null) { Quota = new(10_000) }, In(Long), default);
        return await s3.Store.GetJson(Keys(run).Plan, FunctionsJson.Default.Plan, default);
    }

    /// <summary>All objects of a run by name, whatever the run is called.</summary>
    async Task<SortedDictionary<string, string>> Objects(string run)
    {
        var keys = (await s3.Store.List(Keys(run).Root, default)).Select(o => o.Key);
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys)
            found[key.Replace(run, "RUN", StringComparison.Ordinal)] = Encoding.UTF8.GetString((await s3.Store.TryGet(key, default))!)
                .Replace(run, "RUN", StringComparison.Ordinal);
        return found;
    }

    [Fact]
    public async Task Neither_the_number_of_slices_in_flight_nor_an_interruption_changes_a_byte()
    {
        await using var catalog = await DatedCatalog.Start(DatedCatalog.Days(7, 12));
        async Task<SortedDictionary<string, string>> Left(string run, int slices, TimeSpan time)
        {
            await Search(run, slices, catalog.Address, Days(7), time);
            await Plan(run);
            return await Objects(run);
        }
        var alone = await Left($"{prefix}-a", 1, Long);
        Assert.Equal(21, alone.Keys.Count(key => key.Contains("/search/", StringComparison.Ordinal)));
        Assert.Contains("\"pages\":21,", alone["runs/RUN/plan.json"], StringComparison.Ordinal);
        Assert.Contains("\"items\":84,\"matched\":84", alone["runs/RUN/plan.json"], StringComparison.Ordinal);
        foreach (var (run, slices, time) in new[] { ("b", 2, Long), ("c", 8, Long), ("d", 1, TimeForOnePage), ("e", 8, TimeForOnePage) })
            Same(alone, await Left($"{prefix}-{run}", slices, time));
        await Interrupted($"{prefix}-f", catalog.Address);
        Same(alone, await Left($"{prefix}-f", 8, Long));
    }

    static void Same(SortedDictionary<string, string> expected, SortedDictionary<string, string> found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        foreach (var (key, content) in expected) Assert.Equal(WithoutHashes(content), WithoutHashes(found[key]));
    }

    /// <summary>Work units name their run, so their hashes differ.</summary>
    static string WithoutHashes(string content) =>
        Regex.Replace(content, "[0-9a-f]{64}|(?<=\"eTag\":\")[0-9a-f]{32}", "");

    async Task Interrupted(string run, string catalog)
    {
        for (var pages = 1; pages < 20; pages += 6)
        {
            using var cancel = new CancellationTokenSource();
            var search = Call(run, 8, Long, catalog, Days(7), cancel.Token);
            while ((await s3.Store.List(Keys(run).SearchPages, default)).Count < pages && !search.IsCompleted) await Task.Delay(5);
            await cancel.CancelAsync();
            Assert.True(await Record.ExceptionAsync(() => search) is null or OperationCanceledException);
        }
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(8, 3)]
    public async Task A_call_that_has_time_for_one_page_keeps_one_at_least_and_at_most_one_of_each_slice(int slices, int leastCalls)
    {
        await using var catalog = await DatedCatalog.Start(DatedCatalog.Days(2, 12));
        Assert.InRange(await Search($"{prefix}-a", slices, catalog.Address, Days(2), TimeForOnePage), leastCalls, 6);
    }

    [Fact]
    public async Task A_search_of_fewer_pages_than_days_is_not_sliced()
    {
        await using var catalog = await DatedCatalog.Start(DatedCatalog.Days(7, 5));
        await Search($"{prefix}-a", 8, catalog.Address, Days(7));
        Assert.Equal(7, catalog.Server.Asked.Count);
        Assert.Equal(1, catalog.InFlight.Max());
    }

    [Fact]
    public async Task Never_more_than_eight_days_are_searched_at_the_same_time()
    {
        await using var catalog = await DatedCatalog.Start(DatedCatalog.Days(20, 12), async (_, _, _) =>
        {
            await Task.Delay(50);
            return null;
        });
        await Search($"{prefix}-a", 100, catalog.Address, Days(20));
        Assert.Equal(8, catalog.InFlight.Max());
        Assert.Equal(1 + 60, catalog.Server.Asked.Count);
    }

    [Fact]
    public async Task A_scene_at_midnight_is_found_once_and_the_ends_of_the_window_are_kept()
    {
        string[] times = ["04T05:59:59.999", "04T06:00:00", "04T23:59:59.999", "05T00:00:00", "05T23:59:59.5", "06T00:00:00.001",
            "06T17:59:59.999", "06T18:00:00"];
        var sensed = times.Select(time => DateTimeOffset.Parse($"2023-12-{time}Z"));
        await using var catalog = await DatedCatalog.Start([.. sensed, .. DatedCatalog.Days(3, 6)]);
        await Search($"{prefix}-a", 8, catalog.Address, Window("2023-12-04T06:00:00Z", "2023-12-06T18:00:00Z"));
        var plan = await Plan($"{prefix}-a");
        Assert.Contains(catalog.Server.Asked, body => body.Contains("2023-12-04T06:00:00Z/2023-12-05T00:00:00Z", StringComparison.Ordinal));
        Assert.Equal(6 + 18, plan.Units.Count + plan.Rejected.Count(r => r.Reason != GapReason.OutsideTheWindow.Name));
        Assert.Equal((1, 25, 25L), (plan.Search!.LeftOut[GapReason.OutsideTheWindow.Name], plan.Search.Items, plan.Search.Matched));
    }

    [Fact]
    public async Task A_pause_that_the_server_asks_for_holds_all_and_one_at_a_time_comes_back()
    {
        var (arrived, refused) = (new TaskCompletionSource(), new Stopwatch());
        var (count, early, after) = (0, 0, 0);
        DatedCatalog catalog = null!;
        await using var started = catalog = await DatedCatalog.Start(DatedCatalog.Days(16, 12), async (day, page, context) =>
        {
            if (refused.IsRunning && refused.Elapsed < TimeSpan.FromSeconds(1.9)) Interlocked.Increment(ref early);
            if (refused.IsRunning) InterlockedMax(ref after, catalog.InFlight.Last());
            var number = Interlocked.Increment(ref count);
            if (number == 1 + 8) arrived.SetResult();
            if (number > 1) await arrived.Task; // all eight are in flight
            if (number is 1 or > 1 + 8) return null;
            if (number != 1 + 8)
            {
                await Task.Delay(500); // the refusal comes first
                return null;
            }
            context.Response.Headers.RetryAfter = "2";
            refused.Start();
            return StatusCodes.Status429TooManyRequests;
        });
        await Search($"{prefix}-a", 8, catalog.Address, Days(16));
        Assert.Equal(0, early);
        Assert.Equal(1, after);
        Assert.Equal(1 + 48 + 1, catalog.Server.Asked.Count);
    }

    static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) is var now && now != seen; seen = now)
        {
        }
    }

    [Fact]
    public async Task A_server_that_bears_one_request_at_a_time_is_searched_to_the_end()
    {
        DatedCatalog catalog = null!;
        var inFlight = 0;
        await using var started = catalog = await DatedCatalog.Start(DatedCatalog.Days(8, 12), async (_, _, context) =>
        {
            try
            {
                if (Interlocked.Increment(ref inFlight) > 1)
                {
                    context.Response.Headers.RetryAfter = "1";
                    return StatusCodes.Status503ServiceUnavailable;
                }
                await Task.Delay(20);
                return null;
            }
            finally
            {
                Interlocked.Decrement(ref inFlight);
            }
        });
        await Search($"{prefix}-a", 8, catalog.Address, Days(8));
        Assert.Equal(8 * 12, (await Plan($"{prefix}-a")).Search!.Items);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Where_one_slice_fails_for_good_the_next_catalog_is_searched_for_all(int slices)
    {
        await using var broken = await DatedCatalog.Start(
            DatedCatalog.Days(7, 13), (day, page, _) => Task.FromResult<int?>((day, page) == ("2023-12-06", 2) ? 404 : null));
        await using var whole = await DatedCatalog.Start(DatedCatalog.Days(7, 12));
        await Search($"{prefix}-a", slices, $"{broken.Address}\",\"{whole.Address}", Days(7));
        var search = (await Plan($"{prefix}-a")).Search!;
        Assert.Equal((whole.Address, 21, 84), (search.Catalog, search.Pages, search.Items));
        Assert.Equal(
            new CatalogSwitch(broken.Address, 2, "it answered 404 Not Found") { Slice = "2023-12-06" }, Assert.Single(search.Switched));
        var asked = broken.Server.Asked.Count + whole.Server.Asked.Count;
        await Search($"{prefix}-a", slices, $"{broken.Address}\",\"{whole.Address}", Days(7)); // knows it from the kept pages
        Assert.Equal(asked, broken.Server.Asked.Count + whole.Server.Asked.Count);
    }

    [Fact]
    public async Task A_slice_that_goes_in_circles_is_named()
    {
        await using var catalog = await ScriptedCatalog.Start((_, body, root) =>
        {
            var day = body[(body.IndexOf("2023-12-", StringComparison.Ordinal) + 8)..][..2];
            var more = $",\"datetime\":\"2023-12-{day}T00:00:00Z/..\"";
            var last = day != "06" && body.Contains("token", StringComparison.Ordinal);
            return (200, ScriptedCatalog.Page([ScriptedCatalog.Item($"S2A_33UXP_202312{day}_{(last ? 1 : 0)}_L2A")],
                last ? null : ScriptedCatalog.Next(root, "2", more)));
        });
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search($"{prefix}-a", 8, catalog.Address, Days(7)));
        Assert.Equal($"{catalog.Address}: 2023-12-06, page 2: its next link leads back to an earlier page", error.Message);
    }

    [Fact]
    public async Task Slices_without_a_scene_are_not_trusted_together()
    {
        static (int, string) Empty(int number, string body, string root) =>
            (200, ScriptedCatalog.Page([], number == 1 ? ScriptedCatalog.Next(root, "2") : null));
        await using var other = await ScriptedCatalog.Start(Empty, """{"collections":[{"id":"landsat"}]}""");
        var error = await Assert.ThrowsAsync<CatalogUnavailableException>(() => Search($"{prefix}-a", 8, other.Address, Days(7)));
        Assert.Contains("got none of the collections", error.Message, StringComparison.Ordinal);
        await using var same = await ScriptedCatalog.Start(Empty);
        await Search($"{prefix}-b", 8, same.Address, Days(7));
        Assert.Equal(1 + 7, same.Asked.Count);
    }
}
