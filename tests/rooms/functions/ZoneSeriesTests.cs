using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Products.Zones;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>The statistics of zones over the weeks: series, change since the run before, anomaly against other years.</summary>
public sealed class ZoneSeriesTests(EmbeddedS3 s3) : AggregationTest(s3), IDisposable
{
    const string Key = "zones/fields.geojson";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Two zones in two tiles, the second as wide as asked for.</summary>
    Task PutZones(double width = 1) => Store.Put(Key, Encoding.UTF8.GetBytes(FormattableString.Invariant($$$"""
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code":"west"},
        "geometry":{"type":"Polygon","coordinates":[[[15,46],[18,46],[18,50],[15,50],[15,46]]]}},
        {"type":"Feature","properties":{"code":"a"},
        "geometry":{"type":"Polygon","coordinates":[[[15,46],[{{{15 + width}}},46],[{{{15 + width}}},50],[15,50],[15,46]]]}}]}
        """)), MediaTypes.GeoJson, default);

    async Task<RunOnS3> Run(string week, short value, string name = "")
    {
        var window = IsoWeek.TryParse(week)!.Value.Window;
        var scene = RunOnS3.Scene("33UWP");
        var run = await RunOnS3.WithScenes(Store, $"{Name}-{week}{name}", [scene],
            $$"""{"area":[15,46,18,50],"zones":{"key":"{{Key}}","id":"code"},"baseline":{"minimumYears":3,"weeksAround":0},"""
            + $"\"from\":\"{window.From:yyyy-MM-dd}\",\"to\":\"{window.To:yyyy-MM-dd}\"}}");
        await run.Plan();
        await run.Finish(scene.Id, UnitStatus.Done, value: value);
        Assert.Equal("published", (await run.Aggregate()).Outcome);
        return run;
    }

    async Task<Dictionary<string, Dictionary<string, object?>>> Zones(RunOnS3 run)
    {
        var file = folder[run.Files().ZonesParquet];
        await File.WriteAllBytesAsync(file, await Product(run, run.Files().ZonesParquet));
        return DuckDb.Rows($"SELECT * EXCLUDE geometry FROM '{file}'").ToDictionary(row => (string)row["zone_id"]!);
    }

    static object?[] Compared(Dictionary<string, object?> zone) =>
        [zone["mean"], zone["change"], zone["anomaly"], zone["z_score"], zone["baseline_years"]];

    [Fact]
    public async Task A_zone_is_compared_with_the_run_before_and_with_other_years()
    {
        await PutZones();
        foreach (var (week, value) in new[] { ("2020-W49", 4000), ("2021-W49", 5000), ("2022-W49", 6000), ("2023-W48", 4500) })
            await Run(week, (short)value);
        var zones = await Zones(await Run("2023-W49", 3500));
        // Other years are 0.4, 0.5 and 0.6, the week before 0.45.
        Assert.Equal([0.35, -0.1, -0.15, -1.5, 3], Compared(zones["west"]));
        Assert.Equal("2023-W49", zones["west"]["week"]);

        await PutZones(width: 2); // the same id, but another field
        zones = await Zones(await Run("2023-W49", 3500, "-again"));
        Assert.Equal([0.35, -0.1, -0.15, -1.5, 3], Compared(zones["west"]));
        Assert.Equal([0.35, null, null, null, 0], Compared(zones["a"]));
    }

    [Fact]
    public async Task Series_of_all_weeks_are_tables_by_zone_that_a_run_of_the_same_week_replaces()
    {
        await PutZones();
        await Run("2023-W48", 4500);
        await Run("2023-W49", 1000);
        await Run("2023-W49", 3500, "-again");
        var tables = (await Store.List(ArchiveSeries.AllTables, default)).Select(stored => stored.Key)
            .Where(key => key.Contains("/zones-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, tables.Count);
        foreach (var key in tables) await File.WriteAllBytesAsync(folder[key.Split('/')[^1]], await Store.Get(key, default));
        var rows = DuckDb.Rows($"SELECT zone_id, week, mean FROM '{folder["*.parquet"]}' ORDER BY week");
        Assert.Equal(
            [("a", "2023-W48", 0.45), ("west", "2023-W48", 0.45), ("a", "2023-W49", 0.35), ("west", "2023-W49", 0.35)],
            rows.Select(row => ((string)row["zone_id"]!, (string)row["week"]!, (double)row["mean"]!)));
        Assert.Matches("^series/[0-9a-f]{16}/ndvi/10m/zones-[0-9a-f]{8}/2023-W48[.]parquet$", tables[0]);
    }

    [Theory]
    [InlineData("2022-W49", "it holds ndvi of 2023-W48; expected ndvi of 2022-W49")] // copied from another week
    public async Task A_table_of_another_week_is_refused_by_name(string week, string problem)
    {
        await PutZones();
        await Run("2023-W48", 4500);
        var key = (await Store.List(ArchiveSeries.AllTables, default)).Select(stored => stored.Key)
            .Single(key => key.Contains("/zones-", StringComparison.Ordinal));
        await Store.Put(key.Replace("2023-W48", week, StringComparison.Ordinal), await Store.Get(key, default), "any/type", default);
        var run = await Run("2023-W49", 3500);
        Assert.EndsWith(problem, Assert.Single((await Ledger(run)).Zones!.UnreadableWeeks), StringComparison.Ordinal);
        Assert.Equal([0.35, -0.1, null, null, 0], Compared((await Zones(run))["a"]));
    }

    [Fact]
    public async Task A_mean_that_no_index_can_have_is_refused()
    {
        var file = folder["impossible.parquet"];
        DuckDb.Rows("COPY (SELECT 'a' AS zone_id, 'x' AS outline_hash, 'ndvi' AS index, '2023-W48' AS week, 'nan'::DOUBLE AS mean) "
            + $"TO '{file}'");
        var history = new ZoneHistory(new BaselineRule(3, 0));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => history.AddBefore(new(file, "a table", SpectralIndex.Ndvi, new IsoWeek(2023, 48))));
        Assert.Equal("a table is no table of zones: it has a mean of NaN, which no NDVI can have", refused.Message);
    }

    [Fact]
    public void A_named_series_goes_on_when_the_zones_change()
    {
        var (named, other) = (Source("fields", 1), Source("fields", 2));
        Assert.NotEqual(named.Key, other.Key);
        var series = ArchiveSeries.Of(Request("{}"), new(20), SpectralIndex.Ndvi);
        Assert.Equal(series.ZoneTables(named), series.ZoneTables(other));
        Assert.EndsWith("/zones-fields/", series.ZoneTables(named), StringComparison.Ordinal);
        Assert.NotEqual(series.ZoneTables(Source("", 1)), series.ZoneTables(Source("", 2)));

        static ZoneSource Source(string name, int number)
        {
            var feature = $$"""{"type":"Feature","properties":{"id":{{number}}},"geometry":null}""";
            var given = name.Length > 0 ? $",\"series\":\"{name}\"" : "";
            return Request(
                $$$"""{"zones":{"features":{"type":"FeatureCollection","features":[{{{feature}}}]}{{{given}}}}}""").Zones!;
        }

        static Request Request(string json) =>
            RequestReader.Read(JsonElement.Parse(json), DateTimeOffset.UnixEpoch.AddYears(60)).OrThrow();
    }

    [Fact]
    public async Task A_week_that_cannot_be_read_is_named_and_does_not_stop_the_run()
    {
        await PutZones();
        await Run("2023-W48", 4500);
        var key = (await Store.List(ArchiveSeries.AllTables, default)).Select(stored => stored.Key)
            .Single(key => key.Contains("/zones-", StringComparison.Ordinal));
        await Store.Put(key, Encoding.UTF8.GetBytes("PAR1 and no more"), "any/type", default);
        var run = await Run("2023-W49", 3500);
        Assert.StartsWith(
            $"s3://{Store.Bucket}/{key} is no table of zones", Assert.Single((await Ledger(run)).Zones!.UnreadableWeeks),
            StringComparison.Ordinal);
        Assert.Null((await Zones(run))["a"]["change"]);
    }
}
