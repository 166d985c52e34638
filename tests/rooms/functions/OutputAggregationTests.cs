using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>What a run's outputs, whole or not, are published as.</summary>
public sealed class OutputAggregationTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Fact]
    public async Task A_processed_run_is_published_and_latest_points_to_it()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var output = await run.Aggregate();
        Assert.Equal(("published", 1.0, 4), (output.Outcome, output.Processed, output.Done));
        var latest = await Store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default);
        Assert.Equal(Name, latest.RunId);
        Assert.EndsWith("/index.html", output.Report, StringComparison.Ordinal);
        using var collection = JsonDocument.Parse(await Product(run, ProductNames.Collection));
        Assert.True(collection.RootElement.GetProperty("assets").TryGetProperty(ProductNames.Report, out _));
    }

    [Theory]
    [InlineData(4, "incomplete", 0)]
    [InlineData(2, "incomplete", 0.5)]
    [InlineData(1, "published", 0.75)]
    [InlineData(0, "published", 1)]
    public async Task The_share_processed_decides_and_what_is_good_is_there_all_the_same( // fault 58
        int failing, string outcome, double processed)
    {
        var (run, units) = await Planned(""","minimumProcessed":0.7""");
        foreach (var unit in units[..failing]) await run.Finish(unit, UnitStatus.Failed, "decode");
        foreach (var unit in units[failing..]) await run.Finish(unit, UnitStatus.Done);
        var output = await run.Aggregate();
        Assert.Equal((outcome, processed, failing), (output.Outcome, output.Processed, output.Failed));
        Assert.NotEmpty(await Product(run, "index.html"));
        Assert.Equal(failing < 4, await Store.TryGet(run.Keys.Product(run.Files().Map), default) is not null);
    }

    [Theory] // fault 58
    [InlineData(1, "published")]
    [InlineData(2, "incomplete")]
    public async Task Of_twenty_scenes_one_may_fail(int failing, string outcome)
    {
        var scenes = LandTiles.All.Take(20).Select(t => RunOnS3.Scene(t.ToString())).ToList();
        var run = await RunOnS3.WithScenes(Store, Name, scenes, RunOnS3.SmallArea);
        await run.Plan();
        await Task.WhenAll(scenes.Take(failing).Select(scene => run.Finish(scene.Id, UnitStatus.Failed, "decode")));
        await Task.WhenAll(scenes.Skip(failing).Select(scene => run.Finish(scene.Id, UnitStatus.Done)));
        var output = await run.Aggregate();
        Assert.Equal(
            (outcome, (20.0 - failing) / 20, failing, 20 - failing),
            (output.Outcome, output.Processed, output.Failed, output.Done));
        using var index = JsonDocument.Parse(await Product(run, ProductNames.Footprints));
        Assert.Equal(20 - failing, index.RootElement.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Short_of_time_it_stops_with_a_cursor_and_goes_on_there()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var first = await run.Aggregate(null, DateTimeOffset.UtcNow); // no time at all: what can be done is one part
        Assert.Equal((1, null), (first.Cursor, first.Outcome));
        Assert.Null(await Store.TryGet(run.Keys.Report, default));
        var second = await run.Aggregate(first.Cursor, DateTimeOffset.UtcNow);
        Assert.Equal((2, null), (second.Cursor, second.Outcome));
        Assert.NotNull(await Store.TryGet(run.Keys.Report, default));
        var last = await run.Aggregate(second.Cursor, DateTimeOffset.UtcNow);
        Assert.Equal((null, "published", 4), (last.Cursor, last.Outcome, last.Done));
    }

    [Fact]
    public async Task No_scenes_is_a_success_that_says_so()
    {
        var run = await RunOnS3.WithScenes(Store, Name, [], RunOnS3.SmallArea);
        await run.Plan();
        var output = await run.Aggregate();
        Assert.Equal("no-scenes", output.Outcome);
        Assert.Contains("2023-12-04 to 2023-12-10", output.Message, StringComparison.Ordinal);
        Assert.Contains(output.Message!, Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_outputs_give_the_same_bytes_of_every_product_again_and_in_another_bucket()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        var first = await Products(Store, run);
        await run.Aggregate();
        Assert.Equal(first, await Products(Store, run));
        var elsewhere = await S3.EmptyStore();
        var other = await RunOnS3.WithScenes(elsewhere, Name, [.. Tiles.Reverse().Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea);
        await other.Plan();
        foreach (var unit in units) await other.Finish(unit, UnitStatus.Done);
        await other.Aggregate();
        Assert.Equal(first, await Products(elsewhere, other));
        Assert.InRange(first.Count, 10, 30);
    }

    static async Task<SortedDictionary<string, string>> Products(ObjectStore store, RunOnS3 run)
    {
        var products = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var found in await store.List(run.Keys.Products, default))
            products[found.Key] = Convert.ToHexString(SHA256.HashData(await store.Get(found.Key, default)));
        return products;
    }
}
