using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Planning;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>
/// Zones of a run through the aggregation. The units are made up: of each zone in each tile five pixels, two of them valid with a value.
/// </summary>
public sealed class AggregatedZonesTests(EmbeddedS3 s3) : AggregationTest(s3), IDisposable
{
    /// <summary>Over all four tiles; in one; nowhere near; and one with a name that spreadsheets trip over.</summary>
    const string Zones = """
        ,"zones":{"features":{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":"all","name":"All"},"geometry":{"type":"Polygon","coordinates":[[[15,46],[18,46],[18,50],[15,50],[15,46]]]}},
        {"type":"Feature","properties":{"id":"bad"},"geometry":{"type":"Point","coordinates":[16,48]}},
        {"type":"Feature","properties":{"id":7,"name":"One, \"two\""},"geometry":{"type":"MultiPolygon","coordinates":[[[[16,48.3],[16.01,48.3],[16.01,48.31],[16,48.3]]],[[[16.1,48.3],[16.11,48.3],[16.11,48.31],[16.1,48.3]]]]}},
        {"type":"Feature","properties":{"id":"far"},"geometry":{"type":"Polygon","coordinates":[[[5,5],[6,5],[6,6],[5,6],[5,5]]]}}]}}
        """;

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Features are objects by the time that a run is planned, as Search scenes puts them there.</summary>
    async Task<(RunOnS3 Run, string[] Units)> PlannedWithZones(string fields = "")
    {
        using var asked = JsonDocument.Parse($"{{{Zones.Trim()[1..]}}}");
        var features = Encoding.UTF8.GetBytes(asked.RootElement.GetProperty("zones").GetProperty("features").GetRawText());
        var source = ZoneSource.Of(features, "id", "name");
        await Store.Put(source.Key, features, MediaTypes.GeoJson, default);
        return await Planned(Zones + fields);
    }

    async Task<string> File(RunOnS3 run, string product)
    {
        await System.IO.File.WriteAllBytesAsync(folder[product], await Product(run, product));
        return folder[product];
    }

    [Fact]
    public async Task Tables_and_statistics_hold_the_sums_of_all_units_and_every_zone()
    {
        var (run, units) = await PlannedWithZones();
        short[] values = [2000, 4000, 6000, 8000];
        foreach (var (unit, value) in units.Zip(values)) await run.Finish(unit, UnitStatus.Done, value: value);
        Assert.Equal("published", (await run.Aggregate()).Outcome);

        var rows = DuckDb.Rows($"SELECT * EXCLUDE (geometry, \"from\", \"to\"), epoch_ms(\"from\") AS f, epoch_ms(\"to\") AS t, "
            + $"ST_AsText(geometry) AS shape FROM '{await File(run, run.Files().ZonesParquet)}'");
        Assert.Equal(["all", "7", "far"], rows.Select(row => row["zone_id"]));
        var all = rows[0];
        // eight valid pixels of 0.2, 0.4, 0.6 and 0.8
        Assert.Equal(("All", "ndvi", 20L, 8L, 0.5), (all["name"], all["index"], all["pixels"], all["valid_pixels"], all["clear_share"]));
        Assert.Equal(0.8, all["observed_share"]);
        Assert.Equal((0.5, 0.223607, 0.2, 0.8), (all["mean"], all["sd"], all["min"], all["max"]));
        Assert.Equal((0.204, 0.41, 0.8), (all["p10"], all["p50"], all["p90"])); // spread over bins, but not beyond the largest
        Assert.Equal((new DateTimeOffset(2023, 12, 4, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), 7 * 86_400_000L),
            ((long)all["f"]!, (long)all["t"]! - (long)all["f"]!));
        var far = rows[2];
        Assert.All(new[] { "mean", "sd", "min", "max", "p10", "p50", "p90", "clear_share", "name" }, figure => Assert.Null(far[figure]));
        Assert.Equal((0L, 0L), (far["pixels"], far["valid_pixels"]));
        Assert.Equal((null, "no-pixel"), (all["reason"], far["reason"]));
        Assert.Equal("POLYGON ((5 5, 6 5, 6 6, 5 6, 5 5))", far["shape"]);
        Assert.StartsWith("MULTIPOLYGON", (string)rows[1]["shape"]!, StringComparison.Ordinal);
        Assert.InRange((double)far["area_km2"]!, 12_200, 12_300);

        var csv = Encoding.UTF8.GetString(await Product(run, run.Files().ZonesCsv)).Split("\r\n");
        Assert.Equal("zone_id,name,week,from,to,index,mean,sd,min,max,p10,p50,p90,area_km2,clear_share,observed_share,pixels,valid_pixels,"
            + "change,anomaly,z_score,baseline_years,outline_hash,reason", csv[0]);
        Assert.StartsWith(
            "7,\"One, \"\"two\"\"\",2023-W49,2023-12-04T00:00:00Z,2023-12-11T00:00:00Z,ndvi,", csv[2], StringComparison.Ordinal);
        Assert.Equal(rows.Count, DuckDb.Count($"read_csv('{await File(run, run.Files().ZonesCsv)}')"));
        RequireStatistics(JsonElement.Parse(await Product(run, run.Files().ZonesJson)));

        var ledger = await Ledger(run);
        Assert.Equal((3, "bad", 0), (ledger.Zones!.Count, Assert.Single(ledger.Zones.Bad).Id, ledger.Zones.SmallerThanPixel.Count));
        var geo = JsonElement.Parse(DuckDb.Metadata(folder[run.Files().ZonesParquet])["geo"]);
        Assert.Equal(("1.1.0", "geometry"), (geo.GetProperty("version").GetString(), geo.GetProperty("primary_column").GetString()));
        var assets = JsonElement.Parse(await Product(run, ProductNames.Collection)).GetProperty("assets");
        Assert.All(new[] { run.Files().ZonesParquet, run.Files().ZonesCsv, run.Files().ZonesJson },
            name => Assert.Equal("data", assets.GetProperty(name).GetProperty("roles")[0].GetString()));
    }

    /// <summary>The shape of Sentinel Hub's Statistical API.</summary>
    static void RequireStatistics(JsonElement zones)
    {
        Assert.Equal(["all", "7", "far"], zones.EnumerateArray().Select(zone => zone.GetProperty("id").GetString()));
        var data = Assert.Single(zones[0].GetProperty("data").EnumerateArray());
        Assert.Equal(("OK", 20), (zones[0].GetProperty("status").GetString(), zones[0].GetProperty("geometryPixelCount").GetInt32()));
        Assert.Equal("2023-12-04T00:00:00Z", data.GetProperty("interval").GetProperty("from").GetString());
        var band = data.GetProperty("outputs").GetProperty("ndvi").GetProperty("bands").GetProperty("B0");
        var (stats, histogram) = (band.GetProperty("stats"), band.GetProperty("histogram"));
        Assert.Equal((0.5, 0.223607, 20, 12), (stats.GetProperty("mean").GetDouble(), stats.GetProperty("stDev").GetDouble(),
            stats.GetProperty("sampleCount").GetInt32(), stats.GetProperty("noDataCount").GetInt32()));
        Assert.Equal(0.41, stats.GetProperty("percentiles").GetProperty("50.0").GetDouble());
        Assert.Equal([(0.2, 0.25, 2), (0.4, 0.45, 2), (0.6, 0.65, 2), (0.8, 0.85, 2)],
            histogram.GetProperty("bins").EnumerateArray().Select(bin => (bin.GetProperty("lowEdge").GetDouble(),
                bin.GetProperty("highEdge").GetDouble(), bin.GetProperty("count").GetInt32())));
        var none = zones[2].GetProperty("data")[0].GetProperty("outputs").GetProperty("ndvi").GetProperty("bands").GetProperty("B0");
        Assert.Equal(JsonValueKind.Null, none.GetProperty("stats").GetProperty("mean").ValueKind);
        Assert.Empty(none.GetProperty("histogram").GetProperty("bins").EnumerateArray());
    }

    [Fact]
    public async Task A_unit_whose_zones_are_missing_unrecorded_or_impossible_fails_and_adds_nothing()
    {
        var (run, units) = await PlannedWithZones(",\"minimumProcessed\":0");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var name = OutputNames.Contribution(units[2]);
        await run.Recontribute(
            units[0], contribution => contribution["zones"]!["ndvi"] = JsonNode.Parse("""{"zones":[[0,5,4,4,9,0,0]]}"""));
        await run.Recontribute(units[1], contribution => contribution.AsObject().Remove("zones"));
        var record = await Store.GetJson(run.Keys.Record(units[2]), CoreJson.Default.UnitRecord, default);
        await Store.PutJson(run.Keys.Record(units[2]), record with { Files = [.. record.Files.Where(file => file.Name != name)] },
            CoreJson.Default.UnitRecord, default);
        await run.Aggregate();
        var rows = (await Ledger(run)).Rows.Where(row => row.UnitId is not null).ToDictionary(row => row.UnitId!);
        Assert.Equal(
            ["unusable-file", "unusable-file", "output-changed", null], units.Select(unit => rows[unit].Reason));
        Assert.Contains("in zone 0 that no pixels can have", rows[units[0]].Detail, StringComparison.Ordinal);
        Assert.Contains("has no zones of ndvi", rows[units[1]].Detail, StringComparison.Ordinal);
        Assert.Contains($"{name} is not recorded", rows[units[2]].Detail, StringComparison.Ordinal);
        var file = await File(run, run.Files().ZonesParquet);
        Assert.Equal(5L, DuckDb.Rows($"SELECT pixels FROM '{file}' WHERE zone_id = 'all'").Single()["pixels"]);
    }

    [Fact]
    public async Task A_list_of_zones_that_was_modified_stops_the_run()
    {
        var (run, units) = await PlannedWithZones();
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        var list = Encoding.UTF8.GetString(await Store.Get(run.Keys.Zones, default));
        await Store.Put(run.Keys.Zones, Encoding.UTF8.GetBytes(list.Replace("All", "Any", StringComparison.Ordinal)), "any/type", default);
        var changed = await Assert.ThrowsAsync<PlanChangedException>(() => run.Aggregate());
        Assert.Contains(run.Keys.Zones, changed.Message, StringComparison.Ordinal);
    }
}
