using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Shapes;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The map of the report: what it says under the pointer, against the pixels that went in.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportMapTests(Chromium browser) : IDisposable
{
    readonly TemporaryFolder folder = new();

    async Task<ChromiumPage> Open(LedgerDocument ledger, WorldMap map, ChangeMap? change = null) =>
        await (await browser.Open()).Load(Reports.Url(Reports.Write(folder, ledger, map, change)));

    static Task<string> Values(ChromiumPage page) => page.Text("document.getElementById('values').innerText");

    /// <summary>The colour of the drawn map at a place, shares of its width and height.</summary>
    static Task<string> Colour(ChromiumPage page, double across, double down) => page.Text(
        $"(c => [...c.getContext('2d').getImageData(Math.floor(c.width * {Reports.Number(across, "R")}), Math.floor(c.height * "
        + $"{Reports.Number(down, "R")}), 1, 1).data].join(' '))(document.getElementById('canvas'))");

    [ChromiumFact]
    public async Task Pointer_and_arrow_keys_give_the_values_of_a_cell()
    {
        var map = Reports.Map(
            new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20), (row, column) =>
            (row, column) is (5, 5) ? default : Reports.Pixels(100 + row, 1000 + row, 5000 + 10 * column));
        await using var page = await Open(
            Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done), Reports.Taken("33TUL", UnitStatus.Failed, "decode")]), map);
        await page.Point("sheet", 10.5 / 20, 4.5 / 20);
        // 1004 and 5100, 104 each
        Assert.Equal(
            "46.775° N, 13.525° E: NDVI mean 0.3052, standard deviation 0.2048, 208 observations, clear 100.0 %. Tiles: 33TUM done.",
            await Values(page));
        await page.Evaluate("document.getElementById('sheet').focus()");
        await page.Press("ArrowRight");
        Assert.StartsWith("46.775° N, 13.575° E: NDVI mean 0.3057,", await Values(page), StringComparison.Ordinal);
        await page.Press("ArrowDown", shift: true);
        Assert.Equal(
            "46.275° N, 13.575° E: NDVI mean 0.3062, standard deviation 0.2048, 228 observations, clear 100.0 %. Tiles: 33TUM done.",
            await Values(page));
        await page.Point("sheet", 5.5 / 20, 5.5 / 20);
        Assert.StartsWith("46.725° N, 13.275° E: not observed.", await Values(page), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task A_cell_of_the_page_counts_the_pixels_of_all_cells_that_it_joins()
    {
        // 1000 columns do not fit 720: 2 x 2 cells become one.
        var map = Reports.Map(
            new MapFrame(Reports.Grid, 3600, 900, 1000, 40), (row, column) =>
            (row % 2, column % 2) switch { (0, 0) => Reports.Pixels(5, 2000, 2000), (0, 1) => Reports.Pixels(15, 6000, 8000), _ =>
            default });
        await using var page = await Open(Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]), map);
        await page.Point("sheet", 0.5, 0.5);
        // 10 pixels of 2000, 15 of 6000 and 15 of 8000: mean 5750; the mean of their squares less its square is 5437500.
        Assert.Contains("NDVI mean 0.5750, standard deviation 0.2332, 40 observations", await Values(page), StringComparison.Ordinal);
        Assert.Contains(
            "0.1°, which joins 2 x 2 cells", await page.Text("document.getElementById('mapHelp').innerText"), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_layers_can_be_changed_and_the_change_has_its_own()
    {
        var map = Reports.Map(
            new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20), (_, column) => Reports.Pixels(100, 1000, 300 * column));
        var change = new ChangeMap(map.Mapped, map.Frame, [.. map.Mean.Select((_, i) => i % 20 < 10 ? (short)-3000 : (short)3000)]);
        await using var page = await Open(
            Reports.Ledger(
            [Reports.Taken("33TUM", UnitStatus.Done)]) with {
            Change = Reports.ChangeOf(new("week-2023-48", new DateTimeOffset(2023, 11, 27, 0, 0, 0, TimeSpan.Zero), null, null)) },
            map, change);
        await page.Evaluate("{ const o = document.getElementById('outlines'); o.value = 'none'; o.dispatchEvent(new Event('change')); }");
        Assert.Equal(5, (await page.Texts("#layers label")).Length);
        var mean = await Colour(page, 0.13, 0.33);
        await page.Point("sheet", 0.13, 0.33);
        Assert.Contains("change -0.3000", await Values(page), StringComparison.Ordinal);
        await page.Evaluate("document.querySelector('#layers [value=change]').click()");
        Assert.NotEqual(mean, await Colour(page, 0.13, 0.33));
        Assert.NotEqual(await Colour(page, 0.87, 0.33), await Colour(page, 0.13, 0.33));
        Assert.Contains(
            "this run minus run week-2023-48, from 2023-11-27", await page.Text("document.getElementById('changeNote').innerText"),
            StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Without_a_change_map_there_is_no_layer_and_the_page_says_why()
    {
        var map = Reports.Map(new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20), (_, _) => Reports.Pixels(1, 1000, 300));
        await using var page = await Open(Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]), map);
        Assert.Equal(4, (await page.Texts("#layers label")).Length);
        Assert.Equal(
            "No change map: no run of an earlier time was published for this area.",
            await page.Text("document.getElementById('changeNote').innerText"));
    }

    [ChromiumFact]
    public async Task Outlines_across_the_antimeridian_are_drawn_where_the_map_goes_on()
    {
        // Two polygons in GeoJSON, one place in a map from 176 to 184.
        var tile = LandTiles.All.Select(t => t.ToString())
            .First(t => Footprints.OfTile(t) is MultiPolygon square && square.Coordinates.Any(p => (int)p.X == 179));
        var north = Footprints.OfTile(tile)!.Coordinates.Average(p => p.Y);
        var top = (int)((90 - Math.Ceiling(north) - 2) * 20);
        var map = Reports.Map(
            new MapFrame(Reports.Grid, (176 + 180) * 20, top, 160, 80), (row, _) => row == 0 ? Reports.Pixels(1, 1000, 300) : default);
        await using var page = await Open(Reports.Ledger([Reports.Taken(tile, UnitStatus.NoData)]), map);
        var y = 20.0 * (90 - top / 20.0 - north) / 80;
        foreach (var (longitude, text) in new[] { (179.975, "E"), (180.025, "W") })
        {
            await page.Point("sheet", (longitude - 176) / 8, y);
            Assert.Matches($@"^[\d.]+° [NS], 179.975° {text}: not observed\. Tiles: {tile} no-data\.$", await Values(page));
        }
        var (seam, all) = (await Strip(page, 0.498, 0.004), await Strip(page, 0, 1));
        await page.Evaluate("{ const o = document.getElementById('outlines'); o.value = 'none'; o.dispatchEvent(new Event('change')); }");
        Assert.Equal(seam, await Strip(page, 0.498, 0.004)); // the side where it was cut is no outline
        Assert.NotEqual(all, await Strip(page, 0, 1));

        Task<string> Strip(ChromiumPage from, double left, double width) => from.Text(
            $"(c => [...c.getContext('2d').getImageData(Math.floor(c.width * {Reports.Number(left, "R")}), Math.floor(c.height * "
            + $"{Reports.Number(y, "R")}), Math.ceil(c.width * {Reports.Number(width, "R")}), 1).data].join(' "
            + $"'))(document.getElementById('canvas'))");
    }

    public void Dispose() => folder.Dispose();
}
