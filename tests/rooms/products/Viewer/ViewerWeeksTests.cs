using Vegetation.Products;
using Vegetation.Raster;
using Vegetation.Tests.Products.Report;
using static Vegetation.Tests.Products.Viewer.ViewerRuns;

using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Viewer;

/// <summary>Weeks, links, many scenes, the antimeridian and pages from a disk, as Chromium shows them.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ViewerWeeksTests(Chromium browser, ViewerRuns runs)
{
    Task<ViewerTab> Open(string run = Week, string link = "#outlines=0") => ViewerTab.Open(browser, runs.Viewer(run) + link);

    [ChromiumFact]
    public async Task Two_weeks_meet_at_the_slider_from_afar_and_from_near()
    {
        await using var tab = await Open(link: "#at=46.5,11.85&zoom=11&outlines=0&swipe=50");
        Assert.False((bool)(await tab.Page.Evaluate("document.getElementById('share').hidden"))!);
        var (left, right) = (await tab.Value(0.499), await tab.Value(0.501));
        Assert.EndsWith($"({BeforeWest}).", left, StringComparison.Ordinal);
        Assert.EndsWith($"({West}).", right, StringComparison.Ordinal);
        Assert.Contains(" E in 2023-W48, 27 Nov: ", left, StringComparison.Ordinal);
        Assert.Contains(" E in 2023-W49, 4 Dec: ", right, StringComparison.Ordinal);
        Assert.InRange(Number(right) - Number(left), 0.09, 0.11); // the week before is 0.1 lower
        Assert.NotEqual(await tab.Colour(0.49), await tab.Colour(0.51));
        await tab.Set("share", "value", "40", "input");
        Assert.EndsWith($"({West}).", await tab.Value(0.499), StringComparison.Ordinal);
        Assert.Contains("swipe=40", await tab.Page.Text("location.hash"), StringComparison.Ordinal);
        await tab.Go(46.5, 11.85, 7, "&swipe=50");
        Assert.InRange(Number(await tab.Value(0.501)) - Number(await tab.Value(0.499)), 0.09, 0.11);
        await tab.Set("layer", "value", "'change'");
        Assert.EndsWith("this week has no such layer.", await tab.Value(0.499), StringComparison.Ordinal);
        Assert.Empty(tab.Page.Complaints);
    }

    static double Number(string value) =>
        double.Parse(value.Split(" (")[0].Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);

    [ChromiumFact]
    public async Task A_link_shows_what_was_shown_and_each_week_names_the_one_before()
    {
        await using var tab = await Open();
        await tab.Go(46.6, 11.83, 11, "&outlines=0");
        await tab.Set("week", "value", $"'{Before}'");
        await tab.Set("layer", "value", "'clear'");
        await tab.Set("opacity", "value", "60", "input");
        var (link, value) = (await tab.Page.Text("location.href"), await tab.Value());
        await using var other = await ViewerTab.Open(browser, link);
        Assert.Equal((link, value), (await other.Page.Text("location.href"), await other.Value()));
        Assert.Equal("NDVI, 27 November to 3 December 2023", await other.Page.Text("document.title"));
        Assert.EndsWith(
            $"{Before}/products/{ProductNames.Report}", await other.Page.Text("document.getElementById('report').href"),
            StringComparison.Ordinal);
        Assert.Equal(2, (await other.Page.Texts("#week option")).Length);
        Assert.True((bool)(await other.Page.Evaluate("document.getElementById('swipe').disabled"))!); // it has none before
        await using var lost = await Open(link: "#run=no-such-run");
        Assert.Contains("no-such-run", await lost.Text("message"), StringComparison.Ordinal);
        Assert.Equal("NDVI, 4 to 10 December 2023", await lost.Page.Text("document.title"));
        await lost.Go(46.13, 11.7, 9, "&outlines=0");
        Assert.StartsWith($"{Small + 2} scenes in view", await lost.Text("message"), StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task Of_many_scenes_in_view_none_is_opened_and_of_few_no_more_than_twenty_stay_open()
    {
        await using var tab = await Open();
        await tab.Go(46.13, 11.7, 9);
        Assert.Equal($"{Small + 2} scenes in view; at most 20 are shown: zoom in.", await tab.Text("message"));
        Assert.DoesNotContain(tab.Page.Requests, url => url.Contains("32TPS", StringComparison.Ordinal));
        await tab.Go(46.13, 11.7, 13, "&swipe=50"); // each week's scenes are counted on their side of the line
        Assert.DoesNotContain("at most", await tab.Text("message"), StringComparison.Ordinal);
        Assert.StartsWith("Showing pixels", await tab.Text("source"), StringComparison.Ordinal);
        await tab.Set("swipe", "checked", "false");
        double[] east = [722_500], north = [5_111_680]; // in a tile of the map that reaches beyond the view, to more than twenty scenes
        Projection.ToLonLat(32632, east, north);
        await tab.Go(north[0], east[0] + 1.9, 9, "&outlines=0");
        Assert.StartsWith("Showing pixels", await tab.Text("source"), StringComparison.Ordinal);
        Assert.NotEqual("", await tab.Colour(0.006));
        for (var longitude = 11.55; longitude < 12.1; longitude += 0.1)
        {
            await tab.Go(46.13, longitude, 13);
            await tab.Value();
        }
        Assert.Contains(tab.Page.Requests, url => url.EndsWith("_qa.tif", StringComparison.Ordinal)); // which count too
        var opened = tab.Page.Requests.Where(url => url.Contains("32TPS", StringComparison.Ordinal)
            && url.EndsWith("_ndvi.tif", StringComparison.Ordinal)
            && url.Contains($"/{Week}/", StringComparison.Ordinal)).Distinct().Count();
        Assert.Equal(Small, opened);
        Assert.InRange(int.Parse(await tab.Page.Text("document.getElementById('map').dataset.open"), null), 1, 20);
    }

    [ChromiumFact]
    public async Task A_file_that_cannot_be_read_is_told_by_name_while_it_is_in_view()
    {
        await using var tab = await Open(Before);
        double[] longitude = [732_760, 731_480], latitude = [5_111_360, 5_111_360]; // in the last small scene and in the one before
        Projection.ToLonLat(32632, longitude, latitude);
        await tab.Go(latitude[0], longitude[0], 17);
        Assert.Equal($"{SmallId(Small - 1)}_ndvi.tif is no classic little-endian TIFF", await tab.Text("message"));
        await tab.Go(latitude[1], longitude[1], 17);
        const string damaged = "_ndvi.tif: block 0 is damaged; start the run again to restore the file";
        Assert.Equal(SmallId(Small - 2) + damaged, await tab.Text("message"));
        Assert.EndsWith($": {SmallId(Small - 2)}{damaged}.", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(46.13, 11.7, 9);
        Assert.Equal($"{Small + 1} scenes in view; at most 20 are shown: zoom in.", await tab.Text("message"));
    }

    [ChromiumFact]
    public async Task Across_the_antimeridian_map_scenes_and_outlines_go_on()
    {
        await using var tab = await Open(Turn, "");
        foreach (var (longitude, text) in new[] { (179.93, "179.9300° E"), (-179.93, "179.9300° W"), (181.5, "178.5000° W") })
        {
            await tab.Go(-16.9, longitude, 6, "&outlines=0");
            Assert.Matches($@"^16\.9000° S, {text}: NDVI, mean 0\.\d+ \(map\)\.$", await tab.Value());
            Assert.NotEqual("", await tab.Colour());
        }
        foreach (var longitude in new[] { 179.9, -179.95, 180.02 })
        {
            await tab.Go(-17.03, longitude, 13, "&outlines=0");
            Assert.Matches(@"NDVI 0\.\d+ \(S2A_\w+\)\.$", await tab.Value());
            Assert.NotEqual("", await tab.Colour());
        }
        await tab.Go(-17.03, 179.8, 13, "&outlines=0");
        var value = ValueIn(runs.Scene(Turn, Float), -17.03, 179.8).ToString("F4", System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith($"NDVI {value} ({Float}, whose QA file cannot be read).", await tab.Value(), StringComparison.Ordinal);
        await tab.Go(-17.03, 0, 2, "&outlines=1"); // no line around the Earth
        Assert.Equal(await tab.Colour(0.5, 0.505), await tab.Colour(0.5, 0.5));
    }

    [ChromiumFact]
    public async Task From_a_disk_it_shows_the_cells_in_it_and_files_of_its_own_week_that_are_picked()
    {
        var page = new Uri(runs.Product(Week, ProductNames.Viewer)).AbsoluteUri;
        await using var tab = await ViewerTab.Open(browser, page + "#at=46.5,11.85&zoom=9&outlines=0");
        Assert.Equal([page], tab.Page.Requests.Select(url => url.Split('#')[0]).Distinct());
        Assert.EndsWith("(cells of this page).", await tab.Value(), StringComparison.Ordinal);
        Assert.NotEqual("", await tab.Colour());
        Assert.Contains("./run view", await tab.Text("pick"), StringComparison.Ordinal);
        using var other = new TemporaryFolder();
        var renamed = other[Path.GetFileName(runs.Map(Week))];
        File.Copy(runs.Map(Before), renamed);
        await Pick(tab, renamed); // the same name, another week
        Assert.EndsWith("(cells of this page).", await tab.Value(), StringComparison.Ordinal);
        await Pick(tab, runs.Map(Week));
        Assert.EndsWith("(map).", await tab.Value(), StringComparison.Ordinal);
        await Pick(tab, runs.Scene(Week, West));
        Assert.EndsWith($"({West}).", await tab.Value(), StringComparison.Ordinal);
        Assert.NotEqual("", await tab.Colour());
        double[] longitude = [695_640], latitude = [5_111_700]; // in a small scene, whose name both weeks have
        Projection.ToLonLat(32632, longitude, latitude);
        await Pick(tab, runs.Scene(Before, SmallId(0)));
        await tab.Go(latitude[0], longitude[0], 13, "&outlines=0");
        Assert.EndsWith("(map).", await tab.Value(), StringComparison.Ordinal); // that of another week hides nothing
        Assert.NotEqual("", await tab.Colour());
        await Pick(tab, runs.Scene(Week, SmallId(0)));
        Assert.EndsWith($"({SmallId(0)}).", await tab.Value(), StringComparison.Ordinal);
        Assert.Empty(tab.Page.Complaints);
    }

    static async Task Pick(ViewerTab tab, string path)
    {
        await tab.Page.Choose("files", path);
        await tab.Rest();
    }
}
