using System.Globalization;
using Vegetation.Core.Indices;
using Vegetation.Products;
using Vegetation.Tests.Products.Report;
using static Vegetation.Tests.Products.Viewer.ViewerRuns;

namespace Vegetation.Tests.Products.Viewer;

/// <summary>The viewer as Chromium shows it, its values against GDAL's own tools.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ViewerTests(Chromium browser, ViewerRuns runs)
{
    Task<ViewerTab> Open(string run = Week, string link = "#outlines=0") => ViewerTab.Open(browser, runs.Viewer(run) + link);

    static int Judge(string file, double latitude, double longitude, int band = 1) => (int)ValueIn(file, latitude, longitude, band);

    static string Index(int stored) => (stored * SpectralIndex.Scale).ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>Of core's ramp, but for the last bit of a blend.</summary>
    static async Task HasColour(ViewerTab tab, uint colour)
    {
        var found = (await tab.Colour()).Split(' ').Select(int.Parse);
        Assert.All(found.Zip([(int)(colour >> 16), (int)(colour >> 8 & 255), (int)(colour & 255)]), pair =>
            Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
    }

    static Task HasColourOf(ViewerTab tab, int stored) => HasColour(tab, SpectralIndex.Ndvi.Ramp.Colour(stored * SpectralIndex.Scale));

    [ChromiumTheory]
    [InlineData(1400, false)]
    [InlineData(1400, true)]
    [InlineData(390, false)]
    [InlineData(390, true)]
    public async Task It_fits_its_window_complains_of_nothing_and_asks_its_own_server_only(int width, bool dark)
    {
        await using var tab = await ViewerTab.Open(browser, runs.Viewer(Week).AbsoluteUri, width, 800, dark);
        await tab.Page.Evaluate("document.getElementById('panel').open = true");
        Assert.Equal("NDVI, 4 to 10 December 2023", await tab.Page.Text("document.title"));
        Assert.True((bool)(await tab.Page.Evaluate($"document.documentElement.scrollWidth <= {width}"))!);
        Assert.True((bool)(await tab.Page.Evaluate("[...document.querySelectorAll('aside select, aside input, #value')].filter(e => "
            + "e.checkVisibility()).every(e => { const b = e.getBoundingClientRect(); return b.left >= 0 && b.right <= innerWidth; })"))!);
        await tab.Page.Evaluate("document.getElementById('value').textContent = 'long '.repeat(60)"); // lies under nothing
        Assert.Equal("true", await tab.Page.Text("(e => String(e.scrollHeight <= e.clientHeight + 1))(document.getElementById('value'))"));
        await tab.Set("swipe", "checked", "true");
        Assert.Equal("share", await tab.Page.Text( // its handle is not under the panel
            "(b => document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2).id)"
            + "(document.getElementById('share').getBoundingClientRect())"));
        Assert.Equal(
            dark ? "rgb(22, 34, 43)" : "rgb(230, 237, 242)",
            await tab.Page.Text("getComputedStyle(document.getElementById('map')).backgroundColor"));
        Assert.NotEqual("", await tab.Page.Text("(document.querySelector('#report').click(), 'clicked')"));
        Assert.All(tab.Page.Requests, url => Assert.StartsWith(new Uri(runs.Viewer(Week), "/").AbsoluteUri, url, StringComparison.Ordinal));
        Assert.Empty(tab.Page.Complaints);
    }

    [ChromiumFact]
    public async Task From_the_Earth_it_goes_down_to_the_pixels_of_a_scene()
    {
        await using var tab = await Open(link: "#at=46.5,11.85&zoom=1&outlines=0");
        Assert.DoesNotContain(tab.Page.Requests, url => url.Contains("/output/", StringComparison.Ordinal));
        await tab.Go(46.5, 11.85, 7.5);
        var map = Judge(runs.Map(Week), 46.5, 11.85);
        Assert.Equal($"46.5000° N, 11.8500° E: NDVI, mean {Index(map)} (map).", await tab.Value());
        await HasColourOf(tab, map);
        Assert.Contains("zoom in", await tab.Text("message"), StringComparison.Ordinal);
        await tab.Page.Hold("*_qa.tif");
        await tab.Page.Evaluate("document.getElementById('map').focus()");
        foreach (var zoom in new[] { "8.5", "9.5", "10.5", "11.5" })
        {
            await tab.Page.Press("+");
            await tab.Link($"zoom={zoom}&"); // at the end of the step's animation
        }
        await tab.Rest();
        var scene = Judge(runs.Scene(Week, West), 46.5, 11.85);
        var said = $"46.5000° N, 11.8500° E: NDVI {Index(scene)} ({West}).";
        Assert.Equal(said, await tab.Said(isAll: false));
        Assert.Equal("true", await tab.Page.Text("document.getElementById('value').ariaBusy")); // the QA file is not there yet
        await tab.Page.LetGo();
        Assert.Equal(said, await tab.Said());
        Assert.Contains(tab.Page.Requests, url => url.EndsWith($"{West}_ndvi.tif", StringComparison.Ordinal));
        await tab.Go(46.5, 11.85, 15);
        await HasColourOf(tab, scene);
        Assert.Empty(tab.Page.Complaints);
    }

    [ChromiumFact]
    public async Task Scenes_of_two_zones_are_shown_side_by_side_each_with_its_own_values()
    {
        await using var tab = await Open();
        await tab.Go(46.5, 12, 11);
        Assert.Equal(2, tab.Page.Requests.Where(url => url.Contains("/output/", StringComparison.Ordinal)).Distinct().Count());
        foreach (var (id, latitude, longitude) in new[]
            { (West, 46.45, 11.88), (West, 46.6, 11.83), (East, 46.5, 12.05), (East, 46.58, 12.15), (East, 46.48, 11.93) })
        {
            await tab.Go(latitude, longitude, 14);
            var stored = Judge(runs.Scene(Week, id), latitude, longitude);
            Assert.EndsWith($" NDVI {Index(stored)} ({id}).", await tab.Value(), StringComparison.Ordinal);
            await HasColourOf(tab, stored);
        }
    }

    [ChromiumFact]
    public async Task A_hole_in_a_scene_is_not_filled_by_the_coarse_map()
    {
        await using var tab = await Open();
        var (latitude, longitude) = (46.42, 11.81);
        Assert.NotEqual(SpectralIndex.Nodata, Judge(runs.Map(Week), latitude, longitude));
        Assert.Equal(SpectralIndex.Nodata, Judge(runs.Scene(Week, West), latitude, longitude));
        await tab.Go(latitude, longitude, 7);
        Assert.NotEqual("", await tab.Colour());
        await tab.Go(latitude, longitude, 13);
        Assert.Equal("", await tab.Colour());
        Assert.EndsWith($"no value here: cloud ({West}).", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(latitude, 11.818, 13);
        Assert.EndsWith($"no value here: outside the swath, or no data in a band ({West}).", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.397, 11.9, 13); // the sea has values in the scene, and none in the map
        Assert.EndsWith($", water ({West}).", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.925, 11.9, 7.5);
        Assert.EndsWith("no value here: water only.", await tab.Value(), StringComparison.Ordinal);
        Assert.Empty(tab.Page.Complaints);
    }

    [ChromiumFact]
    public async Task Zones_have_the_colour_of_their_value_from_afar_and_outlines_over_the_pixels()
    {
        await using var tab = await Open();
        var colour = SpectralIndex.Ndvi.Ramp.Colour(0.7);
        await tab.Go(46.51, 12.31, 7.9);
        await HasColour(tab, colour);
        Assert.EndsWith(" Zone ring (Name of ring): NDVI, mean 0.7000.", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.55, 12.35, 7.9); // the hole
        Assert.DoesNotContain("Zone", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.525, 12.425, 7.9);
        Assert.EndsWith(" Zone none (Name of none): no value.", await tab.Value(), StringComparison.Ordinal);
        await tab.Page.Evaluate("document.getElementById('place').focus()");
        await tab.Page.Write("46.51, 12.31");
        await tab.Page.Press("Enter");
        await tab.Rest();
        Assert.EndsWith(" Zone ring (Name of ring): NDVI, mean 0.7000.", await tab.Said(), StringComparison.Ordinal);
        await tab.Page.Evaluate("document.activeElement.blur()");
        await tab.Go(46.51, 12.31, 7.9);
        await tab.Go(46.51, 12.31, 7.9, "&swipe=40");
        Assert.Contains("Zone ring", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.51, 12.31, 7.9, "&swipe=60"); // the week before, left of the line, has no zones
        await HasColourOf(tab, Judge(runs.Map(Before), 46.51, 12.31));
        Assert.DoesNotContain("Zone", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.51, 12.31, 7.9);
        await tab.Set("swipe", "checked", "false");
        await tab.Set("zones", "checked", "false", "input");
        await HasColourOf(tab, Judge(runs.Map(Week), 46.51, 12.31));
        Assert.DoesNotContain("Zone", await tab.Value(), StringComparison.Ordinal);
        Assert.Empty(tab.Page.Complaints);
    }

    [ChromiumFact]
    public async Task A_coordinate_that_is_typed_is_gone_to_and_the_panel_says_what_is_shown()
    {
        await using var tab = await Open();
        await tab.Go(46.5, 11.85, 7);
        Assert.Equal("Showing the map in cells of 0.05°, water excluded", await tab.Text("source"));
        Assert.Equal("Mean", (await tab.Page.Texts("#layer option"))[0]);
        await tab.Page.Evaluate("{ window.said = []; new MutationObserver(all => said.push(...all.flatMap(one => [...one.addedNodes])."
            + "map(node => node.textContent))).observe(document.getElementById('value'), { childList: true }); }");
        await tab.Page.Evaluate("document.getElementById('place').focus()");
        await tab.Page.Write("46.45 N, 11.88 E");
        await tab.Page.Press("Enter");
        await tab.Rest();
        Assert.Contains("at=46.45000,11.88000&zoom=13", await tab.Page.Text("location.hash"), StringComparison.Ordinal);
        Assert.Equal("Showing pixels of the scenes, 10 m, including water", await tab.Text("source"));
        Assert.Contains($"NDVI {Index(Judge(runs.Scene(Week, West), 46.45, 11.88))}", await tab.Said(), StringComparison.Ordinal);
        Assert.Equal("46.4500° N, 11.8800° E: reading …", await tab.Page.Text("said[0]"));
        await tab.Set("place", "value", "'north pole'");
        Assert.Equal(
            "got north pole; expected latitude and longitude, such as 46.5, 11.85 or 46°30'N 11°51'E", await tab.Text("message"));
        foreach (var typed in new[] { "46°27'N 11°52'48\\\"E", "N46 27 E11 52.8", "46 27 0 11 52 48", "E11.88 N46.45",
            "46,45 N 11,88 E", "46,45; 11,88", "(46º27’ N; 11º52’48” E)" })
        {
            await tab.Go(46.5, 11.7, 13);
            await tab.Set("place", "value", $"\"{typed}\"");
            Assert.Contains("at=46.45000,11.88000&zoom=13", await tab.Page.Text("location.hash"), StringComparison.Ordinal);
        }
        await tab.Set("place", "value", "'11.88, 46.45'");
        Assert.Equal("11.8800° N, 46.4500° E is outside this run's map, which reaches from 46.0000° N, 11.5000° E to 47.0000° N, "
            + "12.5000° E. Latitude comes before longitude.", await tab.Text("message"));
        Assert.Contains("at=46.45000,11.88000", await tab.Page.Text("location.hash"), StringComparison.Ordinal); // it stays where it is
        Assert.Equal(["2023-W49, 4 Dec", "2023-W48, 27 Nov"], await tab.Page.Texts("#week option"));
        Assert.Equal("7 Dec, NDVI", (await tab.Page.Texts("#layer option"))[0]); // of the scenes
        string[] always = ["zones", "area of the request", "no value: point at it to see why"];
        Assert.Equal<string[]>(["tiles: done", "no scene", .. always], await tab.Page.Texts("#key li"));
        const string dashes = "getComputedStyle(document.querySelector('#key .none'), '::before').borderTopStyle";
        Assert.Equal("dashed", await tab.Page.Text(dashes));
        await tab.Go(46.45, 11.88, 5.9); // 400 and more that are done have no outlines here, and others no dashes
        Assert.Equal<string[]>(["tiles: no scene", .. always], await tab.Page.Texts("#key li"));
        Assert.Equal("solid", await tab.Page.Text(dashes));
        await tab.Set("outlines", "checked", "false", "input");
        Assert.Equal(always, await tab.Page.Texts("#key li"));
        await tab.Set("zones", "checked", "false", "input");
        Assert.Equal(always[1..], await tab.Page.Texts("#key li"));
    }

    [ChromiumFact]
    public async Task Each_layer_has_its_own_band_and_nodata_and_keeps_no_picture_of_another()
    {
        await using var tab = await Open();
        var (latitude, longitude) = (46.925, 12.125); // clear, and no land
        await tab.Go(latitude, longitude, 10);
        Assert.EndsWith("no value here.", await tab.Value(), StringComparison.Ordinal);
        Assert.Equal("", await tab.Colour());
        await tab.Set("layer", "value", "'clear'");
        var share = Judge(runs.Map(Week), latitude, longitude, band: 4);
        Assert.EndsWith($"Clear share {Index(share)} (map).", await tab.Value(), StringComparison.Ordinal);
        var clear = await tab.Colour();
        Assert.NotEqual("", clear);
        await tab.Set("layer", "value", "'change'");
        Assert.EndsWith("Change in mean 0.1200 (map).", await tab.Value(), StringComparison.Ordinal);
        await HasColour(tab, ChangeRamp.Ramp.At(0.12));
        await tab.Set("layer", "value", "'mean'");
        Assert.Equal("", await tab.Colour());
    }
}
