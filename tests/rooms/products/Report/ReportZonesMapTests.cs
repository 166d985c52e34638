using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Products.Report;
using Vegetation.Products.Zones;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>The map of zones in the report: colours, the figures under the pointer, and the size of the page.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportZonesMapTests(Chromium browser) : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static AreaPolygon Ring(params double[] numbers) =>
        new([[.. numbers.Chunk(2).Append(numbers[..2]).Select(pair => new Position(pair[0], pair[1]))]]);

    internal static AreaPolygon Square(double west, double south, double side) =>
        Ring(west, south, west + side, south, west + side, south + side, west, south + side);

    static ZoneRow Row(string id, double? mean, params AreaPolygon[] shape) =>
        new(id, $"Name of {id}", default, default, "ndvi", mean, 0.1, -1, 1, 0.25, 0.5, 0.75, 12, 0.5, 100, 50) { Geometry = shape };

    /// <summary>Four squares of a degree in a row at the equator: the second has a hole, the last no value.</summary>
    static IReadOnlyList<ZoneRow> Four { get; } =
    [
        Row("low", 0.1, Square(0, 0, 1)),
        Row("hole", 0.9, new AreaPolygon([Square(1, 0, 1).Rings[0], Square(1.4, 0.4, 0.2).Rings[0]])),
        Row("below", -0.3, Square(2, 0, 1)),
        Row("none", null, Square(3, 0, 1)),
    ];

    string Write(IReadOnlyList<ZoneRow> rows, int count = 0)
    {
        var ledger = Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)]) with
            { Zones = new(Math.Max(count, rows.Count), [], []) };
        return Reports.Write(folder.Path, ledger, [new(SpectralIndex.Ndvi, 10)], [rows], []);
    }

    /// <summary>The colour at a place of the canvas, shares of its width and height.</summary>
    static async Task<string> Colour(ChromiumPage page, double across, double down) => await page.Text(
        $$"""
        (() => {
          const c = document.getElementById('zoneSheet');
          const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true });
          copy.drawImage(c, 0, 0);
          const d = copy.getImageData(c.width * {{across:R}}, c.height * {{down:R}}, 1, 1).data;
          return d[3] ? '#' + [...d].slice(0, 3).map(n => n.toString(16).padStart(2, '0')).join('') : 'clear';
        })()
        """);

    [ChromiumFact]
    public async Task Where_zones_are_compared_the_map_and_the_table_show_change_and_anomaly()
    {
        var fell = Row("fell", 0.1, Square(0, 0, 1)) with { Change = -0.2, ZScore = -3 };
        IReadOnlyList<ZoneRow> rows = [fell, Row("new", 0.9, Square(1, 0, 1))];
        await using var page = await (await browser.Open()).Load(Reports.Url(Write(rows)));
        Assert.Equal(
            "NDVI, mean|Change in NDVI|Anomaly of NDVI, z-score",
            await page.Text("[...document.querySelectorAll('#zoneLayer option')].map(o => o.textContent).join('|')"));
        foreach (var (layer, colour) in new[] { (1, ChangeRamp.Ramp.At(-0.2)), (2, ChangeRamp.Deviations.At(-3)) })
        {
            await page.Evaluate(
                $"(e => {{ e.value = {layer}; e.dispatchEvent(new Event('change')); }})(document.getElementById('zoneLayer'))");
            Assert.Equal(ColourRamp.Hex(colour), await Colour(page, 0.25, 0.5));
        }
        var cells = await page.Text("[...document.querySelectorAll('#zones tbody tr')].map(r => r.textContent).join('|')");
        Assert.Contains("-0.200", cells, StringComparison.Ordinal);
        Assert.Contains("-3.0", cells, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Zones_have_the_colours_of_the_index_and_tell_their_figures()
    {
        await using var page = await (await browser.Open()).Load(Reports.Url(Write(Four)));
        var ramp = SpectralIndex.Ndvi.Ramp;
        foreach (var (across, down, value) in new[] { (0.125, 0.5, 0.1), (0.3, 0.2, 0.9), (0.625, 0.5, -0.3) })
            Assert.Equal(ColourRamp.Hex(ramp.Colour(value)), await Colour(page, across, down));
        Assert.Equal("clear", await Colour(page, 0.375, 0.5)); // the hole
        Assert.NotEqual("clear", await Colour(page, 0.875, 0.5)); // grey

        await page.Point("zoneSheet", 0.3, 0.2);
        var said = await page.Text("document.getElementById('zoneValues').textContent");
        Assert.StartsWith("hole (Name of hole): NDVI 0.900, NDVI, 10th percentile 0.250", said, StringComparison.Ordinal);
        Assert.Contains("Area 12.00 km²", said, StringComparison.Ordinal);
        await page.Point("zoneSheet", 0.375, 0.5); // in the hole nothing new is said
        Assert.Equal(said, await page.Text("document.getElementById('zoneValues').textContent"));

        await page.Evaluate(
            "document.querySelector('tr[data-zone=\"3\"] td').dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))");
        Assert.StartsWith(
            "none (Name of none): ", await page.Text("document.getElementById('zoneValues').textContent"), StringComparison.Ordinal);
        await page.Evaluate("[...document.querySelectorAll('#zoneMap button')][0].click()"); // in, about the zone of that row
        await page.Drawn();
        Assert.Equal(ColourRamp.Hex(ramp.Colour(-0.3)), await Colour(page, 0.25, 0.5)); // two of them fill the map
        await page.Evaluate("[...document.querySelectorAll('#zoneMap button')][2].click()"); // all of them again
        await page.Drawn();
        Assert.Equal(ColourRamp.Hex(ramp.Colour(0.1)), await Colour(page, 0.125, 0.5));
        Assert.Empty(page.Complaints);
        Assert.All(page.Requests, url => Assert.StartsWith("file:", url, StringComparison.Ordinal));
    }

    /// <summary>5,000 zones of forty positions each, of 100,000 in the run.</summary>
    [ChromiumFact]
    public async Task Many_zones_with_many_positions_make_no_huge_page_and_the_page_says_what_it_shows()
    {
        var random = new Random(7);
        AreaPolygon Ragged(int number) => Ring([.. Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            10 + number % 100 * 0.05 + (0.02 + 0.004 * random.NextDouble()) * Math.Cos(i * Math.PI / 20),
            45 + number / 100 * 0.05 + (0.02 + 0.004 * random.NextDouble()) * Math.Sin(i * Math.PI / 20),
        })]);
        IReadOnlyList<ZoneRow> rows = [.. Enumerable.Range(0, PageZones.MostShown).Select(i => Row($"z{i}", i / 5000.0, Ragged(i)))];
        var shapes = ZoneOutlines.Of([.. rows.Select(row => row.Geometry)])!;
        Assert.InRange(shapes.Rings.Sum(zone => zone.Sum(ring => ring.Length / 2)), 4 * rows.Count, 60_000);
        Assert.All(shapes.Rings, zone => Assert.Single(zone));
        var file = Write(rows, count: 100_000);
        Assert.InRange(new FileInfo(file).Length, 100_000, 900_000);
        await using var page = await (await browser.Open()).Load(Reports.Url(file));
        Assert.Contains("100,000 zones, of which the page shows the first 5,000; the tables have all.", await page.Texts("#zones p"));
        Assert.Contains(
            $"Outlines are simplified by up to {Math.Ceiling(shapes.MetresOff)} m here;", string.Join(' ', await page.Texts("#zones p")),
            StringComparison.Ordinal);
        await page.Point(
            "zoneSheet", (12.5 - shapes.West) / (shapes.East - shapes.West), (shapes.North - 46.2) / (shapes.North - shapes.South));
        Assert.StartsWith(
            "z2450 (Name of z2450): NDVI 0.490", await page.Text("document.getElementById('zoneValues').textContent"),
            StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public void Zones_across_the_antimeridian_lie_together_and_the_smallest_are_still_there()
    {
        var shapes = ZoneOutlines.Of([[Square(179, -17, 1), Square(-180, -17, 1)], [Square(-179.5, -16, 0.00001)]])!;
        Assert.Equal((179, 181), (shapes.West, shapes.East));
        Assert.Equal([0, 8192], shapes.Rings[0].Select(ring => ring[0]).Order());
        var dot = Assert.Single(shapes.Rings[1]);
        Assert.Equal((12288, 8), (dot[0], dot.Length));
        Assert.Null(ZoneOutlines.Of([[], []]));
    }
}
