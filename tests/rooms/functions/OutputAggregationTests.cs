using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Tests.Products.Index;
using Vegetation.Core;
using Vegetation.Core.Grid;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;
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

    async Task<LedgerDocument> Ledger(RunOnS3 run) => JsonSerializer.Deserialize(await Product(run, ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument)!;

    async Task<byte[]> Product(RunOnS3 run, string product) => (await store.TryGet(run.Keys.Product(product), default))!;

    [Fact]
    public async Task A_processed_run_is_published_and_latest_points_to_it()
    {
        var (run, units) = await Planned();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var output = await run.Aggregate();
        Assert.Equal(("published", 1.0, 4), (output.Outcome, output.Processed, output.Done));
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
    public async Task The_share_processed_decides_and_what_is_good_is_there_all_the_same(int failing, string outcome, double processed) // fault 58
    {
        var (run, units) = await Planned(""","minimumProcessed":0.7""");
        for (var i = 0; i < units.Length; i++) await run.Finish(units[i], i < failing ? UnitStatus.Failed : UnitStatus.Done, i < failing ? "decode" : null);
        var output = await run.Aggregate();
        Assert.Equal((outcome, processed, failing), (output.Outcome, output.Processed, output.Failed));
        Assert.NotEmpty(await Product(run, "index.html"));
        Assert.Equal(failing < 4, await store.TryGet(run.Keys.Product(ProductNames.Map), default) is not null);
    }

    [Fact]
    public async Task The_ledger_says_which_catalog_served_which_could_not_and_what_it_left_out()
    {
        var run = await RunOnS3.WithScenes(store, name, [RunOnS3.Scene("33UWP")], RunOnS3.SmallArea);
        var left = new RejectedScene("S2A_31UXP_20231205_0_L2A", "31UXP", "outside the area");
        var second = new SearchPage(2, "sagemaker-geospatial", [RunOnS3.Scene("33UXP")], [], [left], null) { Switched = [new CatalogSwitch("earth-search", 2, "it answers 503")], Matched = 5 };
        await store.PutJson(run.Keys.SearchPage(2), second, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        await run.Finish(RunOnS3.Scene("33UXP").Id, UnitStatus.Done);
        Assert.Equal(1, (await run.Aggregate()).Units);
        var search = JsonSerializer.Deserialize(await Product(run, "ledger.json"), ProductsJson.Default.LedgerDocument)!.Search!;
        Assert.Equal(("sagemaker-geospatial", 1), (search.Catalog, search.LeftOut["outside the area"]));
        Assert.Equal([new CatalogSwitch("earth-search", 2, "it answers 503")], search.Switched);
        Assert.Equal((2, 5L), (search.Items, search.Matched));
    }

    [Theory] // fault 51
    [InlineData("ndvi", 9, "output-changed", "has 9 bytes where 10 are recorded")]
    [InlineData("ndvi", 10, "output-changed", "has the SHA-256")]
    [InlineData("ndvi", -1, "output-changed", "is recorded and not there")]
    [InlineData("cells", -1, "output-changed", "is recorded and not there")]
    [InlineData("record", -1, "no-record", "no record was found")]
    [InlineData("record", 10, "no-record", "no record was found")]
    public async Task What_is_not_there_as_it_is_recorded_counts_as_failed(string which, int bytes, string reason, string detail)
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var key = which switch { "ndvi" => run.Keys.Output + OutputNames.Ndvi(units[0]), "cells" => run.Keys.CellSums(units[0]), _ => run.Keys.Record(units[0]) };
        if (bytes < 0) await s3.Delete(key, store.Bucket);
        else await store.Put(key, Enumerable.Repeat((byte)7, bytes).ToArray(), "image/tiff", default);
        var output = await run.Aggregate();
        Assert.Equal((1, 3, 0.75), (output.Failed, output.Done, output.Processed));
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
        var (run, units) = await Planned(",\"minimumProcessed\":0.7");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.LeaveOther(units[1], which == "item" ? OutputNames.Item(units[1]) : OutputNames.Cells(units[1]), Encoding.UTF8.GetBytes(content));
        var output = await run.Aggregate();
        Assert.Equal(("published", 1, 3), (output.Outcome, output.Failed, output.Done));
        var row = (await Ledger(run)).Rows.Single(r => r.UnitId == units[1]);
        Assert.Equal((FailureReason.UnusableFile, null), (row.Reason, row.Product));
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
        var (run, units) = await Planned(",\"minimumProcessed\":0");
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
    [InlineData(Outcome.Published, 15, 15, 0, 0, 0, 0, "15 of 15 scenes processed.")]
    [InlineData(Outcome.Published, 15, 11, 0, 1, 0, 3, "12 of 15 scenes processed, 1 of them suspect; 3 failed.")]
    [InlineData(Outcome.Published, 15, 9, 2, 1, 1, 2, "12 of 15 scenes processed, 1 of them suspect; 2 failed, 1 invalid.")]
    [InlineData(Outcome.Incomplete, 8581, 8580, 0, 0, 1, 0, "8580 of 8581 scenes processed; 1 invalid: got a share of 0.9998 processed; expected at least 0.95 (minimumProcessed).")] // not rounded up to 1
    [InlineData(Outcome.Incomplete, 4, 0, 0, 1, 0, 3, "1 of 4 scenes processed, 1 of them suspect; 3 failed: got a share of 0.25 processed; expected")]
    public void The_message_counts_suspect_scenes_as_processed_and_names_all_others(string outcome, int units, int done, int noData, int suspect, int invalid, int failed, string says) =>
        Assert.StartsWith(says, Outcomes.Message(outcome, new(units, done, noData, suspect, invalid, failed), new(0, 0, 0), null, null!, RequestDefaults()), StringComparison.Ordinal);

    [Theory] // four tiles of which half is clear, minus those that fail
    [InlineData("", 3, "not-promoted")]
    [InlineData("", 2, "published")] // half is not less than half
    [InlineData(",\"minimumObservedOfPrevious\":0.8", 1, "not-promoted")]
    [InlineData(",\"minimumObservedOfPrevious\":0", 3, "published")]
    public async Task A_run_that_observes_much_less_land_than_the_run_before_is_written_and_not_promoted(string field, int failing, string outcome)
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-04\",\"to\":\"2023-12-11\"");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var first = await run.Aggregate();
        var (later, laterUnits) = await Later(field);
        for (var i = 0; i < laterUnits.Length; i++) await later.Finish(laterUnits[i], i < failing ? UnitStatus.Failed : UnitStatus.Done, i < failing ? "decode" : null);
        var output = await later.Aggregate();
        Assert.Equal((outcome, first.Land!.ExpectedKm2), (output.Outcome, output.Land!.ExpectedKm2));
        Assert.Equal(outcome == "published" ? name + "-later" : name, (await store.GetJson(RunKeys.Latest, FunctionsJson.Default.PublishedRun, default)).RunId);
        var (own, ledger) = (await store.GetJson(later.Keys.Product(ProductNames.Published), FunctionsJson.Default.PublishedRun, default), await Ledger(later));
        Assert.Equal((output.Land, output.Land, output.Message), (own.Land, ledger.Land, ledger.Message));
        Assert.Equal(outcome == "published" ? null : output.Message, own.NotPromoted);
        Assert.Equal(outcome != "published", output.Message!.Contains(string.Create(CultureInfo.InvariantCulture, $"of the {first.Land.ObservedKm2:N0} km² of {name} (minimumObservedOfPrevious)"), StringComparison.Ordinal));
        Assert.Equal(name, ledger.Change!.RunId); // the change is there all the same
    }

    [Fact]
    public async Task A_week_that_is_run_again_is_compared_with_the_week_before_and_not_with_itself()
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Failed, "decode");
        Assert.Equal("published", (await run.Aggregate()).Outcome);
    }

    async Task<(RunOnS3 Run, string[] Units)> Later(string field)
    {
        var run = await RunOnS3.WithScenes(
            store, name + "-later", [.. Tiles.Select(t => RunOnS3.Scene(t, 12))], RunOnS3.SmallArea[..^1] + ",\"from\":\"2023-12-11\",\"to\":\"2023-12-18\",\"minimumProcessed\":0" + field + "}");
        await run.Plan();
        return (run, [.. Tiles.Select(t => RunOnS3.Scene(t, 12).Id)]);
    }

    [Fact]
    public async Task Land_is_expected_observed_and_clear_tile_by_tile_and_all_together()
    {
        var (run, units) = await Planned(",\"minimumProcessed\":0");
        await run.Finish(units[0], UnitStatus.Done, nodata: 4); // of 8 pixels 4 without data, 2 clear
        await run.Finish(units[1], UnitStatus.NoData);
        await run.Finish(units[2], UnitStatus.Failed, "decode");
        var (output, rows) = (await run.Aggregate(), (await Ledger(run)).Rows);
        var land = Tiles.Select(LandTiles.SquareKilometres).ToArray();
        Assert.All(land, squareKilometres => Assert.InRange(squareKilometres, 9990, 10_010));
        Assert.Equal(
            [(land[0], (int)Math.Round(land[0] / 2.0), (int)Math.Round(land[0] / 4.0)), (land[1], land[1], 0), (land[2], 0, 0), (land[3], 0, 0)],
            Tiles.Select(tile => rows.Single(r => r.Tile == tile)).Select(r => (r.LandKm2, r.ObservedKm2, r.ClearKm2)));
        Assert.Equal(new LandArea(rows.Sum(r => (long)r.LandKm2), rows.Sum(r => (long)r.ObservedKm2), rows.Sum(r => (long)r.ClearKm2)), output.Land);
        Assert.All(rows, row => Assert.Equal(LandTiles.SquareKilometres(row.Tile), row.LandKm2));
        var json = JsonNode.Parse(await Product(run, ProductNames.LedgerJson))!["land"]!;
        Assert.Equal(Math.Round(output.Land!.ObservedKm2 / (double)output.Land.ExpectedKm2, 4), (double)json["observedShare"]!);
    }

    [Fact]
    public void Of_several_scenes_of_a_tile_the_largest_land_counts() => Assert.Equal(
        new LandArea(160, 90, 40),
        LandArea.Of([Row("a", 100, 90, 10), Row("a", 100, 50, 40), Row("b", 60, 0, 0)]));

    static LedgerRow Row(string tile, int land, int observed, int clear) => new() { Tile = tile, LandKm2 = land, ObservedKm2 = observed, ClearKm2 = clear };

    [Fact]
    public async Task Texts_from_outside_are_plain_in_all_products()
    {
        const string hostile = "a\u202Eb\u0007c\nd\u2066";
        var run = await RunOnS3.WithScenes(store, name, [.. Tiles.Select(t => RunOnS3.Scene(t))], RunOnS3.SmallArea[..^1] + ",\"minimumProcessed\":0}");
        var page = new SearchPage(2, "earth-search", [], [new(hostile, hostile)], [new(hostile, "33UXP", "outside the area")], null);
        await store.PutJson(run.Keys.SearchPage(2), page, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        var units = Tiles.Select(t => RunOnS3.Scene(t).Id).ToArray();
        await run.Finish(units[0], UnitStatus.Done);
        await run.Finish(units[1], UnitStatus.Failed, hostile);
        var item = JsonNode.Parse(await store.Get(run.Keys.Output + OutputNames.Item(units[0]), default))!;
        item["properties"]!["platform"] = hostile + new string('x', 3000);
        await run.LeaveOther(units[0], OutputNames.Item(units[0]), Encoding.UTF8.GetBytes(item.ToJsonString()));
        await run.Aggregate();
        foreach (var product in new[] { ProductNames.LedgerJson, ProductNames.Collection, ProductNames.Footprints })
            Assert.All(Texts(JsonNode.Parse(await Product(run, product))!), text => Assert.Equal(PlainText.Of(text.TrimEnd('.')), text.TrimEnd('.')));
        Assert.Equal("a b c d ", (await Ledger(run)).Rows.Single(r => r.UnitId == units[1]).Reason);
        Assert.Equal(new UnreadableItem("a b c d ", "a b c d "), Assert.Single((await Ledger(run)).Unreadable));
        Assert.Equal(["a b c d " + new string('x', PlainText.MostLength - 8) + "..."], await Column(run, ProductNames.ItemsParquet, "platform"));
        Assert.Contains("a b c d ", await Column(run, ProductNames.LedgerParquet, "reason"));
        Assert.DoesNotContain("\\u202E", Encoding.UTF8.GetString(await Product(run, ProductNames.Report)), StringComparison.OrdinalIgnoreCase);
    }

    static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Texts(field.Value).Append(field.Key)),
        JsonArray values => values.SelectMany(Texts),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(string)value!],
        _ => [],
    };

    async Task<IEnumerable<string?>> Column(RunOnS3 run, string product, string column)
    {
        using var folder = new Raster.TemporaryFolder();
        await File.WriteAllBytesAsync(folder[product], await Product(run, product));
        using var database = TableTests.Open();
        return [.. TableTests.Rows(database, $"SELECT {column} AS c FROM '{folder[product]}'").Select(row => (string?)row["c"])];
    }

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
        Assert.Equal([run.Keys.Record("S2A_60KWF_20231205_0_L2A")], (await Ledger(run)).OrphanRecords);
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
        var (run, units) = await Planned(""","minimumProcessed":0.5""");
        foreach (var unit in units[..3]) await run.Finish(unit, UnitStatus.NoData);
        var output = await run.Aggregate();
        Assert.Equal((3, 1, 0.75), (output.NoData, output.Failed, output.Processed));
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
        var run = await RunOnS3.WithScenes(store, name, scenes, string.Create(CultureInfo.InvariantCulture, $"{RunOnS3.SmallArea[..^1]},\"minimumProcessed\":{minimum}}}"));
        await run.Plan();
        await Task.WhenAll(scenes.Select((scene, i) => run.Finish(scene.Id, i < failing ? UnitStatus.Failed : UnitStatus.Done, i < failing ? "decode" : null)));
        var output = await run.Aggregate();
        Assert.Equal((outcome, (100.0 - failing) / 100, failing, 100 - failing), (output.Outcome, output.Processed, output.Failed, output.Done));
        using var index = JsonDocument.Parse(await Product(run, ProductNames.Footprints));
        Assert.Equal(100 - failing, index.RootElement.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Nothing_in_a_record_can_break_out_of_the_report()
    {
        var (run, units) = await Planned(""","minimumProcessed":0""");
        await run.Finish(units[0], UnitStatus.Failed, "</script><script>alert(1)</script>");
        await run.Aggregate();
        Assert.DoesNotContain("<script>alert", Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }
}
