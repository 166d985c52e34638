using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vegetation.Core.Grid;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;
using Vegetation.Raster;

namespace Vegetation.Tests.Functions;

[Collection(EmbeddedS3Collection.Name)]
public sealed class OutputAggregationTests(EmbeddedS3 s3) : IAsyncLifetime
{
    ObjectStore store = null!;

    static int runs;
    readonly string name = $"aggregate-{Interlocked.Increment(ref runs)}";

    public async Task InitializeAsync() => store = await s3.EmptyStore();

    public Task DisposeAsync() => Task.CompletedTask;

    static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN", "33TXN"];

    async Task<(RunOnS3 Run, string[] Units)> Planned(string fields = "")
    {
        var run = await RunOnS3.WithScenes(store, name, [.. Tiles.Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea[..^1] + fields + "}");
        await run.Plan();
        return (run, [.. Tiles.Select(t => RunOnS3.Scene(t).Id)]);
    }

    async Task<LedgerDocument> Ledger(RunOnS3 run) => JsonSerializer.Deserialize(await Product(run, ProductNames.LedgerJson), FunctionsJson.Default.LedgerDocument)!;

    async Task<byte[]> Product(RunOnS3 run, string product) => (await store.TryGet(run.Keys.Product(product), default))!;

    [Fact]
    public async Task A_covered_run_is_published_and_latest_points_to_it()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var output = await run.Aggregate();
        Assert.Equal(("published", 1.0, 4), (output.Outcome, output.Coverage, output.Done));
        var latest = await store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default);
        Assert.Equal(name, latest.RunId);
        Assert.EndsWith("/index.html", output.Report, StringComparison.Ordinal);
        using var collection = JsonDocument.Parse(await Product(run, ProductNames.Collection));
        Assert.True(collection.RootElement.GetProperty("assets").TryGetProperty(ProductNames.Report, out _));
    }

    [Theory]
    [InlineData(4, "incomplete", 0)]
    [InlineData(2, "incomplete", 0.5)]
    [InlineData(1, "published", 0.75)]
    [InlineData(0, "published", 1)]
    public async Task Coverage_decides_and_what_is_good_is_there_all_the_same(int failing, string outcome, double coverage) // fault 58
    {
        var (run, units) = await Planned(""","minimumCoverage":0.7""");
        for (var i = 0; i < units.Length; i++) await run.Finish(units[i], i < failing ? UnitStatus.Failed : UnitStatus.Done, i < failing ? "decode" : null);
        var output = await run.Aggregate();
        Assert.Equal((outcome, coverage, failing), (output.Outcome, output.Coverage, output.Failed));
        Assert.NotEmpty(await Product(run, "index.html"));
        Assert.Equal(failing < 4, await store.TryGet(run.Keys.Product(ProductNames.Map), default) is not null);
    }

    [Fact]
    public async Task The_ledger_says_which_catalog_served_which_could_not_and_what_it_left_out()
    {
        var run = await RunOnS3.WithScenes(store, name, [RunOnS3.Scene("33UWP")], RunOnS3.SmallArea);
        var left = new PassedOver("S2A_31UXP_20231205_0_L2A", "31UXP", "outside the area");
        var second = new SearchPage(2, "sagemaker-geospatial", [RunOnS3.Scene("33UXP")], [], [left], null) { Switched = [new CatalogSwitch("earth-search", 2, "it answers 503")] };
        await store.PutJson(run.Keys.SearchPage(2), second, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        await run.Finish(RunOnS3.Scene("33UXP").Id, UnitStatus.Done);
        Assert.Equal(1, (await run.Aggregate()).Units);
        var search = JsonSerializer.Deserialize(await Product(run, "ledger.json"), FunctionsJson.Default.LedgerDocument)!.Search!;
        Assert.Equal(("sagemaker-geospatial", 1), (search.Catalog, search.LeftOut["outside the area"]));
        Assert.Equal([new CatalogSwitch("earth-search", 2, "it answers 503")], search.Switched);
    }

    [Theory] // fault 51
    [InlineData("ndvi", 9, "missing-file", "has 9 bytes where 10 are recorded")]
    [InlineData("ndvi", 10, "changed-file", "has the SHA-256")]
    [InlineData("ndvi", -1, "missing-file", "is recorded and not there")]
    [InlineData("cells", -1, "missing-file", "is recorded and not there")]
    [InlineData("record", -1, "no-record", "no record was found")]
    [InlineData("record", 10, "no-record", "no record was found")]
    public async Task What_is_not_there_as_it_is_recorded_counts_as_failed(string which, int bytes, string reason, string detail)
    {
        var (run, units) = await Planned(",\"minimumCoverage\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var key = which switch { "ndvi" => run.Keys.Output + OutputNames.Ndvi(units[0]), "cells" => run.Keys.CellSums(units[0]), _ => run.Keys.Record(units[0]) };
        if (bytes < 0) await s3.Delete(key, store.Bucket);
        else await store.Put(key, Enumerable.Repeat((byte)7, bytes).ToArray(), "image/tiff", default);
        var output = await run.Aggregate();
        Assert.Equal((1, 3, 0.75), (output.Failed, output.Done, output.Coverage));
        var row = (await Ledger(run)).Rows.Single(r => r.UnitId == units[0]);
        Assert.Equal((reason, null), (row.Reason, row.Product));
        Assert.Contains(detail, row.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item", "no JSON", "cannot be used")]
    [InlineData("item", "{}", "cannot be used")]
    [InlineData("item", """{"id":"another"}""", "cannot be used")]
    [InlineData("cells", "no JSON", "is not the JSON it should be")]
    [InlineData("cells", """{"cellsPerDegree":7,"cells":[]}""", "7 cells a degree where the run has 200")]
    [InlineData("cells", """{"cellsPerDegree":200,"cells":[[1,4,2,2,0,0,0,0],[2,1,1,2,3,4,5,6]]}""", "that no pixels can have")]
    public async Task A_file_that_is_as_recorded_and_cannot_be_used_is_the_failure_of_its_unit_and_not_of_the_run(string which, string content, string detail)
    {
        var (run, units) = await Planned(",\"minimumCoverage\":0.7");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.LeaveOther(units[1], which == "item" ? OutputNames.Item(units[1]) : OutputNames.Cells(units[1]), Encoding.UTF8.GetBytes(content));
        var output = await run.Aggregate();
        Assert.Equal(("published", 1, 3), (output.Outcome, output.Failed, output.Done));
        var row = (await Ledger(run)).Rows.Single(r => r.UnitId == units[1]);
        Assert.Equal((Reconciliation.UnusableFile, null), (row.Reason, row.Product));
        Assert.Contains(detail, row.Detail, StringComparison.Ordinal);
        Assert.Equal(6, await Observations(run)); // two of each unit that holds up, none of a part of the other
    }

    async Task<long> Observations(RunOnS3 run)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await Product(run, ProductNames.Map));
        var band = new int[600 * 800];
        using (var map = RasterReader.OpenFile(file)) map.Read(3, 0, 0, map.Width, map.Height, band.AsSpan());
        File.Delete(file);
        return band.Where(count => count > 0).Sum(count => (long)count);
    }

    [Fact]
    public async Task A_record_that_lists_nothing_as_a_file_counts_as_none()
    {
        var (run, units) = await Planned(",\"minimumCoverage\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var record = $$"""{"unitId":"{{units[0]}}","runId":"{{name}}","attempt":1,"tile":"33UWP","status":"done","files":[null]}""";
        await store.Put(run.Keys.Record(units[0]), Encoding.UTF8.GetBytes(record), "application/json", default);
        var output = await run.Aggregate();
        Assert.Equal((1, 3), (output.Failed, output.Done));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"runId":"of-an-older-shape","replaced":7}""")]
    [InlineData("""{"runId":"../elsewhere","replaced":"../../elsewhere"}""")]
    public async Task A_pointer_that_nobody_can_read_is_mended_by_the_next_run(string pointer)
    {
        await store.Put(RunKeys.Latest, Encoding.UTF8.GetBytes(pointer), "application/json", default);
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.NoData);
        Assert.Equal("published", (await run.Aggregate()).Outcome);
        Assert.Equal(name, (await store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default)).RunId);
    }

    [Theory]
    [InlineData(8580, 8581, "a coverage of 0.9998 where")]
    [InlineData(1, 4, "a coverage of 0.25 where")]
    public void A_share_that_is_short_of_one_is_not_rounded_up_to_it(int covered, int units, string says) =>
        Assert.Contains(says, Outcomes.Message(Outcomes.Incomplete, covered, units, null!, RequestDefaults()), StringComparison.Ordinal);

    static Vegetation.Core.Requests.Request RequestDefaults()
    {
        using var asked = JsonDocument.Parse("{}");
        return Vegetation.Core.Requests.RequestReader.Read(asked.RootElement, DateTimeOffset.UnixEpoch).OrThrow();
    }

    [Fact]
    public async Task A_record_of_no_planned_unit_is_named_and_not_used()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Finish("S2A_60KWF_20231205_0_L2A", UnitStatus.Done);
        Assert.Equal(4, (await run.Aggregate()).Units);
        Assert.Equal([run.Keys.Record("S2A_60KWF_20231205_0_L2A")], (await Ledger(run)).StrayRecords);
    }

    [Fact]
    public async Task Every_land_tile_of_the_area_has_a_row_with_its_reason()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        var ledger = await Ledger(run);
        Assert.Equal(ledger.Rows.OrderBy(r => r.Tile, StringComparer.Ordinal), ledger.Rows);
        Assert.Equal(ledger.TileCounts.Values.Sum(), ledger.Rows.Select(r => r.Tile).Distinct().Count());
        Assert.Equal(units.Order(), ledger.Rows.Where(r => r.Status == UnitStatus.Done).Select(r => r.UnitId).Order());
        Assert.All(ledger.Rows.Where(r => r.Status is null), row => Assert.Equal(("no acquisition", null), (row.Reason, row.UnitId)));
        Assert.All(ledger.Rows, row => Assert.NotNull(row.Footprint));
    }

    [Fact]
    public async Task Short_of_time_it_stops_with_a_cursor_and_goes_on_there()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var first = await run.Aggregate(null, DateTimeOffset.UtcNow); // no time at all: what can be done is one part
        Assert.Equal((1, null), (first.Cursor, first.Outcome));
        Assert.Null(await store.TryGet(run.Keys.Report, default));
        var last = await run.Aggregate(first.Cursor, DateTimeOffset.UtcNow);
        Assert.Equal((null, "published", 4), (last.Cursor, last.Outcome, last.Done));
    }

    [Fact]
    public async Task The_change_is_the_difference_to_the_run_before_on_the_same_grid()
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-04\",\"to\":\"2023-12-11\"");
        await run.Finish(units[0], UnitStatus.Done, ndvi: 4000);
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.NoData);
        await run.Aggregate();
        var later = await RunOnS3.WithScenes(store, name + "-later", [RunOnS3.Scene("33UWP", 12)], RunOnS3.SmallArea[..^1] + ",\"from\":\"2023-12-11\",\"to\":\"2023-12-18\"}");
        await later.Plan();
        await later.Finish(RunOnS3.Scene("33UWP", 12).Id, UnitStatus.Done, ndvi: 5500);
        await later.Aggregate();
        Assert.Equal(name, (await Ledger(later)).Change!.RunId);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await Product(later, ProductNames.Change));
        using (var change = RasterReader.OpenFile(file))
        {
            var band = new short[change.Width * change.Height];
            change.Read(1, 0, 0, change.Width, change.Height, band.AsSpan());
            Assert.Equal(1500, Assert.Single(band, value => value != short.MinValue));
        }
        File.Delete(file);
    }

    [Fact]
    public async Task Scenes_whose_pixels_overruled_the_catalog_are_counted() // fault 11
    {
        var (run, units) = await Planned();
        await run.Finish(units[0], UnitStatus.Suspect, "offset", offsetBasis: "pixels");
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        using var ledger = JsonDocument.Parse(await Product(run, ProductNames.LedgerJson));
        Assert.Equal(1, ledger.RootElement.GetProperty("offsetConflicts").GetInt32());
        Assert.Equal("high", ledger.RootElement.GetProperty("rows").EnumerateArray().Single(r => r.TryGetProperty("unitId", out var id) && id.ValueEquals(units[0])).GetProperty("offsetConfidence").GetString());
        Assert.Contains("\"offsetConflicts\":1", Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_without_a_record_counts_as_failed()
    {
        var (run, units) = await Planned(""","minimumCoverage":0.5""");
        foreach (var unit in units[..3]) await run.Finish(unit, UnitStatus.NoData);
        var output = await run.Aggregate();
        Assert.Equal((3, 1, 0.75), (output.NoData, output.Failed, output.Coverage));
    }

    [Fact]
    public async Task No_scenes_is_a_success_that_says_so()
    {
        var run = await RunOnS3.WithScenes(store, name, [], RunOnS3.SmallArea);
        await run.Plan();
        var output = await run.Aggregate();
        Assert.Equal("no-scenes", output.Outcome);
        Assert.Contains("2023-12-04 to 2023-12-10", output.Message, StringComparison.Ordinal);
        Assert.Contains(output.Message!, Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_holds_the_mean_of_all_tiles_of_a_cell()
    {
        var (run, units) = await Planned();
        await run.Finish(units[0], UnitStatus.Done, at: new(15.0025, 49.9975), ndvi: 4000);
        await run.Finish(units[1], UnitStatus.Done, at: new(15.0025, 49.9975), ndvi: 6000);
        await run.Finish(units[2], UnitStatus.Suspect, "range", at: new(15.0125, 49.9975), ndvi: -2000);
        await run.Finish(units[3], UnitStatus.NoData, at: new(15.0075, 49.9975));
        await run.Aggregate();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await Product(run, ProductNames.Map));
        using (var map = RasterReader.OpenFile(file))
        {
            var bands = new int[5, 3];
            for (var band = 0; band < 5; band++) map.Read(band + 1, 0, 0, 3, 1, System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref bands[band, 0], 3));
            Assert.Equal(new GeoGrid(600, 800, 15, 50, 0.005, 4326), map.Grid);
            Assert.Equal([5000, -19999, -2000], new[] { bands[0, 0], bands[0, 1], bands[0, 2] });
            Assert.Equal((1000, 4, 5000), (bands[1, 0], bands[2, 0], bands[3, 0]));
            Assert.Equal((0, 0), (bands[2, 1], bands[3, 1])); // looked at, and not one clear pixel
        }
        File.Delete(file);
    }

    [Fact]
    public async Task The_same_outputs_give_the_same_bytes_of_every_product_again_and_in_another_bucket()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        var first = await Products(store, run);
        await run.Aggregate();
        Assert.Equal(first, await Products(store, run));
        var elsewhere = await s3.EmptyStore();
        var other = await RunOnS3.WithScenes(elsewhere, name, [.. Tiles.Reverse().Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea);
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

    [Theory] // fault 58
    [InlineData(0, 0.95, "published")]
    [InlineData(1, 0.95, "published")]
    [InlineData(1, 0.991, "incomplete")]
    public async Task Of_a_hundred_scenes_one_may_fail(int failing, double minimum, string outcome)
    {
        var scenes = LandTiles.All.Take(100).Select(t => RunOnS3.Scene(t.ToString())).ToList();
        var run = await RunOnS3.WithScenes(store, name, scenes, string.Create(CultureInfo.InvariantCulture, $"{RunOnS3.SmallArea[..^1]},\"minimumCoverage\":{minimum}}}"));
        await run.Plan();
        await Task.WhenAll(scenes.Select((scene, i) => run.Finish(scene.Id, i < failing ? UnitStatus.Failed : UnitStatus.Done, i < failing ? "decode" : null)));
        var output = await run.Aggregate();
        Assert.Equal((outcome, (100.0 - failing) / 100, failing, 100 - failing), (output.Outcome, output.Coverage, output.Failed, output.Done));
        using var index = JsonDocument.Parse(await Product(run, ProductNames.Footprints));
        Assert.Equal(100 - failing, index.RootElement.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Nothing_in_a_record_can_break_out_of_the_report()
    {
        var (run, units) = await Planned(""","minimumCoverage":0""");
        await run.Finish(units[0], UnitStatus.Failed, "</script><script>alert(1)</script>");
        await run.Aggregate();
        Assert.DoesNotContain("<script>alert", Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }
}
