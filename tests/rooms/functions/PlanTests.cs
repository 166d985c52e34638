using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Tests.Functions;

public sealed class PlanTests(EmbeddedS3 s3) : PlanTest(s3)
{
    [Fact]
    public async Task A_work_unit_that_was_changed_or_deleted_stops_the_run() // fault 20
    {
        var run = await Run();
        await run.Plan();
        var key = run.Keys.Unit(One.Id);
        var written = (await Store.TryGet(key, default))!;
        await Store.Put(
            key, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(written).Replace("example.org", "example.com", StringComparison.Ordinal)),
            "application/json", default);
        var changed = await Assert.ThrowsAsync<PlanChangedException>(() => run.Plan(1));
        Assert.Contains(key, changed.Message, StringComparison.Ordinal);
        Assert.Contains("start a new run", changed.Message, StringComparison.Ordinal);
        await Store.Put(key, written, "application/json", default);
        Assert.Equal("run-jobs", (await run.Plan(1)).Next);
    }

    [Fact]
    public async Task A_choice_that_was_changed_stops_the_run() // fault 20
    {
        var run = await Run();
        var first = await run.Plan();
        var written = (await Store.TryGet(run.Keys.Plan, default))!;
        Assert.Equal(PlanDigests.Of(written), first.PlanDigest);
        Assert.Equal("run-jobs", (await run.Plan(1, first.PlanDigest, [])).Next);
        await Store.Put(
            run.Keys.Plan,
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(written).Replace("\"found\":3", "\"found\":4", StringComparison.Ordinal)),
            "application/json", default);
        await Assert.ThrowsAsync<PlanChangedException>(() => run.Plan(1, first.PlanDigest, []));
    }

    [Fact]
    public async Task Units_that_have_ended_are_not_looked_at_any_more()
    {
        var run = await Run();
        await run.Plan();
        await run.Finish(One.Id, UnitStatus.Done);
        await Store.Put(run.Keys.Unit(One.Id), "{}"u8.ToArray(), "application/json", default);
        Assert.Equal(2, (await run.Plan(1)).Summary.Pending);
    }

    [Theory]
    [InlineData("""{"output":{"clip":true},"area":{"type":"MultiPolygon","coordinates":[[[[15,47],[16,47],[16,49],[15,47]]],[[[0,0],[1,0],[1,1],[0,0]]]]}}""", 15)]
    [InlineData("""{"output":{"clip":true},"area":{"type":"MultiPolygon","coordinates":[[[[2,3],[3,3],[3,4],[2,3]]],[[[0,0],[1,0],[1,1],[0,0]]]]}}""", 2)]
    [InlineData("{}", null)]
    public async Task A_unit_that_is_to_be_cut_carries_the_polygons_near_its_tile(string request, int? west)
    {
        var run = await Run(request, One);
        await run.Plan();
        var unit = await Store.GetJson(run.Keys.Unit(One.Id), CoreJson.Default.WorkUnit, default);
        Assert.Equal((double?)west, unit.Area?.Bounds.West);
        Assert.Equal(west is null ? null : 1, unit.Area?.Polygons.Count);
    }

    [Fact]
    public async Task Granules_of_a_capture_become_one_unit_with_parts_wherever_the_search_found_them() // fault 7
    {
        var west = One with { Id = "S2A_33UXP_20231205_1_L2A", NodataShare = 0.4 };
        var run = await Run("{}", One with { NodataShare = 0.7 }, RunOnS3.Scene("33UWP"));
        var page = new SearchPage(2, "earth-search", [west, west], [], [], null);
        await Store.PutJson(run.Keys.SearchPage(page.Id), page, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        var unit = await Store.GetJson(run.Keys.Unit(west.Id), CoreJson.Default.WorkUnit, default);
        Assert.Equal((west.Id, One.Id), (unit.Scene.Id, Assert.Single(unit.AdditionalGranules).Id));
        var choice = await Choice(run);
        Assert.Equal(0.9, choice.Units.Single(u => u.Id == west.Id).DataShare);
        Assert.Equal([new RejectedScene(west.Id, "33UXP", GapReason.Duplicate.Name)], choice.Rejected);
    }

    [Fact]
    public async Task The_same_search_planned_twice_is_the_same_plan_to_the_byte()
    {
        Scene[] scenes = [
            .. Enumerable.Range(1, 9)
            .Select(day => One with { Id = $"S2A_33UXP_202312{day:00}_0_L2A", Acquisition = $"{day}", CloudyShare = day / 20.0 }),
            RunOnS3.Scene("33UWP")];
        var run = await Run("{}", scenes);
        var first = (await run.Plan(), await Bytes());
        foreach (var stored in await Store.List(run.Keys.Units, default))
            await Store.Put(stored.Key, "{}"u8.ToArray(), "application/json", default);
        await S3.Delete(run.Keys.Plan);
        var second = (await run.Plan(), await Bytes());
        Assert.Equal(first.Item1.PlanDigest, second.Item1.PlanDigest);
        Assert.Equal(first.Item2, second.Item2);

        async Task<string[]> Bytes() => await Task.WhenAll((await Store.List(run.Keys.Root, default))
            .Select(async o => o.Key + Convert.ToHexString((await Store.TryGet(o.Key, default))!)));
    }

    [Fact]
    public async Task Every_land_tile_of_the_area_has_its_reason() // faults 4, 9
    {
        var run = await Run(
            """{"area":[16.2,47.1,18.5,48.3],"maxCloudCover":20}""", RunOnS3.Scene("33UXP"),
            RunOnS3.Scene("33TXN") with { CloudCover = 90 });
        var page = new SearchPage(
            2, "earth-search", [], [new UnreadableItem("S2A_33TWN_20231205_0_L2A", "baseline", "33TWN"), new UnreadableItem("?", "id")],
            [new RejectedScene("S2A_33UWP_20231211_0_L2A", "33UWP", GapReason.OutsideTheWindow.Name)], null);
        await Store.PutJson(run.Keys.SearchPage(page.Id), page, FunctionsJson.Default.SearchPage, default);
        await run.Plan();
        var choice = await Choice(run);
        Assert.Equal(["33UXP"], choice.Tiles["taken"]);
        Assert.Equal(["33TXN"], choice.Tiles["too-cloudy"]);
        Assert.Equal(["33TWN"], choice.Tiles["unreadable"]);
        Assert.Equal(["33UWP"], choice.Tiles["outside"]);
        Assert.Contains("33TYN", choice.Tiles["no-acquisition"]);
        Assert.Equal(
            ["S2A_33UWP_20231211_0_L2A: outside-the-window", "S2A_33TXN_20231205_0_L2A: too-cloudy"],
            choice.Rejected.Select(p => $"{p.SceneId}: {p.Reason}"));
    }

    [Fact]
    public async Task A_dry_run_ends_with_what_the_run_would_take_and_the_plan_as_a_product()
    {
        var run = await Run("""{"dryRun":true,"jobs":2,"instancesPerJob":1,"instanceHourUsd":0.6,"area":[16.2,47.1,18.5,48.3]}""");
        var plan = await run.Plan();
        var estimate = plan.Estimate!;
        Assert.Equal((3, 2, 0.6), (estimate.Scenes, estimate.Instances, estimate.PricePerHour));
        Assert.Equal(estimate.Terms[0].Quantity * 0.6, estimate.Terms[0].Usd, 0.01);
        Assert.InRange(estimate.Terms[0].Quantity, 0.1, 2 * estimate.Minutes / 60);
        Assert.Equal(["instances", "disks", "functions", "writes", "reads", "transitions", "logs"], estimate.Terms.Select(t => t.Term));
        Assert.Equal(estimate.Terms.Sum(t => t.Usd), estimate.Cost!.Value, 0.01);
        Assert.InRange(estimate.OutputBytes, 400e6, 3 * 192e6);
        Assert.Contains("MB, cost about 0.01 USD in their first month", plan.Message, StringComparison.Ordinal);
        Assert.True(estimate.Bytes > 1e9);
        Assert.Contains("3 scenes", plan.Message, StringComparison.Ordinal);
        var none = await run.Plan(null, null, [], new(0));
        Assert.Contains("this account may run no instance of ml.m5.xlarge", none.Message, StringComparison.Ordinal);
        Assert.Equal($"s3://{Store.Bucket}/{run.Keys.DryRunPlan}", plan.Plan);
        var document = await Store.GetJson(run.Keys.DryRunPlan, FunctionsJson.Default.DryRunPlan, default);
        Assert.Equal(3, document.TileCounts["taken"]);
        Assert.Equal(document.Tiles.ToDictionary(t => t.Key, t => t.Value.Count), document.TileCounts);
    }

    [Fact]
    public void Without_a_price_the_cost_is_not_guessed()
    {
        using var json = JsonDocument.Parse("""{"instanceType":"ml.x9.unheard"}""");
        var request = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
        var estimate = Estimate.Of(request, []) with { Scenes = 1, Instances = 1 };
        Assert.Null(estimate.Cost);
        Assert.StartsWith(
            "Planned, not run: 1 scene, 0.0 MB, 1 instance of ml.x9.unheard; ", estimate.Sentence(request), StringComparison.Ordinal);
        Assert.Contains("instanceHourUsd", estimate.Sentence(request), StringComparison.Ordinal);
        Assert.Equal("Planned, not run: 1 scene, 0.0 MB to read; its scene outputs take about 0.0 MB.",
            estimate.Sentence(request, isOnThisMachine: true));
    }

    [Fact]
    public void Scenes_of_the_demonstration_are_estimated_by_their_coarser_pixels()
    {
        Estimate Of(string catalogs)
        {
            using var json = JsonDocument.Parse($$"""{"catalogs":["{{catalogs}}"]}""");
            var request = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
            return Estimate.Of(request, [new PlannedUnit("a", 1, "")]);
        }
        var (real, generated) = (Of("earth-search"), Of("http://127.0.0.1:8000/demonstration"));
        Assert.Equal((real.Bytes / 100, real.OutputBytes / 100), (generated.Bytes, generated.OutputBytes));
    }

    [Theory]
    [InlineData("{}", ", or raise maxCloudCover, which is 10.")]
    [InlineData("""{"maxCloudCover":100}""", ".")]
    public void A_plan_without_scenes_says_so_and_what_to_change(string asked, string end)
    {
        using var json = JsonDocument.Parse(asked);
        var request = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
        Assert.Equal(
            $"Planned, not run: no scene would be processed, so there would be no map. Ask for a longer time or a larger area{end}",
            Estimate.Of(request, []).Sentence(request));
    }

    [Theory]
    [InlineData("""{}""", 375)]
    [InlineData("""{"indices":["ndvi","evi2"]}""", 375)]
    [InlineData("""{"indices":["ndvi","ndmi"],"resolution":20}""", 141)]
    [InlineData("""{"resolution":40}""", 25)]
    [InlineData("""{"resolution":160}""", 3)]
    public void Bytes_are_those_of_the_bands_at_the_resolution(string request, int megabytes)
    {
        using var json = JsonDocument.Parse(request);
        var asked = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
        Assert.Equal(megabytes, Estimate.Of(asked, [new("a", 1, "")]).Bytes / 1_000_000);
    }

    [Theory] // fault 19
    [InlineData(1, 25, 20)]
    [InlineData(24, 25, 20)]
    [InlineData(25, 25, 20)]
    [InlineData(26, 25, 1)]
    [InlineData(1000, 7, 100)]
    [InlineData(8581, 25, 20)]
    public void Jobs_get_the_same_number_of_units_and_the_same_weight(int count, int jobs, int instances)
    {
        using var json = JsonDocument.Parse($$"""{"jobs":{{jobs}},"instancesPerJob":{{instances}}}""");
        var request = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
        var random = new Random(3);
        var units = Enumerable.Range(0, count).Select(i => new PlannedUnit($"unit{i}", Math.Pow(random.NextDouble(), 2), "")).ToList();
        var weight = units.ToDictionary(u => u.Id, u => u.DataShare);
        var dealt = JobPlan.Distribute(new RunKeys(new RunId("r")), "bucket", request, 1, units, new HashSet<string>());
        var shares = dealt.Select(j => Manifest.Read(j.Manifest).Keys.Select(k => Path.GetFileNameWithoutExtension(k)).ToList()).ToList();
        Assert.Equal(Math.Min(jobs, count), dealt.Count);
        Assert.Equal(units.Select(u => u.Id).Order(), shares.SelectMany(s => s).Order());
        Assert.InRange(shares.Max(s => s.Count) - shares.Min(s => s.Count), 0, 1);
        Assert.InRange(shares.Max(s => s.Sum(u => weight[u])) - shares.Min(s => s.Sum(u => weight[u])), 0, 1);
        Assert.All(dealt.Zip(shares), job => Assert.Equal(Math.Min(instances, job.Second.Count), job.First.Job.Instances));
    }

    [Fact]
    public void States_stay_small_however_long_the_names() // fault 54
    {
        var keys = new RunKeys(new RunId(new string('r', 80)));
        using var json = JsonDocument.Parse("""{"jobs":100,"instancesPerJob":100}""");
        var request = RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow();
        var units = Enumerable.Range(0, 20_000).Select(i => new PlannedUnit($"S2A_33UXP_20231205_{i}_L2A", 1, "")).ToList();
        var jobs = JobPlan.Distribute(keys, new string('b', 63), request, 3, units, new HashSet<string>());
        var output = new BuildManifestsOutput(
            keys.RunId.ToString(), 3, "run-jobs", [.. jobs.Select(j => j.Job)], "ml.m5.24xlarge",
            new PlanSummary(20_000, 20_000, 10_000, 40_000, 1), new string('0', 64));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(output, FunctionsJson.Default.BuildManifestsOutput).Length, 1, 32 * 1024);
    }
}
