using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Sensors;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products.Ledger;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>Runs that are not as they should be, and the world.</summary>
[Collection(ChromiumCollection.Name)]
public sealed class ReportOutcomeTests(Chromium browser) : IDisposable
{
    readonly TemporaryFolder folder = new();

    async Task<ChromiumPage> Open(LedgerDocument ledger) => await (await browser.Open()).Load(Reports.Url(Reports.Write(folder, ledger)));

    static Task<string> OutcomeOf(ChromiumPage page) => page.Text("document.getElementById('outcome').innerText");

    [ChromiumFact]
    public async Task An_incomplete_run_says_what_failed_and_how_it_goes_on()
    {
        var ledger = Reports.Ledger(
            [Reports.Taken("33TUM", UnitStatus.Done), Reports.Taken("33TVM", UnitStatus.Failed, "crash"),
                Reports.Taken("33TUL", UnitStatus.Failed, "crash"), Reports.Taken("33TVL", UnitStatus.Invalid, "grid")],
            Outcome.Incomplete, "1 of 4 scenes processed.");
        var request = JsonNode.Parse(ledger.Request.GetRawText())!;
        request["scheduledAt"] = "2023-12-11T03:00:00Z";
        await using var page = await Open(ledger with { Request = JsonSerializer.SerializeToElement(request) });
        var outcome = await OutcomeOf(page);
        Assert.StartsWith("Incomplete, not published. 1 of 4 scenes processed.", outcome, StringComparison.Ordinal);
        Assert.Equal(
            [
                "2 failed with crash: started but not finished in any attempt: the worker died while processing it; see the job's log; "
                + "if memory ran out, use a larger instanceType.",
                "1 invalid with grid: bands, size, type, blocks, overviews, projection or position do not fit the tile, the catalog or "
                + "the other files; the source is wrong; use another catalog.",
                "Start again with \"scheduledAt\": \"2023-12-11T03:00:00Z\": what was processed is kept, and only the rest is computed.",
                "Or accept this result: with a minimumProcessed of at most 0.25 it would have been published.",
            ], await page.Texts("#outcome li"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task A_run_of_generated_scenes_says_so_at_its_head_and_credits_nobody_else()
    {
        var ledger = Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)], Outcome.Published, "1 of 1 scenes processed.");
        await using var page = await Open(ledger with { IsGenerated = true });
        Assert.Equal([DataNotice.AboutGenerated], await page.Texts("#generated:not([hidden])"));
        await using var failed = await Open(Reports.Ledger(
            [Reports.Taken("33TVL", UnitStatus.Failed, "asset-missing")], Outcome.Published, "none") with { IsGenerated = true });
        Assert.EndsWith("missing file is part of it, to show how failures are reported.", (await failed.Texts("#generated"))[0],
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Generated demonstration, not satellite data.", await page.Text("document.getElementById('version').innerText"),
            StringComparison.Ordinal);
        await using var other = await Open(ledger);
        Assert.Empty(await other.Texts("#generated:not([hidden])"));
        Assert.EndsWith(
            "Contains modified Copernicus Sentinel data 2023.", await other.Text("document.getElementById('version').innerText"),
            StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_run_that_is_not_promoted_says_so_and_how_it_would_be()
    {
        await using var page = await Open(
            Reports.Ledger([Reports.Taken("33TUM", UnitStatus.Done)], Outcome.NotPromoted, "1 of 1 scenes processed. Not promoted to "
            + "latest.json."));
        Assert.StartsWith(
            "Written, not promoted. 1 of 1 scenes processed. Not promoted to latest.json.", await OutcomeOf(page),
            StringComparison.Ordinal);
        Assert.Contains(
            "copy this run's products/published.json over latest.json", (await page.Texts("#outcome li")).Single(),
            StringComparison.Ordinal);
        Assert.Equal("bad", await page.Text("document.getElementById('outcome').className"));
    }

    [ChromiumFact]
    public async Task Files_that_came_to_harm_after_their_worker_are_made_again_only_without_their_record()
    {
        await using var page = await Open(
            Reports.Ledger(
            [Reports.Taken("33TUM", UnitStatus.Done), Reports.Taken("33TVM", UnitStatus.Failed, "output-changed")], Outcome.Incomplete,
            "1 of 2 scenes processed."));
        Assert.StartsWith(
            "1 failed with output-changed: the files in the bucket differ from the record: they were modified or deleted outside the run; "
            + "nothing: they are computed again.",
            (await page.Texts("#outcome li"))[0], StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task A_run_in_which_all_failed_has_no_map_and_offers_no_less()
    {
        await using var page = await Open(
            Reports.Ledger(
            [Reports.Taken("33TVM", UnitStatus.Failed, "no-record"), Reports.Taken("33TUL", UnitStatus.Failed, "no-record")],
            Outcome.Incomplete, "0 of 2 scenes processed."));
        Assert.Equal(
            ["2 failed with no-record: no attempt started it; attempts/*/jobs.json has the outcomes of the jobs; usually the "
            + "instance quota.",
            "Start a new run of the same request (below) if the reasons are temporary."], await page.Texts("#outcome li"));
        Assert.False((bool)(await page.Evaluate("document.getElementById('map').checkVisibility()"))!);
        Assert.DoesNotContain("Map", await page.Texts("nav a"));
        Assert.Equal(2, (await page.Texts("#table tbody tr")).Length);
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task A_run_without_scenes_says_why_there_are_none()
    {
        var ledger = Reports.Ledger(
            [Reports.NotTaken("33TUM", "too-cloudy"), Reports.NotTaken("33TVM", "no-acquisition")], Outcome.NoScenes,
            "No scene lies in the area.") with { Attempts = [], Cost = null };
        await using var page = await Open(ledger);
        Assert.StartsWith("No scenes, no map. No scene lies in the area.", await OutcomeOf(page), StringComparison.Ordinal);
        Assert.Equal(
            [
                "Too cloudy: 1 scene. Raise maxCloudCover, or ask for a longer time.",
                "For 1 land tile the catalog lists no acquisition in that time: use a longer one (each place is imaged every "
                + "two to five days), or try again in a day.",
            ], await page.Texts("#outcome li"));
        Assert.Contains("No job was run.", await page.Texts("#jobs p"));
        Assert.Equal(["too-cloudy", "no-acquisition"], (await page.Texts("#coverage button")).OrderDescending(StringComparer.Ordinal));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task An_area_without_land_is_told_to_look_at_its_coordinates()
    {
        await using var page = await Open(Reports.Ledger([], Outcome.NoScenes, "No scene lies in the area.") with { Rejected = [] });
        Assert.Equal(
            ["No land tile lies in the area: check its coordinates (longitude comes before latitude)."], await page.Texts("#outcome li"));
        Assert.Equal("No row matches the filter (0 without it)", await page.Text("document.getElementById('shown').innerText"));
        Assert.Empty(page.Complaints);
    }

    [ChromiumFact]
    public async Task A_world_of_tiles_is_shown_by_the_page_and_stays_below_two_megabytes()
    {
        var tiles = LandTiles.All.Select(t => t.ToString()).ToList();
        var rows = tiles.Select((tile, i) => (i % 5) switch
        {
            0 => Reports.NotTaken(tile, "no-acquisition"),
            1 => Reports.Taken(tile, UnitStatus.Failed, "http-503", $"https://sentinel-cogs.s3.us-west-2.amazonaws.com/{tile}/B04.tif "
                + $"was answered with 503"),
            _ => Reports.Taken(tile, UnitStatus.Done, mean: i % 997 / 1000.0, seconds: i % 83 / 7.0),
        }).ToList();
        var map = Reports.Map(
            new MapFrame(new CellGrid(2), 0, 0, 720, 360), (row, column) =>
            row * column % 3 == 0 ? Reports.Pixels(row * column % 9973 + 1, 20 * row, 10 * column) : default);
        var path = Reports.Write(folder, Reports.Ledger(rows), map);
        Assert.InRange(new FileInfo(path).Length, 200_000, 2_000_000);
        await using var page = await (await browser.Open()).Load(Reports.Url(path));
        Assert.Equal(50, (await page.Texts("#table tbody tr")).Length);
        await page.Evaluate("document.getElementById('on').click()");
        Assert.Equal(tiles[50], (await page.Texts("#table tbody th"))[0]);
        await page.Evaluate("{ const f = document.getElementById('find'); f.value = '503 33T'; f.dispatchEvent(new Event('input')); }");
        var found = tiles.Where((tile, i) => i % 5 == 1 && tile.Contains("33T", StringComparison.Ordinal)).ToList();
        Assert.Equal(found.Take(50), await page.Texts("#table tbody th"));
        Assert.Empty(page.Complaints);
    }

    public void Dispose() => folder.Dispose();
}
