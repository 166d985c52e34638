using System.Text;
using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Searching;
using Vegetation.Products;

namespace Vegetation.Tests.Functions;

/// <summary>What the ledger says of the catalogs, of every tile with land, and of offsets.</summary>
public sealed class AggregatedLedgerTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Fact]
    public async Task The_ledger_says_which_catalog_served_which_could_not_and_what_it_left_out()
    {
        var run = await RunOnS3.WithScenes(Store, Name, [RunOnS3.Scene("33UWP")], RunOnS3.SmallArea);
        var left = new RejectedScene("S2A_31UXP_20231205_0_L2A", "31UXP", "outside-the-area");
        var second = new SearchPage(1, "sagemaker-geospatial", [RunOnS3.Scene("33UXP")], [], [left], null)
        {
            Switched = [new CatalogSwitch("earth-search", 2, "it answered 503")],
            Matched = 5,
        };
        await Store.PutJson(run.Keys.SearchPage(second.Id), second, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        await run.Finish(RunOnS3.Scene("33UXP").Id, UnitStatus.Done);
        Assert.Equal(1, (await run.Aggregate()).Units);
        var search = JsonSerializer.Deserialize(await Product(run, "ledger.json"), ProductsJson.Default.LedgerDocument)!.Search!;
        Assert.Equal(("sagemaker-geospatial", 1), (search.Catalog, search.LeftOut["outside-the-area"]));
        Assert.Equal([new CatalogSwitch("earth-search", 2, "it answered 503")], search.Switched);
        Assert.Equal((2, 5L), (search.Items, search.Matched));
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
        Assert.All(ledger.Rows.Where(r => r.Status is null), row => Assert.Equal(("no-acquisition", null), (row.Reason, row.UnitId)));
        Assert.All(ledger.Rows, row => Assert.NotNull(row.Geometry));
    }

    [Fact]
    public async Task Scenes_whose_pixels_overruled_the_catalog_are_counted() // fault 11
    {
        var (run, units) = await Planned();
        await run.Finish(units[0], UnitStatus.Suspect, "offset-conflict", offsetBasis: "pixels");
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.Done);
        await run.Aggregate();
        using var ledger = JsonDocument.Parse(await Product(run, ProductNames.LedgerJson));
        Assert.Equal(1, ledger.RootElement.GetProperty("offsetConflicts").GetInt32());
        var row = ledger.RootElement.GetProperty("rows").EnumerateArray()
            .Single(r => r.TryGetProperty("unitId", out var id) && id.ValueEquals(units[0]));
        Assert.Equal("high", row.GetProperty("boaOffsetConfidence").GetString());
        Assert.Contains("\"offsetConflicts\":1", Encoding.UTF8.GetString(await Product(run, "index.html")), StringComparison.Ordinal);
    }
}
