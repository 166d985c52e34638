using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Products;
using Vegetation.Products.Zones;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The zones in the report.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportZonesTests(Chromium browser) : IDisposable
{
    const string First = "document.querySelector('#zones tbody th').textContent";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The first has no pixel; the higher the number of the others the lower their mean.</summary>
    static ZoneRow Row(int number) => new($"z{number}", number == 1 ? "<b>One</b>" : null, default, default, "ndvi",
        number == 0 ? null : 1.0 / number, 0.1, -1, 1, 0.25, 0.5, 0.75, number, number == 0 ? null : 0.5, number * 10, number * 5)
        { Geometry = [] };

    async Task<ChromiumPage> Open(ZoneReport? report, int rows)
    {
        var ledger = Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]) with { Zones = report };
        var page = Reports.Write(folder.Path, ledger, [new(SpectralIndex.Ndvi, 10)], [[.. Enumerable.Range(0, rows).Select(Row)]], []);
        return await (await browser.Open()).Load(Reports.Url(page));
    }

    [ChromiumFact]
    public async Task Zones_are_sorted_by_the_column_that_is_clicked_those_without_a_value_last()
    {
        await using var page = await Open(new(40, [], []), 40);
        Assert.Equal(25, (await page.Texts("#zones tbody tr")).Length);
        Assert.Equal("z1", await page.Text(First)); // the largest mean first
        Assert.Equal("<b>One</b>", (await page.Texts("#zones tbody td"))[0]); // as text
        foreach (var first in new[] { "z39", "z1" })
        {
            await page.Evaluate("document.querySelectorAll('#zones thead button')[2].click()");
            Assert.Equal(first, await page.Text(First));
        }
        await page.Evaluate("[...document.querySelectorAll('#zones .pages button')].at(-1).click()");
        Assert.Equal("z0", (await page.Texts("#zones tbody th"))[^1]);
        Assert.Contains("40 zones.", await page.Texts("#zones p"));
    }

    [ChromiumFact]
    public async Task Bad_zones_and_those_smaller_than_a_pixel_are_named_and_a_run_without_zones_has_no_section()
    {
        await using (var page = await Open(new(2, [new("#3", "has no geometry")], ["z1"]), 2))
        {
            Assert.Contains("Smaller than a pixel: z1", await page.Texts("#zones p"));
            Assert.Equal(["#3 has no geometry"], await page.Texts("#zones li"));
        }
        await using var without = await Open(null, 0);
        Assert.True((bool)(await without.Evaluate("document.getElementById('zones') === null"))!);
    }
}
