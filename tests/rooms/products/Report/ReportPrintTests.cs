using System.Globalization;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The report on paper, and its ledger on a small screen.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportPrintTests(Chromium browser) : IDisposable
{
    static readonly string? PdfToText = Tool.Find("/usr/bin/pdftotext");

    const string LongDetail =
        "https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/33/T/VL/2023/12/B04.tif was answered with 503";

    /// <summary>More rows than a page of the screen has, with long texts.</summary>
    const int Tiles = 70;

    readonly TemporaryFolder folder = new();

    async Task<ChromiumPage> Open(int width, bool dark = false)
    {
        var rows = Enumerable.Range(0, Tiles).Select(i => Reports.Taken(
            string.Create(CultureInfo.InvariantCulture, $"33T{(char)('A' + i / 10)}{(char)('A' + i % 10)}"),
            i % 7 == 3 ? UnitStatus.Failed : UnitStatus.Done, i % 7 == 3 ? "http-503" : null,
            i % 7 == 3 ? LongDetail : null)
            with { Geometry = null });
        var frame = new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20);
        var path = Reports.Write(
            folder, Reports.Ledger([.. rows]), Reports.Map(frame, (_, _) => Reports.Pixels(1, 1000, 300)));
        return await (await browser.Open(width, 800, dark)).Load(Reports.Url(path));
    }

    [ChromiumFact]
    public async Task At_1000_pixels_all_columns_of_the_ledger_are_in_view()
    {
        await using var page = await Open(1000);
        Assert.Equal("", await page.Text("(t => t.scrollWidth > t.clientWidth ? `${t.scrollWidth} in ${t.clientWidth}` : '')("
            + "document.getElementById('table').closest('.scroll'))"));
        Assert.Equal(0, (int)(await page.Evaluate("[...document.querySelectorAll('#table th, #table td')].filter(c => c.scrollWidth > "
            + "c.clientWidth + 1).length"))!);
    }

    [ChromiumFact]
    public async Task Printed_it_has_every_row_and_every_column_on_A4_also_from_a_dark_screen()
    {
        if (PdfToText is null) return; // poppler-utils is not installed: nothing reads the paper
        await using var page = await Open(1280, dark: true);
        var columns = await page.Texts("#table thead th");
        await File.WriteAllBytesAsync(folder["report.pdf"], await page.Print());
        var text = Tool.Run(PdfToText, "-layout", folder["report.pdf"], "-");
        foreach (var word in columns.SelectMany(column => column.Split(' ', '▲', '▼')))
            Assert.Contains(word, text, StringComparison.Ordinal);
        for (var i = 0; i < Tiles; i++) Assert.Contains($"33T{(char)('A' + i / 10)}{(char)('A' + i % 10)}", text, StringComparison.Ordinal);
        Assert.Equal(50, (await page.Texts("#table tbody tr")).Length); // the screen has its pages again
        // The last column stands on the sheet as a whole: its seconds are at the right end of lines.
        Assert.True(text.Split('\n').Count(line => line.TrimEnd().EndsWith(" 1.8", StringComparison.Ordinal)) >= Tiles / 2);
        var words = Tool.Run(PdfToText, "-bbox", folder["report.pdf"], "-");
        Assert.Contains("width=\"841.9", words, StringComparison.Ordinal); // A4, landscape
        Assert.All(words.Split('\n').Where(line => line.Contains("<word", StringComparison.Ordinal)), word => Assert.InRange(
            double.Parse(word.Split("xMax=\"")[1].Split('"')[0], CultureInfo.InvariantCulture), 0, 842));
        Assert.Equal("", await page.Text("document.documentElement.dataset.print ?? ''"));
        Assert.Empty(page.Complaints);
    }

    public void Dispose() => folder.Dispose();
}
