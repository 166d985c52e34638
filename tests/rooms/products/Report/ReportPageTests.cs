using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Tests.Products.Pictures;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The report as Chromium shows it.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportPageTests(Chromium browser) : IDisposable
{
    const string Hostile = "</script><script>document.title='broken'</script><img src=x "
        + "onerror=\"document.title='broken'\">\"'&lt;{{rows}}\u2028";

    readonly TemporaryFolder folder = new();

    /// <summary>1 degree of the Alps: 20 x 20 cells.</summary>
    static readonly MapFrame Frame = new(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20);

    static readonly LedgerRow[] Rows =
    [
        Reports.Taken("33TUM", UnitStatus.Done, mean: 0.3, seconds: 2), Reports.Taken("33TVM", UnitStatus.Done, mean: 0.7, seconds: 10),
        Reports.Taken("33TUL", UnitStatus.Suspect, "offset-conflict", mean: 0.1),
        Reports.Taken("33TVL", UnitStatus.Failed, "asset-missing", "B04.tif was answered with 404"),
        Reports.NotTaken("33TUN", "too-cloudy"), Reports.NotTaken("33TVN", "no-acquisition"),
    ];

    string Write(params string[] products) =>
        Reports.Write(
        folder, Reports.Ledger(Rows), Reports.Map(Frame, (row, column) => Reports.Pixels(10, 1000 + row, 5000 + 10 * column)), null,
        products);

    async Task<ChromiumPage> Open(string path, int width = 1280, int height = 900, bool dark = false) =>
        await (await browser.Open(width, height, dark)).Load(Reports.Url(path));

    [ChromiumFact]
    public async Task Damaged_data_are_said_and_never_shown()
    {
        var path = Write();
        var whole = File.ReadAllText(path);
        var rows = Regex.Match(whole, "(?<=<script [^>]*id=\"rows\"[^>]*>)[^<]+").Value.Trim();
        var packed = Convert.FromBase64String(rows);
        byte[][] damaged = [packed[..(packed.Length / 2)], .. new[] { 10, packed.Length / 2, packed.Length - 7 }
            .Select(at => packed.Select((value, i) => i == at ? (byte)(value ^ 16) : value).ToArray())];
        foreach (var bytes in damaged)
        {
            File.WriteAllText(path, whole.Replace(rows, Convert.ToBase64String(bytes), StringComparison.Ordinal));
            await using var page = await Open(path);
            var said = await page.Text("document.getElementById('outcome').innerText");
            Assert.Contains("could not be shown (", said, StringComparison.Ordinal);
            Assert.Empty(await page.Texts("#table tbody th"));
        }
    }

    [ChromiumFact]
    public async Task It_says_what_the_ledger_says()
    {
        await using var page = await Open(Write());
        Assert.Equal("Vegetation map, 4 to 10 December 2023", await page.Text("document.title"));
        Assert.Equal("Published. All were processed.", await page.Text("document.getElementById('message').innerText"));
        Assert.Equal(
            ["33TUL", "33TUM", "33TUN", "33TVL", "33TVM", "33TVN"], (await page.Texts("#table tbody th")).Order(StringComparer.Ordinal));
        Assert.Equal(["done", "suspect", "failed", "no scene", "no scene"], await page.Texts("#coverage .status"));
        Assert.Equal(
            [
                "tiles 6", "land expected (whole tiles) 60,000 km²", "land observed (of whole tiles) 28,749 km² (47.9 %)",
                "land clear (of whole tiles) 22,500 km² (37.5 %)", "processed, of selected scenes 75.0 %",
            ],
            (await page.Texts("#figures div")).Take(5).Select(figure => figure.Replace("\n", " ", StringComparison.Ordinal)));
        Assert.Equal(
            ["20,000 km²", "10,000 km²", "10,000 km²", "10,000 km²", "10,000 km²"],
            (await page.Texts("#coverage tbody tr > td:nth-child(3)")).Take(5));
        Assert.Contains("asset-missing: B04.tif was answered with 404", await page.Texts("#table td.wide"));
        Assert.Contains(
            "1 suspect, offset-conflict: catalog, files' tags and pixels contradict each other about the radiometric offset",
            await page.Texts("#warnings p"));
        Assert.Equal(["Fetch", "14.00", "1.50", "10.00"], await page.Texts("#timings p + div tbody tr:first-child > *"));
        Assert.Contains(
            "0.217 instance hours of ml.m5.xlarge at 0.23 USD, with their disks: 0.0511 USD",
            await page.Text("document.getElementById('jobs').innerText"), StringComparison.Ordinal);
        Assert.Equal(["001", "1", "succeeded", "2", "2023-12-11 03:00", "6.5", ""], await page.Texts("#jobs tbody tr > *"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task It_asks_for_nothing_from_a_disk_nor_from_a_server()
    {
        var path = Write(ProductNames.LedgerJson);
        await using var page = await Open(path);
        Assert.Equal([Reports.Url(path)], page.Requests);
        await using var site = await ReportSite.Serve(folder.Path);
        var url = new Uri(site.Address, "products/index.html").AbsoluteUri;
        await page.Load(url);
        Assert.Equal([Reports.Url(path), url], page.Requests);
        Assert.Equal(["/products/index.html"], site.Asked);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Its_policy_stops_what_it_does_not_itself_contain()
    {
        await using var page = await Open(Write());
        await page.Evaluate("{ const s = document.createElement('script'); s.textContent = 'document.title = \"broken\"'; "
            + "document.body.append(s); document.body.insertAdjacentHTML('beforeend', '<i onclick=\"document.title = 1\" style=\"color: "
            + "red\">'); document.querySelector('i').click(); }");
        Assert.Equal("blocked", await page.Text("fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'blocked')"));
        Assert.StartsWith("Vegetation map", await page.Text("document.title"), StringComparison.Ordinal);
        Assert.NotEqual("rgb(255, 0, 0)", await page.Text("getComputedStyle(document.querySelector('i')).color"));
        Assert.All(
            ["script-src", "style-src", "default-src"], directive =>
            Assert.Contains(page.Complaints, c => c.Contains(directive, StringComparison.Ordinal)));
    }

    [ChromiumFact]
    public async Task Each_link_leads_to_a_file_and_each_file_has_its_link()
    {
        string[] products = [
            Painted.Files.Map, Painted.Files.MapPicture, ProductNames.LedgerJson, ProductNames.Footprints,
            Painted.Files.Mosaic(32633), "ndvi-mosaic-odd name #1?32633_2023-W49.vrt"];
        await using var page = await Open(Write(products));
        await using var site = await ReportSite.Serve(folder.Path);
        await page.Load(new Uri(site.Address, "products/index.html").AbsoluteUri);
        var links = (await page.Evaluate("[...document.querySelectorAll('#products a, #table a')].map(a => a.href)"))!.AsArray()
            .Select(a => (string)a!).ToList();
        using var client = new HttpClient();
        var answers = await Task.WhenAll(links.Select(link => client.GetStringAsync(new Uri(link))));
        Assert.Equal(
            [.. products.Order(StringComparer.Ordinal), .. Rows.Where(r => r.Products is not null).Select(r => r.Products!["ndvi"])
            .Order(StringComparer.Ordinal)],
            answers.OrderBy(a => a.StartsWith("ndvi/", StringComparison.Ordinal)).ThenBy(a => a, StringComparer.Ordinal));
    }

    [ChromiumFact]
    public async Task Texts_of_the_ledger_stay_texts()
    {
        var row = Reports.Taken(
            "33TUM", UnitStatus.Failed, Hostile, Hostile) with {
            UnitId = Hostile, Products = new Dictionary<string, string> { ["ndvi"] = $"ndvi/{Hostile}" },
             BoaOffset = 1, BoaOffsetBasis = Hostile, Baseline = Hostile };
        var ledger = Reports.Ledger([row, Reports.Taken("33TUL", UnitStatus.Suspect, Hostile)], Outcome.Published, Hostile) with
        {
            RunId = Hostile, SoftwareVersion = Hostile,
                Request = JsonSerializer.SerializeToElement(
                new JsonObject { ["from"] = "2023-12-04T00:00:00Z", ["to"] = "2023-12-11T00:00:00Z", ["x"] = Hostile }),
            Attempts = [new(1, [new(Hostile, Hostile, Hostile)])], Unreadable = [new(Hostile, Hostile)], OrphanRecords = [Hostile],
            Rejected = [new(Hostile, Hostile, Hostile)],
            Search = new(Hostile, 1, [new(Hostile, 1, Hostile)], new Dictionary<string, int>()),
            Change = Reports.ChangeOf(new(null, null, null, Hostile)),
            Cost = new(Hostile, 1, 1, 1),
        };
        await using var page = await Open(Reports.Write(folder, ledger, Reports.Map(Frame, (_, _) => Reports.Pixels(1, 1, 1))));
        await page.Point("sheet", 0.5, 0.5);
        Assert.StartsWith("Vegetation map", await page.Text("document.title"), StringComparison.Ordinal);
        Assert.Equal(0, (int)(await page.Evaluate("document.querySelectorAll('body img, body [onerror]').length"))!);
        Assert.Equal(5, (int)(await page.Evaluate("document.scripts.length"))!);
        Assert.True((int)(await page.Evaluate("document.body.innerText.split('<script>').length"))! > 15);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Headings_sort_by_value_and_empty_cells_come_last()
    {
        await using var page = await Open(Write());
        await page.Evaluate("document.querySelectorAll('#table thead button')[7].click()");
        Assert.Equal(["0.100", "0.300", "0.700", "", "", ""], await page.Texts("#table td:nth-child(8)"));
        await page.Evaluate("document.querySelectorAll('#table thead button')[7].click()");
        Assert.Equal(["0.700", "0.300", "0.100", "", "", ""], await page.Texts("#table td:nth-child(8)"));
        await page.Evaluate("document.querySelectorAll('#table thead button')[12].click()");
        Assert.Equal(["1.8", "1.8", "3.5", "17.5", "", ""], await page.Texts("#table td:nth-child(13)"));
    }

    [ChromiumFact]
    public async Task Rows_are_filtered_by_status_reason_and_words()
    {
        await using var page = await Open(Write());
        await page.Evaluate("{ const s = document.getElementById('status'); s.value = 'no scene'; s.dispatchEvent(new Event('change')); }");
        Assert.Equal(["33TUN", "33TVN"], await page.Texts("#table tbody th"));
        Assert.Equal("Rows 1 to 2 of 2 (6 without the filter)", await page.Text("document.getElementById('shown').innerText"));
        await page.Evaluate("{ const r = document.getElementById('reason'); r.value = 'too-cloudy'; r.dispatchEvent(new "
            + "Event('change')); }");
        Assert.Equal(["33TUN"], await page.Texts("#table tbody th"));
        await page.Evaluate("document.querySelector('#filters [type=reset]').click(); document.getElementById('find').focus()");
        await page.Write("404 33tvl");
        Assert.Equal(["33TVL"], await page.Texts("#table tbody th"));
        await page.Write("x");
        Assert.Equal("No row matches the filter (6 without it)", await page.Text("document.getElementById('shown').innerText"));
        await page.Evaluate("document.querySelector('#coverage button[aria-label^=offset]').click()");
        Assert.Equal(["33TUL"], await page.Texts("#table tbody th"));
    }

    public void Dispose() => folder.Dispose();
}
