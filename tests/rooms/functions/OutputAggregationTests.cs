using System.Text;
using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Raster;

namespace Vegetation.Tests.Functions;

[Collection(EmbeddedS3Collection.Name)]
public sealed class OutputAggregationTests(EmbeddedS3 s3)
{
    static int runs;
    readonly string name = $"aggregate-{Interlocked.Increment(ref runs)}";

    static readonly string[] Tiles = ["33UWP", "33UXP", "33TWN", "33TXN"];

    async Task<(RunOnS3 Run, string[] Units)> Planned(string fields = "")
    {
        var run = await RunOnS3.WithScenes(s3.Store, name, [.. Tiles.Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea[..^1] + fields + "}");
        await run.Plan();
        return (run, [.. Tiles.Select(t => RunOnS3.Scene(t).Id)]);
    }

    async Task<byte[]> Product(RunOnS3 run, string product) => (await s3.Store.TryGet(run.Keys.Product(product), default))!;

    [Fact]
    public async Task A_covered_run_is_published_and_latest_points_to_it()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var output = await run.Aggregate();
        Assert.Equal(("published", 1.0, 4), (output.Outcome, output.Coverage, output.Done));
        var latest = await s3.Store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default);
        Assert.Equal(name, latest.RunId);
        Assert.EndsWith("/index.html", output.Report, StringComparison.Ordinal);
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
        Assert.Equal(failing < 4, await s3.Store.TryGet(run.Keys.Product(ProductNames.Map), default) is not null);
    }

    [Fact]
    public async Task The_ledger_says_which_catalog_served_which_could_not_and_what_it_left_out()
    {
        var run = await RunOnS3.WithScenes(s3.Store, name, [RunOnS3.Scene("33UWP")], RunOnS3.SmallArea);
        var left = new PassedOver("S2A_31UXP_20231205_0_L2A", "31UXP", "outside the area");
        var second = new SearchPage(2, "sagemaker-geospatial", [RunOnS3.Scene("33UXP")], [], [left], null) { Switched = [new CatalogSwitch("earth-search", 2, "it answers 503")] };
        await s3.Store.PutJson(run.Keys.SearchPage(2), second, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        await run.Finish(RunOnS3.Scene("33UXP").Id, UnitStatus.Done);
        Assert.Equal(1, (await run.Aggregate()).Units);
        var search = JsonSerializer.Deserialize(await Product(run, "ledger.json"), FunctionsJson.Default.LedgerDocument)!.Search!;
        Assert.Equal(("sagemaker-geospatial", 1), (search.Catalog, search.LeftOut["outside the area"]));
        Assert.Equal([new CatalogSwitch("earth-search", 2, "it answers 503")], search.Switched);
    }

    [Fact]
    public async Task A_recorded_file_that_is_not_there_or_has_another_size_is_noticed() // fault 51
    {
        var (run, units) = await Planned(""","minimumCoverage":0""");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await s3.Store.Put(run.Keys.Output + OutputNames.Ndvi(units[0]), new byte[9], "image/tiff", default);
        var output = await run.Aggregate();
        Assert.Equal((1, 3), (output.Failed, output.Done));
        var ledger = JsonSerializer.Deserialize(await Product(run, ProductNames.LedgerJson), FunctionsJson.Default.LedgerDocument)!;
        Assert.Equal(Reconciliation.MissingFile, ledger.Rows.Single(r => r.UnitId == units[0]).Reason);
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
        var run = await RunOnS3.WithScenes(s3.Store, name, [], RunOnS3.SmallArea);
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
    public async Task Aggregated_twice_the_products_are_the_same_bytes()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        var first = await Task.WhenAll((await s3.Store.List(run.Keys.Products, default)).Select(o => s3.Store.TryGet(o.Key, default)));
        await run.Aggregate();
        Assert.Equal(first, await Task.WhenAll((await s3.Store.List(run.Keys.Products, default)).Select(o => s3.Store.TryGet(o.Key, default))));
        Assert.InRange(first.Length, 6, 30);
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
