using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary><c>latest.json</c> in the embedded S3, in a bucket of its own for each test.</summary>
public sealed class PublishedRunsTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    static DateTimeOffset Monday(int week) => new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddDays(7 * week);

    static PublishedRun Run(string id, int week, string map = "map") =>
        new(id, Monday(week), Monday(week + 1), $"runs/{id}/products/", map);

    static async Task<string?> Latest(ObjectStore store) =>
        (await store.TryGetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default))?.RunId;

    static async Task<string?> Before(ObjectStore store, PublishedRun run) => (await new PublishedRuns(store).Before(run, default))?.RunId;

    [Fact]
    public async Task Each_run_follows_the_newest_of_an_earlier_week_of_its_own_map()
    {
        var (store, runs) = await Empty();
        Assert.Null(await Before(store, Run("first", 1)));
        foreach (var run in new[] { Run("first", 1), Run("elsewhere", 2, "other"), Run("second", 2) }) await runs.Promote(run, default);
        Assert.Equal("second", await Latest(store));
        Assert.Equal("second", await Before(store, Run("third", 3)));
        Assert.Equal("elsewhere", await Before(store, Run("x", 9, "other")));
        Assert.Null(await Before(store, Run("x", 9, "a third")));
    }

    [Fact]
    public async Task A_run_that_is_published_again_follows_the_same_run_as_before()
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("first", 1), Run("second", 2), Run("second", 2) }) await runs.Promote(run, default);
        Assert.Equal("first", await Before(store, Run("second", 2)));
        Assert.Equal("first", await Before(store, Run("another of that week", 2)));
    }

    [Fact]
    public async Task However_often_an_old_run_is_published_again_all_before_it_are_found()
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("far", 1, "other"), Run("a", 1), Run("b", 2), Run("c", 3), Run("b", 2), Run("b", 2) })
            await runs.Promote(run, default);
        Assert.Equal("c", await Latest(store));
        Assert.Equal("a", await Before(store, Run("b", 2)));
        Assert.Equal("far", await Before(store, Run("next", 4, "other")));
    }

    [Fact]
    public async Task A_run_that_is_turned_to_again_keeps_the_way_to_those_before_it()
    {
        var (store, runs) = await Empty();
        foreach (
            var run in new[] {
            Run("a", 1), Run("b", 2), Run("elsewhere", 2, "other"), Run("b", 2), Run("elsewhere", 2, "other"),
            Run("b", 2) }) await runs.Promote(run, default);
        Assert.Equal("b", await Latest(store));
        Assert.Equal("a", await Before(store, Run("b", 2)));
        Assert.Equal("elsewhere", await Before(store, Run("next", 3, "other")));
    }

    [Fact]
    public async Task A_broken_link_of_the_chain_ends_it_and_fails_nobody()
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("a", 1), Run("b", 2, "other") }) await runs.Promote(run, default);
        await store.Put("runs/a/products/" + ProductNames.Published, "no JSON"u8.ToArray(), "application/json", default);
        Assert.Null(await Before(store, Run("next", 3)));
    }

    [Fact]
    public async Task A_repeated_start_of_an_old_week_does_not_turn_back() // fault 53
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("first", 1), Run("second", 2), Run("first", 1) }) await runs.Promote(run, default);
        Assert.Equal("second", await Latest(store));
        await runs.Promote(Run("elsewhere", 1, "other"), default);
        Assert.Equal("elsewhere", await Latest(store));
    }

    [Fact]
    public async Task Turned_back_by_a_copy_of_an_older_run_the_next_follows_that_one()
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("good", 1), Run("bad", 2) }) await runs.Promote(run, default);
        var good = await store.Get("runs/good/products/" + ProductNames.Published, default);
        await store.Put(RunKeys.Latest, good, "application/json", default);
        Assert.Equal("good", await Before(store, Run("next", 3)));
    }

    [Fact]
    public async Task Runs_that_name_each_other_are_looked_at_once()
    {
        var (store, runs) = await Empty();
        foreach (var run in new[] { Run("a", 1), Run("b", 2, "other"), Run("a", 1), Run("b", 2, "other") })
            await runs.Promote(run, default);
        Assert.Null(await Before(store, Run("c", 3, "a third")));
    }

    [Fact]
    public async Task Whoever_turns_it_at_the_same_moment_is_seen()
    {
        var (store, runs) = await Empty();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => runs.Promote(Run($"run-{i}", 1, $"map-{i}"), default)));
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Before(store, Run("later", 2, $"map-{i}"))));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"run-{i}"), found); // none was overwritten unseen: all are in the chain
    }

    [Fact]
    public async Task A_run_is_found_behind_two_years_of_weekly_runs_of_three_other_areas()
    {
        var (store, runs) = await Empty();
        await runs.Promote(Run("far", 1), default);
        const int others = 3 * 105;
        await Task.WhenAll(Enumerable.Range(1, others).Select(i =>
        {
            var run = Run($"other-{i}", 1 + i / 3, $"map-{i % 3}") with { Replaced = i == 1 ? "far" : $"other-{i - 1}" };
            var document = JsonSerializer.SerializeToUtf8Bytes(run, FunctionsJson.Default.PublishedRun);
            return store.Put(
                i == others ? RunKeys.Latest : $"{run.Products}{ProductNames.Published}", document, "application/json", default);
        }));
        Assert.Equal("far", await Before(store, Run("next", 106)));
    }

    [Fact]
    public async Task A_run_that_is_not_promoted_is_written_with_the_way_back_and_is_in_nobodys_way()
    {
        var (store, runs) = await Empty();
        await runs.Promote(Run("first", 1), default);
        await runs.Promote(Run("small", 2) with { NotPromoted = "much less land" }, default);
        Assert.Equal("first", await Latest(store));
        Assert.Equal("first", await Before(store, Run("next", 3)));
        var own = await store.GetJson("runs/small/products/" + ProductNames.Published, FunctionsJson.Default.PublishedRun, default);
        Assert.Equal(("first", "much less land"), (own.Replaced, own.NotPromoted));
        // promoted by hand
        await store.Put(
            RunKeys.Latest, await store.Get("runs/small/products/" + ProductNames.Published, default), "application/json", default);
        Assert.Equal("small", await Before(store, Run("next", 3)));
        Assert.Equal("first", await Before(store, Run("small", 2)));
    }

    [Fact]
    public async Task An_object_is_replaced_only_as_it_was_read()
    {
        var (store, _) = await Empty();
        Assert.True(await store.TryReplace("a", [1], null, default));
        Assert.False(await store.TryReplace("a", [2], null, default));
        var found = (await store.TryGetUpTo("a", 1, default))!;
        Assert.Equal([1], found.Content);
        Assert.True(await store.TryReplace("a", [3], found.ETag, default));
        Assert.False(await store.TryReplace("a", [4], found.ETag, default));
        Assert.Equal([3], await store.Get("a", default));
        var last = (await store.TryGetUpTo("a", 1, default))!;
        await s3.Delete("a", store.Bucket);
        Assert.False(await store.TryReplace("a", [5], last.ETag, default)); // S3 answers 404 here
        Assert.Null(await store.TryGet("a", default));
    }

    async Task<(ObjectStore, PublishedRuns)> Empty()
    {
        var store = await s3.EmptyStore();
        return (store, new PublishedRuns(store));
    }
}
