using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Shapes;
using Vegetation.Tests.Raster;
using NetTopologySuite.Geometries;

namespace Vegetation.Tests.Products.Report;

/// <summary>The map of the report under wheel, hand, fingers and keys: its colours are core's, its key is the ledger's.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportZoomTests(Chromium browser) : IDisposable
{
    const int Side = 40;

    readonly TemporaryFolder folder = new();

    /// <summary>12 to 14 east, 45 to 47 north: the plain, the coast around Venice, and 33TUL to 33TVM.</summary>
    static MapFrame Frame { get; } = new(Reports.Grid, (12 + 180) * 20, (90 - 47) * 20, Side, Side);

    /// <summary>NDVI by place; four rows of cloud in the north, four of water below them, nothing seen in the east.</summary>
    static WorldMap Map { get; } = Reports.Map(Frame, (row, column) => column >= 30 ? default
        : row < 4 ? new CellSum { Observed = 10 } : row < 8 ? new CellSum { Observed = 10, Clear = 8, Water = 8 }
        : Reports.Pixels(10, ValueAt(row, column), ValueAt(row, column)));

    static int ValueAt(int row, int column) => 1000 + 100 * row + 50 * column;

    static LedgerRow[] Rows { get; } =
    [
        Reports.Taken("33TUM", UnitStatus.Done), Reports.Taken("33TUL", UnitStatus.Failed, "decode"),
        Reports.NotTaken("33TVM", "too-cloudy"), Reports.NotTaken("33TVL", "no-acquisition"),
        Reports.Taken("33TVL", UnitStatus.Invalid, "grid"),
        Reports.NotTaken("32TQR", "no-acquisition"), Reports.NotTaken("32TQS", "no-acquisition"),
        Reports.NotTaken("32TNT", "no-acquisition"),
    ];

    async Task<ChromiumPage> Open(ChangeMap? change = null, ChangeBasis? basis = null, int width = 1280)
    {
        var ledger = Reports.Ledger(Rows);
        if (basis is not null) ledger = ledger with { Change = Reports.ChangeOf(basis) };
        var page = await (await browser.Open(width, 900)).Load(Reports.Url(Reports.Write(folder, ledger, Map, change)));
        await Choose(page, "outlines", "none");
        return page;
    }

    static Task<string> Zoom(ChromiumPage page) => page.Text("document.getElementById('sheet').dataset.zoom ?? '1.00'");

    /// <summary>What the page says of a place of the sheet, and the colour that it has there, both at once.</summary>
    static async Task<(string Said, string Colour)> At(ChromiumPage page, double across, double down)
    {
        await page.Point("sheet", across, down);
        return (await page.Text("document.getElementById('values').innerText"), await page.Text(
            $$"""
            (c => {
              const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', { willReadFrequently: true });
              copy.drawImage(c, 0, 0);
              return '#' + [...copy.getImageData(Math.floor(c.width * {{across:R}}), Math.floor(c.height * {{down:R}}), 1, 1).data]
                .slice(0, 3).map(n => n.toString(16).padStart(2, '0')).join('');
            })(document.getElementById('canvas'))
            """));
    }

    /// <summary>The cell that the page names, and its colour by core's ramp.</summary>
    static async Task<(double Latitude, double Longitude)> HasItsColour(ChromiumPage page, double across, double down)
    {
        var (said, colour) = await At(page, across, down);
        var place = said.Split(['°', ' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var (latitude, longitude) = (Number(place[0]), Number(place[2]));
        var (row, column) = ((int)((47 - latitude) * 20), (int)((longitude - 12) * 20));
        Assert.Contains($"NDVI mean {Reports.Number(ValueAt(row, column) / 1e4, "F4")}", said, StringComparison.Ordinal);
        Assert.Equal(ColourRamp.Hex(SpectralIndex.Ndvi.Ramp.Colour(ValueAt(row, column) * SpectralIndex.Scale)), colour);
        return (latitude, longitude);
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [ChromiumFact]
    public async Task Wheel_hand_keys_and_buttons_move_it_and_values_and_colours_go_along()
    {
        await using var page = await Open();
        var before = await HasItsColour(page, 0.31, 0.52);
        await page.Wheel("sheet", 0.31, 0.52, 200); // away from the whole map the page scrolls
        Assert.Equal("1.00", await Zoom(page));
        await page.Wheel("sheet", 0.31, 0.52, -400);
        Assert.True((bool)(await page.Evaluate( // sideways the page scrolls
            "document.getElementById('sheet').dispatchEvent(new WheelEvent('wheel', { deltaX: 90, cancelable: true }))"))!);
        Assert.Equal("4.00", await Zoom(page));
        Assert.Equal(before, await HasItsColour(page, 0.31, 0.52)); // about the place under the pointer
        await page.Drag("sheet", (0.3, 0.4), (0.5, 0.6));
        var (latitude, longitude) = await HasItsColour(page, 0.51, 0.72); // what was at 0.31, 0.52 came along
        Assert.Equal(before, (latitude, longitude));
        await page.Evaluate("document.getElementById('sheet').focus()");
        foreach (var (key, zoom) in new[] { ("-", "2.00"), ("-", "1.00"), ("-", "1.00"), ("+", "2.00"), ("0", "1.00") })
        {
            await page.Press(key);
            Assert.Equal(zoom, await Zoom(page));
        }
        await page.Evaluate("document.querySelectorAll('#zoom button')[0].click()");
        for (var step = 0; step < 12; step++) await page.Press("ArrowLeft"); // the map follows the cell that is chosen
        await page.Drawn();
        Assert.True((bool)(await page.Evaluate("(b => { const s = document.getElementById('sheet').getBoundingClientRect(); return b.left "
            + ">= s.left - 3 && b.right <= s.right + 3; })(document.getElementById('cursor').getBoundingClientRect())"))!);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Once_it_was_printed_the_pointer_is_over_the_same_place_again()
    {
        var frame = new MapFrame(Reports.Grid, (12 + 180) * 20, (90 - 47) * 20, 40, 40);
        var map = Reports.Map(frame, (row, column) => Reports.Pixels(10, 1000 + (100 * row) + (50 * column), 1000));
        var page = await (await browser.Open(1280, 900)).Load(Reports.Url(Reports.Write(folder, Reports.Ledger([]), map)));
        async Task<string> Under()
        {
            await page.Point("sheet", 0.1, 0.1);
            await page.Point("sheet", 0.8, 0.8);
            return await page.Text("document.getElementById('values').innerText");
        }
        var before = await Under();
        _ = await page.Print();
        Assert.Equal(before, await Under());
    }

    [ChromiumFact]
    public async Task Two_fingers_zoom_it_on_a_phone()
    {
        await using var page = await Open(width: 390);
        var middle = await HasItsColour(page, 0.51, 0.51);
        await page.Pinch("sheet", 0.2, 0.6);
        Assert.InRange(Number(await Zoom(page)), 2.7, 3.3);
        var (latitude, longitude) = await HasItsColour(page, 0.51, 0.51);
        Assert.InRange(Math.Abs(latitude - middle.Latitude) + Math.Abs(longitude - middle.Longitude), 0, 0.11);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task Gaps_have_the_colour_of_their_reason_and_the_key_counts_the_tiles_of_the_ledger()
    {
        await using var page = await Open();
        Assert.Equal(
            ["not observed: 3 tiles, 1 outside the frame", "no clear pixels: 1 tile", "failed: 2 tiles", "water only"],
            await page.Texts("#key span"));
        await Choose(page, "outlines", "all");
        Assert.Equal(["outline: done", "failed or invalid", "no scene"], (await page.Texts("#key span")).Skip(4));
        await Choose(page, "outlines", "open");
        Assert.Equal(["outline: failed or invalid", "no scene"], (await page.Texts("#key span")).Skip(4));
        await Choose(page, "outlines", "none");
        var tiles = Rows.Select(row => row.Tile).Distinct().Count();
        var counted = (await page.Texts("#key span")).Take(3).Sum(text => Number(text.Split(": ")[1].Split(' ')[0]));
        Assert.Equal(tiles - 1, counted); // one has values
        Assert.Equal(GapColour(GapClass.NothingClear), (await At(page, 0.31, 0.05)).Colour);
        Assert.Equal("#c9d8e4", (await At(page, 0.31, 0.15)).Colour); // water
        Assert.Equal(GapColour(GapClass.NothingClear), (await At(page, 0.91, 0.31)).Colour); // 33TVM
        Assert.Equal(GapColour(GapClass.Failed), (await At(page, 0.93, 0.68)).Colour); // 33TVL, of which one scene is refused
        var coast = WorldLines.Within(new Envelope(12.1, 13.4, 45.1, 46.5), WorldLines.All.Coasts).SelectMany(line => line)
            .First(p => p.X is > 12.1 and < 13.4 && p.Y is > 45.1 and < 46.5);
        var dark = (await At(page, (coast.X - 12) / 2, (47 - coast.Y) / 2)).Colour;
        Assert.InRange(Core.ColourVision.Lightness(Convert.ToUInt32(dark[1..], 16)), 0, 55);
        Assert.Empty(page.Complaints);

        static string GapColour(GapClass gap) => ColourRamp.Hex(gap.Colour);
    }

    [ChromiumFact]
    public async Task The_previous_run_lies_left_of_a_divider_and_both_have_their_means()
    {
        var change = new ChangeMap(Map.Mapped, Frame, [.. Map.Mean.Select(mean =>
            mean == WorldMap.Nodata ? ChangeMap.Nodata : (short)300)]);
        var basis = new ChangeBasis("week-2023-48", Day(27, 11), Day(4, 12), null)
            { Compared = new(4321, 0.4321, 0.4021, 0.66, 0.75) };
        await using var page = await Open(change, basis);
        var now = await At(page, 0.31, 0.52);
        await page.Evaluate("document.getElementById('compare').click()");
        var before = await At(page, 0.31, 0.52);
        var mean = Number(now.Said.Split("NDVI mean ")[1].Split(',')[0]);
        Assert.Equal(
            $"{now.Said.Split(':')[0]}, 27 November to 3 December 2023: NDVI mean {Reports.Number(mean - 0.03, "F4")}.", before.Said);
        Assert.Equal(ColourRamp.Hex(SpectralIndex.Ndvi.Ramp.Colour(mean - 0.03)), before.Colour);
        var cloud = await At(page, 0.31, 0.05);
        Assert.EndsWith("2023: not compared, since one of the weeks has no value.", cloud.Said, StringComparison.Ordinal);
        Assert.Equal(NotCompared, cloud.Colour);
        Assert.Contains("not compared", await page.Texts("#key span"));
        await HasItsColour(page, 0.64, 0.52); // right of the line is this run
        await page.Evaluate("{ const s = document.getElementById('share'); s.value = 20; s.dispatchEvent(new Event('input')); }");
        Assert.Equal(now, await At(page, 0.31, 0.52));
        Assert.Equal(
            ["27 November to 3 December 2023 (previous)", "0.402", "75.0 %", "4 to 10 December 2023", "0.432", "66.0 %", "Difference",
                "+0.030", "-9.0 percentage points"], await page.Texts("#weeks tbody tr > *"));
        Assert.Contains("over 4,321 km² of clear land", (await page.Texts("#weeks caption"))[0], StringComparison.Ordinal);
        await page.Evaluate("document.getElementById('compare').click()");
        Assert.DoesNotContain("not compared", await page.Texts("#key span"));
        await page.Evaluate("document.querySelector('#layers input[value=change]').click()");
        Assert.DoesNotContain("not compared", await page.Texts("#key span")); // each cell that has a value now had one then
        Assert.Contains("where both weeks have values", await page.Text("document.getElementById('sides').innerText"),
            StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    const string NotCompared = "#d8cfe8";

    static Task Choose(ChromiumPage page, string select, string value) => page.Evaluate(
        $"{{ const s = document.getElementById('{select}'); s.value = '{value}'; s.dispatchEvent(new Event('change')); }}");

    static DateTimeOffset Day(int day, int month) => new(2023, month, day, 0, 0, 0, TimeSpan.Zero);

    public void Dispose() => folder.Dispose();
}
