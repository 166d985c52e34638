using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The report of a run of three indices at 40 m, of which one was seen nowhere and one has a change and an anomaly.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportIndicesTests(Chromium browser) : IDisposable
{
    const int Side = 19; // an odd number of cells: what follows them in the page's data is not aligned

    static readonly MapFrame Frame = new(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, Side, Side);

    static readonly IReadOnlyList<MappedIndex> Indices =
        [new(SpectralIndex.Ndvi, 40), new(SpectralIndex.Ndmi, 40), new(SpectralIndex.Evi2, 40)];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    Task<ChromiumPage> Open()
    {
        var ndvi = Reports.Map(Frame, Indices[0], (row, column) => Reports.Pixels(10 + row, 5000, 5000 + 10 * column));
        var evi2 = Reports.Map(Frame, Indices[2], (row, column) => Reports.Pixels(20 + row, 3000, 3000 + 10 * column));
        var change = new ChangeMap(Indices[0], Frame, [.. ndvi.Mean.Select((_, i) => (short)i)]);
        short[] z = [.. ndvi.Mean.Select((_, i) => i == 0 ? AnomalyMap.Nodata : (short)(i % 2 == 0 ? -2500 : 2500))];
        var anomaly = new AnomalyMap(Indices[0], Frame, z, z, z, z, z);
        var row = Reports.Taken("33TUM", UnitStatus.Done);
        var ledger = Reports.Ledger([row with { Statistics = new Dictionary<string, IndexStatistics>
            { ["ndvi"] = new(0.51, 0.1, 0, 1), ["ndmi"] = new(-0.12, 0.1, -1, 1), ["evi2"] = new(0.31, 0.1, 0, 1) } }]) with
        {
            Change = new Dictionary<string, ChangeBasis>
            {
                ["ndvi"] = new("before", new DateTimeOffset(2023, 11, 27, 0, 0, 0, TimeSpan.Zero), null, null),
                ["evi2"] = new("before", null, null, "the map of EVI2 of before does not exist"),
            },
            Anomaly = new Dictionary<string, AnomalyBasis>
            {
                ["ndvi"] = new(["2017-W49", "2018-W49", "2019-W48", "2020-W49", "2021-W49"], [2017, 2018, 2019, 2020, 2021], null),
                ["evi2"] = new([], [], "the archive has no other year for this week"),
            },
        };
        return Load(Reports.Write(folder.Path, ledger, Indices, (ndvi, change, anomaly), (evi2, null, null)));
    }

    /// <summary>A baseline of other people, without standard deviations: then the difference is shown.</summary>
    [ChromiumFact]
    public async Task An_anomaly_against_a_foreign_baseline_says_whose_it_is()
    {
        var map = Reports.Map(Frame, Indices[0], (_, _) => Reports.Pixels(10, 5000, 5000));
        short[] difference = [.. map.Mean.Select(_ => (short)-1234)], none = [.. map.Mean.Select(_ => AnomalyMap.Nodata)];
        var ledger = Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]) with
        {
            Anomaly = new Dictionary<string, AnomalyBasis>
            {
                ["ndvi"] = new([], [], null) { Foreign = new(
                    "s3://other/clms/", "12-01 to 12-10", ["MEAN-1201.tif"], ["no standard deviation: z-scores are nodata"]) },
            },
        };
        await using var page = await Load(Reports.Write(folder.Path, ledger, [Indices[0]],
            (map, null, new AnomalyMap(Indices[0], Frame, difference, none, none, none, none))));
        Assert.Equal("Anomaly, difference, foreign baseline", (await page.Texts("#layers label"))[^1].Trim());
        Assert.Equal("The anomaly compares with a foreign baseline, s3://other/clms/, whose sensor, years and resolution may differ: "
            + "MEAN-1201.tif for 12-01 to 12-10; it has no standard deviation: z-scores are nodata.", await Text(page, "anomalyNote"));
        await page.Point("sheet", 0.5, 0.5);
        Assert.Contains("difference from normal -0.1234", await Values(page), StringComparison.Ordinal);
    }

    async Task<ChromiumPage> Load(string page) => await (await browser.Open()).Load(Reports.Url(page));

    [ChromiumFact]
    public async Task The_map_shows_the_index_that_is_chosen()
    {
        await using var page = await Open();
        Assert.Equal(
            ["NDVI of mean reflectance at 40 m", "EVI2 of mean reflectance at 40 m"], await page.Texts("#index option"));
        await page.Point("sheet", 0.5 / Side, 0.5 / Side);
        Assert.Contains("NDVI mean 0.5000, standard deviation 0.0000, 20 observations, change 0.0000", await Values(page),
            StringComparison.Ordinal);
        Assert.DoesNotContain("z-score", await Values(page), StringComparison.Ordinal);
        await page.Point("sheet", 1.5 / Side, 0.5 / Side);
        Assert.Contains("change 0.0001, z-score +2.50", (await Values(page)).Replace("change +", "change ", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(6, (await page.Texts("#layers label")).Length);
        Assert.Equal("The anomaly compares with 5 weeks of 5 other years (2017-W49 to 2021-W49).", await Text(page, "anomalyNote"));

        await page.Evaluate("document.querySelector('#layers [value=deviation]').click()");
        await page.Evaluate("{ const i = document.getElementById('index'); i.value = 'evi2'; i.dispatchEvent(new Event('change')); }");
        Assert.Equal(
            ["EVI2 of mean reflectance at 40 m, mean", "EVI2 of mean reflectance at 40 m, standard deviation", "Clear share",
                "Observations"],
            (await page.Texts("#layers label")).Select(text => text.Trim()));
        Assert.Equal("deviation", await page.Text("document.querySelector('#layers input:checked').value")); // as before
        await page.Point("sheet", 18.5 / Side, 18.5 / Side);
        Assert.Contains("EVI2 mean 0.3090, standard deviation 0.0090, 76 observations, clear 100.0 %.", await Values(page),
            StringComparison.Ordinal);
        Assert.Equal("No change map: the map of EVI2 of before does not exist.", await Text(page, "changeNote"));
        Assert.Equal("No anomaly: the archive has no other year for this week.", await Text(page, "anomalyNote"));
        Assert.Contains("Observations are valid 20 m pixels", await Text(page, "mapHelp"), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_page_says_what_was_computed_and_its_table_has_a_column_for_each_index()
    {
        await using var page = await Open();
        Assert.Equal("NDVI, NDMI, EVI2 of mean reflectance at 40 m", await Text(page, "subject"));
        var headings = (await page.Texts("#table thead th")).ToList();
        var start = headings.IndexOf("NDVI");
        Assert.Equal(["NDVI", "±", "NDMI", "EVI2"], headings[start..(start + 4)]);
        var cells = (await page.Texts("#table tbody tr:first-child > *")).ToList();
        Assert.Equal(["0.510", "0.100", "-0.120", "0.310"], cells[start..(start + 4)]);
        Assert.Contains(await page.Texts("#coverage caption"), text => text.StartsWith("40 m pixels of all selected scenes, of NDVI, "));
    }

    static Task<string> Values(ChromiumPage page) => Text(page, "values");

    static Task<string> Text(ChromiumPage page, string id) => page.Text($"document.getElementById('{id}').innerText");
}
