using System.Globalization;
using System.Text;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Archiving;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>Runs whose anomaly compares with files of another data set, in their own bucket, in another one and in a folder.</summary>
public sealed class ForeignBaselineRunTests(EmbeddedS3 s3) : AggregationTest(s3), IDisposable
{
    const string Own = "baselines/other/";

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A finished run of the week 2023-W49, whose one cell has 0.3.</summary>
    async Task<RunOnS3> Finished(string baseline, string fields = "")
    {
        var scene = RunOnS3.Scene("33UWP");
        var run = await RunOnS3.WithScenes(Store, Name, [scene], $$"""
            {"area":[16.4,47.9,16.6,48.1],"from":"2023-12-04","to":"2023-12-11","baseline":{{baseline}}{{fields}}}
            """);
        await run.Plan();
        await run.Finish(scene.Id, UnitStatus.Done, value: 3000);
        return run;
    }

    /// <summary>A year of dekads, of which all but the week's own are empty: what is not needed is not read.</summary>
    async Task Upload(string prefix, params (string Name, byte Sample)[] files)
    {
        foreach (var month in Enumerable.Range(1, 12))
            foreach (var day in new[] { "01", "11", "21" })
                if ((month, day) != (12, "01"))
                    await Store.Put($"{prefix}{month:00}/mean-{month:00}{day}.tiff", new byte[1], MediaTypes.Cog, default);
        foreach (var (name, sample) in files)
            await Store.Put(prefix + name, await File.ReadAllBytesAsync(Painted(name, sample)), MediaTypes.Cog, default);
    }

    string Painted(string name, byte sample)
    {
        var pixels = Enumerable.Repeat(sample, 40 * 40).ToArray();
        CogWriter.Write<byte>(
            folder[name], new GeoGrid(40, 40, 16.3, 48.2, 0.01, 4326), [pixels], 255, [new BandInfo("", 0.004, -0.08)], new());
        return folder[name];
    }

    static IReadOnlyList<short> Bands(byte[] anomaly)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.tif"], anomaly);
        using var file = RasterReader.OpenFile(folder["a.tif"]);
        var bands = Enumerable.Range(1, 5).Select(band =>
        {
            var values = new short[file.Width * file.Height];
            file.Read(band, 0, 0, file.Width, file.Height, values.AsSpan());
            return values;
        }).ToList();
        var place = Assert.Single(Enumerable.Range(0, bands[0].Length), i => bands[0][i] != short.MinValue);
        return [.. bands.Select(band => band[place]), .. new[] { file.Tag("BASELINE") == $"foreign: {Own}" ? (short)1 : (short)0 }];
    }

    [Fact]
    public async Task An_anomaly_against_another_data_set_says_so_everywhere()
    {
        await Upload(
            Own, ("NDVI-MEAN-1201.tiff", 120), ("NDVI-STDEV-1201.tiff", 25), ("NDVI-MIN-1201.tiff", 60), ("NDVI-MAX-1201.tiff", 180));
        var run = await Finished($$"""{"source":"{{Own}}","offset":-0.08}""");
        Assert.Equal(Outcome.Published, (await run.Aggregate()).Outcome);
        var basis = (await Ledger(run)).Anomaly["ndvi"];
        Assert.Null(basis.UnavailableReason);
        Assert.Equal((Own, "12-01 to 12-10"), (basis.Foreign!.Source, basis.Foreign.Period));
        Assert.Equal(["NDVI-MAX-1201.tiff", "NDVI-MEAN-1201.tiff", "NDVI-MIN-1201.tiff", "NDVI-STDEV-1201.tiff"], basis.Foreign.Files);
        Assert.Equal("no number of years: baseline.minimumYears is not applied", Assert.Single(basis.Foreign.Missing));
        // normal 0.4, standard deviation 0.1, 0.16 to 0.64
        Assert.Equal([-1000, -1000, 2917, 750, short.MinValue, 1], Bands(await Product(run, run.Files().Anomaly)));
        var collection = JsonElement.Parse(await Product(run, ProductNames.Collection)).GetProperty("assets");
        foreach (var name in new[] { run.Files().Anomaly, run.Files().AnomalyPicture })
            Assert.EndsWith(
                $"; foreign baseline: {Own}", collection.GetProperty(name).GetProperty("title").GetString(), StringComparison.Ordinal);
        var page = Encoding.UTF8.GetString(await Product(run, ProductNames.Report));
        Assert.Contains("\"title\":\"Anomaly, z-score, foreign baseline\"", page, StringComparison.Ordinal);
        Assert.Single(await Store.List(ArchiveSeries.AllWeeks, default)); // the run is archived as ever
    }

    [Fact]
    public async Task Without_standard_deviations_the_difference_is_shown_and_the_ledger_says_why()
    {
        await Upload(Own, ("mean-1201.tiff", 120));
        var run = await Finished($$"""{"source":"{{Own}}"}""");
        await run.Aggregate();
        Assert.Equal(
            ["no standard deviation: z-scores are nodata", "no minimum: the vegetation condition index is nodata",
                "no maximum: the vegetation condition index is nodata", "no number of years: baseline.minimumYears is not applied"],
            (await Ledger(run)).Anomaly["ndvi"].Foreign!.Missing);
        Assert.Equal(
            [-1000, short.MinValue, short.MinValue, 750, short.MinValue, 1], Bands(await Product(run, run.Files().Anomaly)));
        Assert.Contains(
            "\"title\":\"Anomaly, difference, foreign baseline\"", Encoding.UTF8.GetString(await Product(run, ProductNames.Report)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_the_files_the_run_is_published_without_an_anomaly()
    {
        await Upload(Own);
        await Store.Put("baselines/odd/1201.tif", new byte[9], MediaTypes.Cog, default);
        await Upload("baselines/html/", ("1201.tif", 1));
        await Store.Put("baselines/html/1201.tif", "<html>"u8.ToArray(), MediaTypes.Cog, default);
        await Upload("baselines/cut/", ("1201.tif", 1));
        var whole = await Store.Get("baselines/cut/1201.tif", default);
        await Store.Put("baselines/cut/1201.tif", whole.AsMemory()[..^20], MediaTypes.Cog, default);
        foreach (var (source, reason) in new[]
        {
            (Own, $"the foreign baseline {Own} has no file for 2023-12-07: one begins 11-21, the next 12-11"),
            ("baselines/odd/", "the foreign baseline baselines/odd/ has 1 GeoTIFF of 1 part of the year; expected at least 12"),
            ("baselines/html/", "the foreign baseline baselines/html/ cannot be read: 1201.tif: "),
            ("baselines/cut/", "the foreign baseline baselines/cut/ cannot be read: 1201.tif: "),
            ("baselines/none/", "the foreign baseline baselines/none/ has 0 GeoTIFFs of 0 parts of the year"),
            ("s3://no-such-bucket/a/", "the foreign baseline s3://no-such-bucket/a/ cannot be read: "),
            ("/tmp/", "the foreign baseline /tmp/ is a folder, which only ./run reads"),
        })
        {
            var request = Request(source);
            var found = await new RunArchive(Store, request, new CellGrid(200)).BaselineOf(request.Indices[0], default);
            Assert.Null(found.Normals);
            Assert.StartsWith(reason, found.Problem, StringComparison.Ordinal);
            Assert.DoesNotContain(".tmp", found.Problem, StringComparison.Ordinal); // the copy that was read
        }
        var run = await Finished($$"""{"source":"{{Own}}"}""");
        var output = await run.Aggregate();
        var (ledger, why) = (await Ledger(run), $"the foreign baseline {Own} has no file for 2023-12-07: one begins 11-21, the next 12-11");
        Assert.Equal((Outcome.Published, why), (output.Outcome, ledger.Anomaly["ndvi"].UnavailableReason));
        Assert.Equal($"1 of 1 scene processed. No anomaly of NDVI: {why}.", output.Message); // which ./run and the mail show
        Assert.Equal(output.Message, ledger.Message);
    }

    static Request Request(string source) => RequestReader.Read(
        JsonElement.Parse($$"""
            {"area":[16.4,47.9,16.6,48.1],"from":"2023-12-04","to":"2023-12-11","indices":["ndvi","evi2"],
            "baseline":{"source":"{{source}}"} }
            """), DateTimeOffset.UnixEpoch).OrThrow();

    [Fact]
    public async Task Other_buckets_and_folders_are_read_and_other_indices_compare_with_the_archive()
    {
        await Upload("clms/", ("1201-mean.tif", 100));
        var year = Directory.CreateDirectory(folder["year"]).FullName + "/";
        foreach (var month in Enumerable.Range(1, 12)) File.Copy(Painted("1201-mean.tif", 100), $"{year}{month:00}01-mean.tif");
        foreach (var source in new[] { $"s3://{Store.Bucket}/clms/", year })
        {
            var request = Request(source);
            var archive = new RunArchive(Store, request, new CellGrid(200), foldersAllowed: true);
            Assert.Equal(3200, (await archive.BaselineOf(request.Indices[0], default)).Normals!.At(0, 0)!.Value.Mean);
            Assert.Null((await archive.BaselineOf(request.Indices[1], default)).Normals!.Basis.Foreign);
        }
    }

    /// <summary>Twelve months in a folder, of which December's has a value.</summary>
    string Year(string name, Func<int, string> file)
    {
        var year = Directory.CreateDirectory(folder[name]).FullName + "/";
        foreach (var month in Enumerable.Range(1, 12))
            if (month == 12) File.Copy(Painted("painted.tif", 100), year + file(month));
            else File.WriteAllBytes(year + file(month), new byte[1]);
        return year;
    }

    Task<Baseline> Of(string source, string to = "2023-12-11", int weeksAround = 1) =>
        new ForeignBaselines(Store, MapFrame.Of(Request(source).Area, new CellGrid(200)), foldersAllowed: true).Of(
            Request(source).Baseline.Foreign!, weeksAround, new(
                new(2023, 12, 4, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.Parse($"{to}T00:00Z", CultureInfo.InvariantCulture)), default);

    [Fact]
    public async Task A_window_of_more_than_two_parts_of_the_year_is_compared_with_none()
    {
        var year = Year("months", month => $"{month:00}01.tif");
        Assert.NotNull((await Of(year, "2024-01-10")).Normals);
        Assert.Equal(
            $"the foreign baseline {year} has files of 31 days, 01-01 to 01-31, and the run is of 63; expected at most 2 times as many",
            (await Of(year, "2024-02-05")).Problem);
    }

    [Fact]
    public async Task Of_climatologies_in_several_widths_those_of_the_requests_weeksAround_are_read()
    {
        var year = Directory.CreateDirectory(folder["weeks"]).FullName + "/";
        foreach (var week in Enumerable.Range(1, 52))
            foreach (var around in new[] { 1, 2 })
                File.Copy(Painted("painted.tif", (byte)(100 * around)), $"{year}W{week:00}-around-{around}.tif");
        foreach (var (around, mean) in new[] { (1, 3200), (2, 7200) })
            Assert.Equal(mean, (await Of(year, weeksAround: around)).Normals!.At(0, 0)!.Value.Mean);
        Assert.Contains("two bands of the mean: W49-around-1.tif, W49-around-2.tif", (await Of(year, weeksAround: 0)).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_files_are_shown_as_plain_text()
    {
        var normals = (await Of(Year("odd", month => $"a\u202Eb-{month:00}01.tif"))).Normals!;
        Assert.Equal(("a b-1201.tif", "a b-1201.tif"), (Assert.Single(normals.Basis.Foreign!.Files), normals.Tags["BASELINE_FILES"]));
        var year = Year("bad", month => $"a\n{month:00}01.tif");
        File.WriteAllBytes(year + "a\n1201.tif", new byte[9]);
        Assert.StartsWith(
            $"the foreign baseline {year} cannot be read: a 1201.tif: ", (await Of(year)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_with_a_foreign_baseline_begins_with_more_time()
    {
        await Upload(Own, ("mean-1201.tiff", 120));
        var run = await Finished($$"""{"source":"{{Own}}"}""");
        Assert.Equal(1, (await run.Aggregate(null, DateTimeOffset.UtcNow.AddMinutes(11))).Cursor);
        Assert.Equal(Outcome.Published, (await run.Aggregate(1, DateTimeOffset.UtcNow.AddMinutes(11))).Outcome);
        run = await Finished("""{"minimumYears":5}""");
        Assert.Equal(Outcome.Published, (await run.Aggregate(null, DateTimeOffset.UtcNow.AddMinutes(11))).Outcome);
    }
}
