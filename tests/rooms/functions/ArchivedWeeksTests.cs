using System.Text.Json;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Archiving;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Stac;
using Vegetation.Raster;
using Vegetation.Tests.Core;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>Runs that add up to an archive, its climatologies, and the anomalies of later runs.</summary>
public sealed class ArchivedWeeksTests(EmbeddedS3 s3) : WeeklyRunsTest(s3)
{
    /// <summary>The bands of the one cell that has values.</summary>
    static short[] Cell(byte[] cog)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.tif"], cog);
        using var file = RasterReader.OpenFile(folder["a.tif"]);
        var bands = Enumerable.Range(1, file.Bands).Select(band =>
        {
            var values = new short[file.Width * file.Height];
            file.Read(band, 0, 0, file.Width, file.Height, values.AsSpan());
            return values;
        }).ToList();
        var place = Assert.Single(Enumerable.Range(0, bands[0].Length), i => bands[^1][i] is not (short.MinValue or -19999));
        return [.. bands.Select(band => band[place])];
    }

    [Fact]
    public async Task Runs_of_other_years_tell_what_is_normal()
    {
        foreach (var (week, value) in new[] { ("2019-W49", 4000), ("2020-W48", 4400), ("2021-W50", 4900), ("2022-W20", 9000) })
            Assert.Equal(Outcome.Published, (await Run(week, (short)value, Baseline)).Output.Outcome);
        var (run, output) = await Run("2023-W49", 3000, Baseline);
        var basis = (await Ledger(run)).Anomaly["ndvi"];
        Assert.Null(basis.UnavailableReason);
        Assert.Equal(["2019-W49", "2020-W48", "2021-W50"], basis.Weeks);
        // mean 4433, standard deviation 451: -1433, z -3.177, below the minimum, 67.7 per cent, three years
        Assert.Equal([-1433, -3177, 0, 677, 3], Cell(await Product(run, run.Files().Anomaly)));
        Assert.NotEmpty(await Product(run, run.Files().AnomalyPicture));
        Assert.DoesNotContain("could not", output.Message, StringComparison.Ordinal);
        Assert.Contains($"\"{run.Files().Anomaly}\"", System.Text.Encoding.UTF8.GetString(await Product(run, ProductNames.Collection)));

        Assert.Equal(
            ["2019-W49.cells", "2020-W48.cells", "2021-W50.cells", "2022-W20.cells", "2023-W49.cells"],
            (await Keys(ArchiveSeries.AllWeeks)).Select(key => key.Split('/')[^1]));
        Assert.Equal(
            ["W19", "W20", "W21", "W47", "W48", "W49", "W50", "W51"],
            (await Keys(ArchiveSeries.AllClimatologies)).Select(key => key.Split('/')[^1][..3]));
        var normal = (await Keys(ArchiveSeries.AllClimatologies)).Single(key => key.Contains("W49", StringComparison.Ordinal));
        Assert.Equal([4075, 806, 3000, 4900, 4, 4], Cell(await Store.Get(normal, default))); // the run's own year too
    }

    [Fact]
    public async Task The_order_of_runs_and_reruns_changes_no_byte()
    {
        string[] weeks = ["2020-W01", "2020-W53", "2022-W01"];
        short Value(string week) => (short)(4000 + 100 * Array.IndexOf(weeks, week));
        foreach (var week in weeks) await Run(week, Value(week), Baseline);
        var (archive, climatologies) = (await Everything(ArchiveSeries.AllWeeks), await Everything(ArchiveSeries.AllClimatologies));
        var (tables, catalogs) = (await Everything(ArchiveSeries.AllTables), await Catalogs());
        var store = Store;
        await InitializeAsync(); // an empty bucket
        Assert.NotEqual(store.Bucket, Store.Bucket);
        await Run(weeks[^1], 100, Baseline);
        foreach (var week in weeks.Reverse()) await Run(week, Value(week), Baseline);
        Assert.Equal(climatologies, await Everything(ArchiveSeries.AllClimatologies));
        Assert.Equal(archive, await Everything(ArchiveSeries.AllWeeks));
        Assert.Equal(tables, await Everything(ArchiveSeries.AllTables));
        Assert.Equal(catalogs, await Catalogs());
    }

    async Task<byte[][]> Catalogs() => [await Store.Get(RunKeys.Catalog, default), await Store.Get(MapCollection.Key, default)];

    [Fact]
    public async Task A_week_that_is_run_again_replaces_its_own()
    {
        await Run("2019-W49", 9000);
        await Run("2019-W49", 5000, name: "-again");
        await Archived("2020-W49", 5200);
        await Archived("2021-W49", 5400);
        var (run, _) = await Run("2022-W49", 5400);
        Assert.Equal(200, Cell(await Product(run, run.Files().Anomaly))[0]);
        var header = (await Store.Get((await Keys(ArchiveSeries.AllWeeks))[0], default)).TakeWhile(b => b != '\n').ToArray();
        Assert.Contains("-again\"", System.Text.Encoding.UTF8.GetString(header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_index_resolution_or_mask_has_an_archive_of_its_own()
    {
        foreach (var week in new[] { "2019-W49", "2020-W49", "2021-W49" }) await Archived(week, 4000);
        (string Fields, string Key)[] others =
            [(",\"resolution\":40", "40m"), (",\"mask\":{\"classes\":[0,1]}", "10m-rules-"), (",\"indices\":[\"evi2\"]", "evi2")];
        foreach (var (fields, key) in others)
        {
            var (run, _) = await Run("2022-W49", 5000, fields, $"-{key}");
            Assert.Equal(
                "the archive has no other year for this week; at least 3 are needed (baseline.minimumYears)",
                Assert.Single((await Ledger(run)).Anomaly).Value.UnavailableReason);
            Assert.Single(await Keys(ArchiveSeries.AllWeeks), k => k.Contains(key, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_run_whose_time_is_no_week_takes_and_gives_nothing()
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-05\",\"to\":\"2023-12-12\"");
        foreach (var unit in units) await run.Finish(unit, UnitStatus.Done);
        Assert.Equal(Outcome.Published, (await run.Aggregate()).Outcome);
        Assert.Equal(
            "2023-12-05 to 2023-12-11 is no ISO week, Monday to Monday at 00:00 UTC, of which the archive has others",
            (await Ledger(run)).Anomaly["ndvi"].UnavailableReason);
        Assert.Empty(await Keys(ArchiveSeries.AllWeeks));
        Assert.Empty(await Keys(ArchiveSeries.AllClimatologies));
    }

    [Fact]
    public async Task A_run_that_is_not_published_gives_nothing()
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-04\",\"to\":\"2023-12-11\"");
        await run.Finish(units[0], UnitStatus.Done);
        Assert.Equal(Outcome.Incomplete, (await run.Aggregate()).Outcome);
        Assert.Empty(await Keys(ArchiveSeries.AllWeeks));
    }

    [Fact]
    public async Task A_damaged_week_is_named_and_does_not_stop_the_run()
    {
        await Archived("2019-W49", 4000);
        var key = (await Keys(ArchiveSeries.AllWeeks))[0];
        await Store.Put(key, (await Store.Get(key, default)).AsMemory()[..^1], "application/octet-stream", default);
        var (run, output) = await Run("2020-W49", 4000);
        Assert.Equal(Outcome.Published, output.Outcome);
        Assert.StartsWith(
            $"s3://{Store.Bucket}/{key} does not hold cell sums", (await Ledger(run)).Anomaly["ndvi"].UnavailableReason,
            StringComparison.Ordinal);
        Assert.Contains(
            $"The climatology of NDVI could not be updated: s3://{Store.Bucket}/{key}", output.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Keys(ArchiveSeries.AllWeeks)).Count);
    }

    [Fact]
    public async Task When_time_is_short_the_climatologies_follow_in_a_call_of_their_own()
    {
        var (run, _) = await Ready("2019-W49", 4000);
        var whole = await run.Aggregate();
        var normal = await Everything(ArchiveSeries.AllClimatologies);
        await InitializeAsync();
        (run, _) = await Ready("2019-W49", 4000);
        Assert.Equal(1, (await run.Aggregate(null, DateTimeOffset.UtcNow.AddMinutes(1))).Cursor);
        var first = await run.Aggregate(1, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal((2, null), (first.Cursor, first.Outcome));
        Assert.Empty(await Keys(ArchiveSeries.AllClimatologies));
        Assert.Single(await Keys(ArchiveSeries.AllWeeks));
        Assert.Equal(RunKeys.Latest, Assert.Single(await Keys(RunKeys.Latest)));
        var last = await run.Aggregate(first.Cursor, DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(normal, await Everything(ArchiveSeries.AllClimatologies));
        Assert.Equal(whole.Means, last.Means); // records compare their dictionaries by reference
        whole = whole with { Means = last.Means };
        Assert.Equal(whole with { Ledger = last.Ledger, Report = last.Report, Products = last.Products, Mail = last.Mail }, last);
    }

    [Fact]
    public async Task Of_two_runs_at_once_both_are_in_the_climatologies()
    {
        var runs = await Task.WhenAll(new[] { ("2019-W49", 4000), ("2020-W49", 5000), ("2021-W50", 6000), ("2022-W48", 4600) }
            .Select(run => Ready(run.Item1, (short)run.Item2, Baseline)));
        await Task.WhenAll(runs.Select(run => Task.Run(run.Run.Aggregate)));
        var at = (await Keys(ArchiveSeries.AllClimatologies)).Single(key => key.Contains("W49", StringComparison.Ordinal));
        Assert.Equal([4900, 841, 4000, 6000, 4, 4], Cell(await Store.Get(at, default)));
        var listed = JsonElement.Parse(await Store.Get(MapCollection.Key, default)).GetProperty("links").EnumerateArray();
        Assert.Equal(4, listed.Count(link => link.GetProperty("rel").GetString() == "item"));
    }

    [Fact]
    public async Task Whoever_makes_climatologies_they_are_what_the_archive_says_with_any_weeks_around()
    {
        var series = PaintedYears.Series;
        var archive = new WeekArchive(Store, series);
        foreach (var week in PaintedYears.Weeks.Where(week => week.Season is 1 or 2))
            await archive.Keep(week, "run", PaintedYears.Cells(week), default);
        var (update, last) = (new ClimatologyUpdate(Store, series, PaintedYears.Frame), new IsoWeek(2022, 1));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => update.Update(last, 0, default)));
        await update.Update(last, 1, default);
        var before = await Everything(ArchiveSeries.AllClimatologies);
        Assert.Equal(["W01-around-0", "W01-around-1", "W02-around-1", "W52-around-1"],
            before.Keys.Select(key => Path.GetFileNameWithoutExtension(key)));
        await archive.Keep(last, "run", PaintedYears.Cells(new IsoWeek(2022, 3)), default);
        await update.Update(last, 1, default);
        var changed = await Everything(ArchiveSeries.AllClimatologies);
        Assert.All(changed, file => Assert.NotEqual(before[file.Key], file.Value)); // of both widths
        await archive.Keep(last, "run", PaintedYears.Cells(last), default);
        await update.Update(last, 0, default);
        Assert.Equal(before, await Everything(ArchiveSeries.AllClimatologies));
    }

    [Fact]
    public async Task What_is_archived_does_not_depend_on_the_runs_before()
    {
        await Run("2019-W10", 4000, wide: true);
        var (_, output) = await Run("2019-W11", 4000);
        Assert.Equal(Outcome.NotPromoted, output.Outcome);
        Assert.Equal(["2019-W10.cells", "2019-W11.cells"], (await Keys(ArchiveSeries.AllWeeks)).Select(key => key.Split('/')[^1]));
        var maps = (await Everything(ArchiveSeries.AllMaps)).Where(map => map.Key != MapCollection.Key)
            .Select(map => JsonElement.Parse(map.Value).GetProperty("properties").GetProperty("vegetation:outcome").GetString());
        Assert.Equal([Outcome.Published, Outcome.NotPromoted], maps);
    }

    [Fact]
    public async Task A_run_of_some_scenes_takes_and_gives_nothing()
    {
        var (run, _) = await Run("2019-W49", 4000, ",\"maxScenes\":1");
        Assert.Equal("the run takes only some of the scenes (maxScenes)", (await Ledger(run)).Anomaly["ndvi"].UnavailableReason);
        foreach (var prefix in new[] { ArchiveSeries.AllWeeks, ArchiveSeries.AllTables, ArchiveSeries.AllMaps, RunKeys.Catalog })
            Assert.Empty(await Keys(prefix));
    }
}
