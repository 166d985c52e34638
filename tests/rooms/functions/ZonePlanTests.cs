using System.Globalization;
using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;

namespace Vegetation.Tests.Functions;

/// <summary>From features to work units: which are zones, why others are not, and how each unit gets those of its tile.</summary>
public sealed class ZonePlanTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    const string Key = "zones/tests.geojson", Good = """{"type":"Polygon","coordinates":[[[16,48],[16.1,48],[16.1,48.1],[16,48]]]}""";

    static int runs;

    static string Feature(string id, string geometry) => $$"""{"type":"Feature","properties":{"id":{{id}}},"geometry":{{geometry}}}""";

    static string Polygon(string rings) => $$"""{"type":"Polygon","coordinates":[{{rings}}]}""";

    async Task<RunOnS3> Planned(string request, IEnumerable<string> features, params string[] tiles)
    {
        await s3.Store.Put(Key, Encoding.UTF8.GetBytes(
            $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}"""), MediaTypes.GeoJson, default);
        var run = await RunOnS3.WithScenes(s3.Store, $"zones-{Interlocked.Increment(ref runs)}", [.. tiles.Select(t => RunOnS3.Scene(t))],
            request);
        await run.Plan();
        return run;
    }

    const string Request = $$$"""{"area":[15,46,18,50],"zones":{"key":"{{{Key}}}"}}""";

    Task<RunOnS3> Planned(params IEnumerable<string> features) => Planned(Request, features, "33UXP", "33UWP");

    async Task<ZoneReport> Report(RunOnS3 run) =>
        (await s3.Store.GetJson(run.Keys.Plan, FunctionsJson.Default.Plan, default)).Zones!.Report;

    Task<WorkUnit> Unit(RunOnS3 run, string tile) =>
        s3.Store.GetJson(run.Keys.Unit(RunOnS3.Scene(tile).Id), CoreJson.Default.WorkUnit, default);

    static readonly (string Geometry, string Reason)[] Bad =
    [
        ("null", "has no geometry"),
        ("""{"type":"Point","coordinates":[16,48]}""", "got a Point; expected a Polygon or MultiPolygon"),
        ("""{"type":"Polygon","coordinates":[]}""", "is empty"),
        ("""{"type":"MultiPolygon","coordinates":[]}""", "is empty"),
        (Polygon("[]"), "a ring of 0 positions"),
        (Polygon("[[16,48],[17,48],[16,48]]"), "a ring of 3 positions; expected at least 4"),
        (Polygon("[[16,48],[17,48],[17,49],[16,49]]"), "does not end where it starts"),
        (Polygon("[[16,48],[17,\"48\"],[17,49],[16,48]]"), "got a Polygon; expected a Polygon or MultiPolygon of positions"),
        (Polygon("[[600000,5300000],[600100,5300000],[600100,5300100],[600000,5300000]]"), "look like metres: reproject to EPSG:4326 with  ogr2ogr"),
        (Polygon("[[48,116],[48,117],[49,117],[48,116]]"), "got position [48, 116]; expected [longitude, latitude] in degrees: these look swapped"),
        (Polygon("[[16,-91],[17,-91],[17,-92],[16,-91]]"), "got position [16, -91]"),
        (Polygon("[[-179,0],[179,0],[179,1],[-179,0]]"), "write 177 to 181 to cross the antimeridian"),
        ("""{"type":"MultiPolygon","coordinates":[[[[14,46],[18,46],[18,50],[14,46]]],[[[-346,46],[-342,46],[-342,50],[-346,46]]]]}""",
            "spans 364 degrees of longitude; expected at most 360"),
        (Polygon("[[16,48],[17,49],[17,48],[16,49],[16,48]]"), "is not valid at [16.5, 48.5]: "),
        (Polygon("[[16,48],[17,48],[18,48],[16,48]]"), "is not valid at "),
        ("""{"type":"MultiPolygon","coordinates":[[[[16,48],[17,48],[17,49],[16,48]]],[[[16,48],[17,48],[17,49.5],[16,48]]]]}""", "is not valid at "),
    ];

    [Fact]
    public async Task Each_bad_polygon_is_named_with_its_reason_and_the_others_go_on()
    {
        var run = await Planned([Feature("\"good\"", Good), .. Bad.Select((bad, i) => Feature($"\"bad {i}\"", bad.Geometry)),
            Feature("\"good\"", Good), Feature("null", Good), """{"type":"Feature","id":7,"geometry":null}""", "5", Feature("12.5", Good)]);
        var report = await Report(run);
        Assert.Equal(2, report.Count);
        foreach (var ((_, reason), (i, found)) in Bad.Zip(report.Bad.Index()))
        {
            Assert.Equal($"bad {i}", found.Id);
            Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
        }
        Assert.Equal(
            [("good", "has the same id"), ("#19", "has no \"id\" property"), ("7", "has no geometry"), ("#21", "has no \"id\" property")],
            report.Bad.Skip(Bad.Length).Select(bad => (bad.Id, string.Join(' ', bad.Reason.Split(' ').Take(4)))));
        Assert.Equal([0, 1], (await Unit(run, "33UWP")).Zones!.Select(zone => zone.Number));
    }

    [Fact]
    public async Task A_zone_that_would_lie_in_the_area_with_swapped_axes_is_named_so_and_one_that_reaches_into_it_is_not()
    {
        var swapped = Polygon("[[48,16],[48.1,16],[48.1,16.1],[48,16]]");
        var wide = Polygon("[[-60,10],[80,10],[80,70],[-60,70],[-60,10]]"); // its first corner lies far away
        var report = await Report(await Planned(Feature("1", swapped), Feature("2", Good), Feature("3", wide)));
        Assert.Equal((2, "1"), (report.Count, Assert.Single(report.Bad).Id));
        Assert.Contains("if latitude and longitude are swapped", report.Bad[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Zones: 2 used, 1 left out, the first of them 1: lies outside", report.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_zone_that_can_be_used_nothing_is_run()
    {
        var swapped = Polygon("[[48,16],[48.1,16],[48.1,16.1],[48,16]]");
        var error = await Assert.ThrowsAsync<InvalidRequestException>(() => Planned(Feature("1", swapped), Feature("2", swapped)));
        Assert.Contains("zones: got no polygon that can be used: 1 lies outside the area", error.Message, StringComparison.Ordinal);
        Assert.Contains("(and 1 more); expected at least one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_none_costs_its_feature_only()
    {
        var report = await Report(await Planned(Feature("\"\\ud800\"", Good), Feature("2", Good)));
        Assert.Equal((1, "#1", "holds text that is not UTF-8"), (report.Count, report.Bad[0].Id, report.Bad[0].Reason));
    }

    [Fact]
    public async Task A_zone_smaller_than_a_pixel_is_named_and_kept()
    {
        var small = Polygon("[[16.5,48],[16.50005,48],[16.50005,48.00005],[16.5,48]]"); // half of 4 x 6 m
        var request = Request[..^1] + ""","resolution":20}""";
        var report = await Report(await Planned(request, [Feature("\"small\"", small), Feature("\"large\"", Good)], "33UXP"));
        Assert.Equal((2, "small"), (report.Count, Assert.Single(report.SmallerThanPixel)));
    }

    [Fact]
    public async Task A_unit_gets_the_zones_that_touch_its_tile_cut_to_its_surroundings_and_sealed()
    {
        var wide = Polygon("[[-20,30],[40,30],[40,60],[-20,60],[-20,30]]");
        var run = await Planned(
            Feature("\"good\"", Good), Feature("\"far\"", Polygon("[[5,5],[6,5],[6,6],[5,5]]")), Feature("\"wide\"", wide));
        var (unit, square) = (await Unit(run, "33UXP"), MgrsSquare.Of(Tile.Parse("33UXP")));
        Assert.Equal([2], unit.Zones!.Select(zone => zone.Number));
        var outline = square.Outline();
        var ring = Assert.Single(unit.Zones![^1].Rings);
        Assert.Equal(Math.Round(outline.Min(p => p.Longitude) - 0.1, 7), ring.Where((_, i) => i % 2 == 0).Min());
        Assert.Equal(Math.Round(outline.Max(p => p.Latitude) + 0.1, 7), ring.Where((_, i) => i % 2 == 1).Max());
        Assert.Equal([0, 2], (await Unit(run, "33UWP")).Zones!.Select(zone => zone.Number));
        var lines = Encoding.UTF8.GetString((await s3.Store.TryGet(run.Keys.Zones, default))!).Split('\n');
        Assert.Equal(["good", "far", "wide", ""], lines.Select(line => line.Length == 0 ? ""
            : JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()));
        var plan = await s3.Store.GetJson(run.Keys.Plan, FunctionsJson.Default.Plan, default);
        Assert.Equal(PlanDigests.Of(await s3.Store.Get(run.Keys.Zones, default)), plan.Zones!.Sha256);
    }

    [Theory]
    [InlineData("[[179.8,-17],[180.2,-17],[180.2,-16],[179.8,-16],[179.8,-17]]")]
    [InlineData("[[-180.2,-17],[-179.8,-17],[-179.8,-16],[-180.2,-16],[-180.2,-17]]")]
    public async Task Over_the_antimeridian_a_tile_has_one_zone_on_its_own_longitudes(string ring)
    {
        var request = $$$"""{"area":[177,-19,-177,-14],"zones":{"key":"{{{Key}}}"}}""";
        var run = await Planned(request, [Feature("1", Polygon(ring))], "01KAB", "60KZG");
        foreach (var (tile, middle) in new[] { ("01KAB", -180), ("60KZG", 180) })
        {
            var unit = await Unit(run, tile);
            if (unit.Zones is null) continue;
            var longitudes = Assert.Single(unit.Zones).Rings.SelectMany(rings => rings.Where((_, i) => i % 2 == 0)).ToList();
            Assert.Equal((middle - 0.2, middle + 0.2), (longitudes.Min(), longitudes.Max()));
        }
        Assert.NotNull((await Unit(run, "01KAB")).Zones);
    }

    [Fact]
    public async Task More_zones_or_vertices_than_a_unit_holds_are_refused_with_the_tile_and_the_remedy()
    {
        var many = await Refused(Enumerable.Range(0, UnitZone.MostZones + 1).Select(i => Feature($"{i}", Good)));
        Assert.Contains("got 5001 zones", many, StringComparison.Ordinal);
        Assert.Contains("in tile 33UWP; expected at most 5000 zones and 500000 vertices a tile: distribute the zones over several requests",
            many, StringComparison.Ordinal);
        var around = string.Join(',', Enumerable.Range(0, 130_001).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"[{16 + (0.1 * Math.Cos(i * Math.Tau / 130_000)):0.0000000},{48 + (0.1 * Math.Sin(i * Math.Tau / 130_000)):0.0000000}]")));
        var circle = Polygon($"[{around}]");
        Assert.Contains("520004 vertices", await Refused(Enumerable.Range(0, 4).Select(i => Feature($"{i}", circle))),
            StringComparison.Ordinal);

        async Task<string> Refused(IEnumerable<string> features) =>
            (await Assert.ThrowsAsync<InvalidRequestException>(() => Planned(Request, features, "33UWP"))).Message;
    }

    [Fact]
    public async Task Countries_are_built_in_all_of_them_good_and_as_large_as_they_are()
    {
        var few = await Planned("""{"area":[15,46,18,50],"zones":"countries"}""", [], "33UXP");
        Assert.Equal((11, 0), ((await Report(few)).Count, (await Report(few)).Bad.Count)); // those of which a part may lie in it
        var run = await Planned("""{"area":[-180,-90,180,90],"zones":"countries"}""", [], "33UXP");
        var report = await Report(run);
        Assert.Equal((240, 0), (report.Count, report.Bad.Count));
        var zones = Encoding.UTF8.GetString(await s3.Store.Get(run.Keys.Zones, default)).TrimEnd().Split('\n')
            .Select(line => JsonSerializer.Deserialize(line, CoreJson.Default.Zone)!).ToDictionary(zone => zone.Id);
        Assert.Equal(("Austria", "Australia", "Fiji"), (zones["040"].Name, zones["036"].Name, zones["242"].Name));
        Assert.InRange(zones["040"].AreaKm2, 83_000, 85_000); // 83,879
        Assert.InRange(zones["643"].AreaKm2, 16_500_000, 17_500_000); // 17,098,246, in parts on both sides of the antimeridian
        Assert.InRange(zones.Values.Sum(zone => zone.AreaKm2), 145e6, 150e6); // 148,940,000
        Assert.All(zones.Values.SelectMany(zone => zone.Geometry).SelectMany(part => part.Rings).SelectMany(ring => ring),
            position => Assert.InRange(position.Longitude, -180, 180));
        var near = (await Unit(run, "33UXP")).Zones!.Select(unit => zones.Values.Single(zone => zone.Number == unit.Number).Name);
        Assert.Equal(["Austria", "Czechia", "Hungary", "Slovakia"], near.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, "zones.key: got s3://")]
    [InlineData("{", "which is not JSON")]
    [InlineData("""{"type":"Topology"}""", "expected a GeoJSON FeatureCollection of 1 to 100000 features")]
    public async Task An_object_that_holds_no_features_is_refused_by_its_key(string? content, string said)
    {
        var run = await RunOnS3.WithScenes(s3.Store, $"zones-{Interlocked.Increment(ref runs)}", [RunOnS3.Scene("33UXP")],
            """{"zones":{"key":"zones/other.geojson"}}""");
        if (content is not null) await s3.Store.Put("zones/other.geojson", Encoding.UTF8.GetBytes(content), "any/type", default);
        var refused = await Assert.ThrowsAsync<InvalidRequestException>(() => run.Plan());
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.Contains("zones/other.geojson", refused.Message, StringComparison.Ordinal);
    }
}
