using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Tests.Products.Pictures;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The report for those who use a phone, a keyboard, a screen reader, or need contrast.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportAccessTests(Chromium browser) : IDisposable
{
    const double LeastContrast = 4.5; // WCAG 2.2, 1.4.3, AA

    readonly TemporaryFolder folder = new();

    /// <summary>A page with all of its sections and all statuses.</summary>
    string Write()
    {
        LedgerRow[] rows =
        [
            Reports.Taken("33TUM", UnitStatus.Done), Reports.Taken("33TVM", UnitStatus.Suspect, "offset-conflict"),
            Reports.Taken("33TUL", UnitStatus.NoData, "no-clear-pixel"), Reports.Taken("33TUN", UnitStatus.Invalid, "grid"),
            Reports.Taken(
                "33TVL", UnitStatus.Failed, "http-503",
                "https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/33/T/VL/2023/12/S2A_33TVL_20231207_0_L2A/B04.tif "
                + "was answered with 503"), Reports.NotTaken("33TVN", "too-cloudy"),
        ];
        Directory.CreateDirectory(folder["products"]);
        File.WriteAllBytes(
            folder[$"products/{Painted.Files.Histogram}"],
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        var ledger = Reports.Ledger(
            rows, Outcome.Incomplete, "3 of 5 scenes processed.") with {
            Unreadable = [new("S2A_33TVN_20231207_0_L2A_with_a_very_long_identifier_that_has_no_place_to_break", "it has no red band")] };
        return Reports.Write(
            folder, ledger,
            Reports.Map(new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20), (_, _) => Reports.Pixels(1, 1000, 300)), null,
            Painted.Files.Map, ProductNames.LedgerJson);
    }

    async Task<ChromiumPage> Open(int width = 1280, bool dark = false) =>
        await (await browser.Open(width, 740, dark)).Load(Reports.Url(Write()));

    [ChromiumFact]
    public async Task A_phone_scrolls_it_down_only()
    {
        await using var page = await Open(360);
        Assert.Equal(360, (int)(await page.Evaluate("document.documentElement.scrollWidth"))!);
        Assert.Empty(await page.Texts("main > section[hidden]"));
        Assert.Equal(0, (int)(await page.Evaluate("[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, pre, "
            + ".skip') && e.getBoundingClientRect().right > 360).length"))!);
    }

    [ChromiumFact]
    public async Task Its_landmarks_headings_labels_and_captions_are_in_order()
    {
        await using var page = await Open();
        Assert.Equal(1, (int)(await page.Evaluate("document.querySelectorAll('h1').length"))!);
        Assert.Equal(4, (int)(await page.Evaluate("document.querySelectorAll('body > header, body > main, body > footer, header > "
            + "nav[aria-label]').length"))!);
        Assert.True((bool)(await page.Evaluate("[...document.querySelectorAll('h1, h2, h3')].every((h, i, all) => i === 0 ? h.tagName "
            + "=== 'H1' : +h.tagName[1] <= +all[i - 1].tagName[1] + 1)"))!);
        Assert.Equal("", await page.Text("[...document.querySelectorAll('input, select')].filter(e => !e.labels.length).map(e => "
            + "e.id).join()"));
        Assert.Equal("", await page.Text("[...document.querySelectorAll('table')].filter(t => !t.caption?.textContent || "
            + "!t.tHead).map(t => t.outerHTML).join()"));
        Assert.Equal("", await page.Text("[...document.images].filter(i => !i.alt).map(i => i.src).join()"));
        Assert.Equal(1, (int)(await page.Evaluate("document.images.length"))!);
        Assert.Equal("en", await page.Text("document.documentElement.lang"));
        Assert.Equal(0, (int)(await page.Evaluate("[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => "
            + "a.name.startsWith('on'))).length"))!);
        Assert.Equal(await page.Texts("main h2"), await page.Texts("nav a"));
    }

    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_text_stands_out_from_its_ground(bool dark)
    {
        await using var page = await Open(dark: dark);
        var pairs = (await page.Evaluate("""
            [...new Set([...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !e.disabled && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
              let ground = e;
              while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
              return getComputedStyle(e).color + '|' + getComputedStyle(ground).backgroundColor;
            }))]
            """))!.AsArray().Select(pair => (string)pair!).ToList();
        Assert.InRange(pairs.Count, 8, 40);
        Assert.All(pairs, pair => Assert.True(Contrast(pair) >= LeastContrast, $"{pair} has a contrast of {Contrast(pair)}"));
    }

    [ChromiumFact]
    public async Task The_keyboard_alone_reaches_everything_and_sorts()
    {
        await using var page = await Open();
        var seen = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            await page.Press("Tab");
            seen.Add(await page.Text("(e => e.id || e.textContent.trim() || e.getAttribute('aria-label') || "
                + "e.value)(document.activeElement)"));
            Assert.NotEqual("none", await page.Text("getComputedStyle(document.activeElement).outlineStyle"));
            if (seen[^1] == "NDVI") break;
        }
        Assert.Equal("Skip to the ledger", seen[0]);
        Assert.All(
            ["Map", "mean", "outlines", "sheet", "http-503", "status", "reason", "find", "Clear", "Tile", "NDVI"], stop =>
            Assert.Contains(stop, seen));
        await page.Press("Enter");
        Assert.Equal(["NDVI"], await page.Texts("#table [aria-sort=ascending]"));
        await page.Press(" ");
        Assert.Equal(["NDVI"], await page.Texts("#table [aria-sort=descending]"));
        Assert.Equal("status", await page.Text("document.getElementById('shown').getAttribute('role')"));
    }

    /// <summary>WCAG 2.2, relative luminance, of "rgb(1, 2, 3)|rgb(4, 5, 6)".</summary>
    static double Contrast(string pair)
    {
        var light = pair.Split('|').Select(Luminance).Order().ToList();
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    static double Luminance(string colour)
    {
        var channels = colour["rgb(".Length..^1].Split(", ").Select(c => double.Parse(c, CultureInfo.InvariantCulture) / 255)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    public void Dispose() => folder.Dispose();
}
