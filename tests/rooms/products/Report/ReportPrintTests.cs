using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Zones;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The report on paper, and its ledger on a small screen.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportPrintTests(Chromium browser) : IDisposable
{
    const string LongDetail =
        "https://sentinel-cogs.s3.us-west-2.amazonaws.com/sentinel-s2-l2a-cogs/33/T/VL/2023/12/B04.tif was answered with 503";

    /// <summary>More rows than a page of the screen has, with long texts.</summary>
    const int Tiles = 70;

    readonly TemporaryFolder folder = new();

    /// <summary>As long as they are with all their defaults.</summary>
    static JsonElement Request { get; } = JsonElement.Parse(
        $$"""{"from":"2023-12-04T00:00:00Z",{{string.Concat(Enumerable.Range(0, 58).Select(i => $"\"field-{i}\":{i},"))}}"area":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,-6e-7],[1,2]]]},"last":0}""");

    async Task<ChromiumPage> Open(int width, bool dark = false)
    {
        var rows = Enumerable.Range(0, Tiles).Select(i => Reports.Taken(
            string.Create(CultureInfo.InvariantCulture, $"33T{(char)('A' + i / 10)}{(char)('A' + i % 10)}"),
            i % 7 == 3 ? UnitStatus.Failed : UnitStatus.Done, i % 7 == 3 ? "http-503" : null,
            i % 7 == 3 ? LongDetail : null)
            with { Geometry = null });
        var frame = new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20);
        var path = Reports.Write(
            folder, Reports.Ledger([.. rows]) with { Request = Request }, Reports.Map(frame, (_, _) => Reports.Pixels(1, 1000, 300)));
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
    public async Task On_a_phone_a_long_reason_does_not_widen_the_page()
    {
        var row = Reports.Taken("33TUM", UnitStatus.Failed, "a-rather-long-reason-of-a-failed-scene-with-many-words");
        await using var page = await (await browser.Open(390)).Load(Reports.Url(Reports.Write(folder, Reports.Ledger([row]))));
        Assert.Equal("390", await page.Text("String(document.documentElement.scrollWidth)"));
    }

    [PaperFact]
    public async Task Printed_it_has_every_row_and_every_column_on_A4_also_from_a_dark_screen()
    {
        await using var page = await Open(1280, dark: true);
        var columns = await page.Texts("#table thead th");
        var text = await Paper(page);
        foreach (var word in columns.SelectMany(column => column.Split(' ', '▲', '▼')))
            Assert.Contains(word, text, StringComparison.Ordinal);
        Assert.Contains("\"coordinates\": [[[1, 2], [3, 4], [5, -6e-7], [1, 2]]]", text, StringComparison.Ordinal);
        Assert.Contains("\"last\": 0", Assert.Single(text.Split('\f'), sheet => sheet.Contains("\"field-", StringComparison.Ordinal)));
        Assert.Contains("Share of tiles", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" show ", text, StringComparison.Ordinal); // a button
        for (var i = 0; i < Tiles; i++) Assert.Contains($"33T{(char)('A' + i / 10)}{(char)('A' + i % 10)}", text, StringComparison.Ordinal);
        Assert.Equal(50, (await page.Texts("#table tbody tr")).Length); // the screen has its pages again
        // The last column stands on the sheet as a whole: its seconds are at the right end of lines.
        Assert.True(text.Split('\n').Count(line => line.TrimEnd().EndsWith(" 1.8", StringComparison.Ordinal)) >= Tiles / 2);
        Assert.Contains("width=\"841.9", Tool.Run(PaperFactAttribute.PdfToText!, "-bbox", folder["report.pdf"], "-"),
            StringComparison.Ordinal); // A4, landscape
        Assert.Equal("", await page.Text("document.documentElement.dataset.print ?? ''"));
        Assert.Empty(page.Complaints);
    }

    /// <summary>What is cut at the edge of a sheet is not in a PDF's text: a word that is missing was lost.</summary>
    async Task<string> Paper(ChromiumPage page)
    {
        await File.WriteAllBytesAsync(folder["report.pdf"], await page.Print());
        return Tool.Run(PaperFactAttribute.PdfToText!, "-layout", folder["report.pdf"], "-");
    }

    [PaperFact]
    public async Task Printed_it_has_every_zone_and_the_figures_of_every_index()
    {
        const int Zones = 60;
        IReadOnlyList<MappedIndex> indices = [.. SpectralIndex.All.Select(index => new MappedIndex(index, 10))];
        var ledger = Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]) with { Zones = new(Zones, [], []) };
        IReadOnlyList<IReadOnlyList<ZoneRow>> zones =
            [.. indices.Select((_, i) => Enumerable.Range(0, Zones).Select(zone => Zone(i, zone)).ToList())];
        await using var page = await (await browser.Open(1000)).Load(Reports.Url(Reports.Write(folder.Path, ledger, indices, zones, [])));
        // On a small screen the ledger of twelve indices scrolls in its box, and the page does not; on paper no column is lost.
        Assert.Equal("true true", await page.Text("`${document.documentElement.scrollWidth <= innerWidth} "
            + "${(box => box.scrollWidth > box.clientWidth)(document.getElementById('table').closest('.scroll'))}`"));
        var lines = (await Paper(page)).Split('\n');
        foreach (var (index, i) in indices.Select((mapped, i) => (mapped.Name, i)))
            for (var zone = 0; zone < Zones; zone++)
                Assert.True(lines.Any(line => line.Contains($"zone-{zone:00} ", StringComparison.Ordinal) && line.Contains(
                    Reports.Number(Mean(i, zone), "F3"), StringComparison.Ordinal)), $"{index} of zone {zone} is not on the paper");
        Assert.Equal(Zones, lines.Count(line => line.Contains("no clear pixels", StringComparison.Ordinal))); // the last column
        Assert.Contains(lines, line => line.Contains("33TUM", StringComparison.Ordinal) // the ledger's last column, its seconds
            && line.TrimEnd().EndsWith(" 1.8", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("NDVI, mean (blue: below 0): 0", StringComparison.Ordinal)); // what the map shows
        Assert.Equal(25, (await page.Texts("#zones tbody tr")).Length); // the screen has its page again
        Assert.Empty(page.Complaints);
    }

    /// <summary>As <c>chromium --print-to-pdf</c> prints: as soon as the page has loaded, without a look at it.</summary>
    [PaperFact]
    public void Printed_as_soon_as_it_has_loaded_it_has_its_map_its_zones_and_no_heading_alone()
    {
        var rows = Enumerable.Range(0, Tiles)
            .Select(i => Reports.Taken($"33T{(char)('A' + i / 10)}{(char)('A' + i % 10)}", UnitStatus.Done));
        var ledger = Reports.Ledger([.. rows]) with { Zones = new(1, [], []) };
        var frame = new MapFrame(Reports.Grid, (13 + 180) * 20, (90 - 47) * 20, 20, 20);
        var page = Reports.Write(folder.Path, ledger, [new(SpectralIndex.Ndvi, 10)], [[Zone(0, 7)]],
            [(Reports.Map(frame, (_, _) => Reports.Pixels(1, 1000, 300)), null, null)]);
        var paper = folder["direct.pdf"];
        Tool.Run(ChromiumFactAttribute.Program!, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
            "--disable-background-networking", $"--user-data-dir={folder["profile"]}", $"--print-to-pdf={paper}", Reports.Url(page));
        var sheets = Tool.Run(PaperFactAttribute.PdfToText!, "-layout", paper, "-").Split('\f').Select(sheet => sheet.Trim()).ToList();
        foreach (var first in new[] { "Vegetation map, 4 to 10 December 2023", "Published.", "scenes selected",
            "NDVI, mean (blue: below 0): 0" })
            Assert.Contains(first, sheets[0], StringComparison.Ordinal);
        Assert.InRange(PixelsOf(sea: [0xe6, 0xed, 0xf2], paper), 0, 20); // the map fills its frame, but for round corners
        Assert.Contains("grey: no value", Assert.Single(sheets, sheet => sheet.Split('\n').Any(line => line.Trim() == "Zones")));
        Assert.Contains(sheets, sheet => sheet.Contains("zone-07", StringComparison.Ordinal));
        Assert.Contains(sheets, sheet => sheet.Contains("33TGJ", StringComparison.Ordinal)); // the last of the ledger's rows
        Assert.DoesNotContain(sheets, sheet => sheet.Split('\n')[^1].Trim() is "Map" or "Ledger" or "Zones" or "Coverage" or "Timings");
        Assert.DoesNotContain(sheets, sheet => sheet.Split('\n')[^1].Contains("Attempt", StringComparison.Ordinal)); // a head without rows
    }

    /// <summary>On the first sheet.</summary>
    static int PixelsOf(byte[] sea, string paper)
    {
        var program = PaperFactAttribute.PdfToText!.Replace("totext", "toppm", StringComparison.Ordinal);
        Tool.Run(program, "-singlefile", "-r", "60", paper, paper);
        return File.ReadAllBytes($"{paper}.ppm")[15..].Chunk(3).Count(pixel => pixel.SequenceEqual(sea)); // after P6, its size, 255
    }

    static double Mean(int index, int zone) => 0.1 * (index + 1) + 0.001 * zone;

    static ZoneRow Zone(int index, int zone) => new(
        $"zone-{zone:00}", null, default, default, "", Mean(index, zone), 0.1, -1, 1, 0.95, 0.96, 0.97, 12, 0.5, 100, 0)
        { Geometry = [ReportZonesMapTests.Square(zone % 10, zone / 10, 1)] };

    public void Dispose() => folder.Dispose();
}

/// <summary>A fact that prints from Chromium and reads the paper with pdftotext.</summary>
sealed class PaperFactAttribute : FactAttribute
{
    public static readonly string? PdfToText = Tool.Find("/usr/bin/pdftotext", "/usr/local/bin/pdftotext");

    public PaperFactAttribute()
    {
        Skip = ChromiumFactAttribute.Program is null ? new ChromiumFactAttribute().Skip
            : PdfToText is null ? "pdftotext is not installed (apt-get install poppler-utils)" : null;
    }
}
