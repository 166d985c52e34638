using System.Text.Json;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;
using Vegetation.Products;
using Vegetation.Products.Maps;
using Vegetation.Raster;
using Vegetation.Tests.Core;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Maps;

/// <summary>Anomalies and climatologies of painted years, cell by cell against a plain reference.</summary>
public sealed class AnomalyMapTests : IDisposable
{
    const short Nodata = short.MinValue;
    static readonly MappedIndex Ndvi = new(PaintedYears.Series.Index, PaintedYears.Series.Resolution);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static WorldMap Map(IsoWeek week) => WorldMap.From(PaintedYears.Frame, PaintedYears.Cells(week), Ndvi)!;

    static AnomalyMap Anomaly(IsoWeek week, BaselineRule rule)
    {
        var baseline = PaintedYears.Climatology(week.Season, rule.WeeksAround, exceptYear: week.Year);
        var (anomaly, none) = AnomalyMap.Of(Map(week), new ArchiveNormals(baseline, PaintedYears.Frame), rule);
        Assert.Null(none);
        return anomaly!;
    }

    [Theory]
    [InlineData("2023-W01", 5, 1)]
    [InlineData("2020-W53", 5, 1)]
    [InlineData("2016-W52", 3, 0)]
    public void Every_cell_is_as_a_plain_reference_has_it(string text, int minimumYears, int weeksAround)
    {
        var week = IsoWeek.TryParse(text)!.Value;
        var rule = new BaselineRule(minimumYears, weeksAround);
        var anomaly = Anomaly(week, rule);
        var (present, absent) = (0, 0);
        for (var row = 0; row < PaintedYears.Frame.Rows; row++)
            for (var column = 0; column < PaintedYears.Frame.Columns; column++)
            {
                var i = row * PaintedYears.Frame.Columns + column;
                var expected = Expected(week, rule, row, column);
                Assert.Equal(
                    expected,
                    (anomaly.Difference[i], anomaly.ZScore[i], anomaly.Vci[i], anomaly.PercentOfNormal[i], anomaly.Years[i]));
                if (expected.Difference == Nodata) absent++;
                else present++;
            }
        Assert.InRange(present, 100, 800);
        Assert.InRange(absent, 20, 700); // water and clouds at least
    }

    /// <summary>In decimals, from the samples themselves.</summary>
    static (short Difference, short Z, short Vci, short Percent, short Years) Expected(IsoWeek week, BaselineRule rule, int row, int column)
    {
        var samples = PaintedYears.Samples(week.Season, rule.WeeksAround, row, column).Where(sample => sample.Year != week.Year).ToList();
        var years = samples.Count == 0 ? Nodata : (short)samples.Select(sample => sample.Year).Distinct().Count();
        var sum = PaintedYears.At(week, row, column);
        if (sum.Valid == 0 || years < rule.MinimumYears) return (Nodata, Nodata, Nodata, Nodata, years);
        decimal now = Round((decimal)sum.Sum / sum.Valid), exact = samples.Average(sample => (decimal)sample.Mean), mean = Round(exact);
        var variance = samples.Sum(sample => (sample.Mean - exact) * (sample.Mean - exact)) / (samples.Count - 1);
        var deviation = Round((decimal)Math.Sqrt((double)variance));
        if (deviation < 100) return (Nodata, Nodata, Nodata, Nodata, years);
        decimal least = samples.Min(sample => sample.Mean), most = samples.Max(sample => sample.Mean);
        return ((short)(now - mean), (short)Round(Math.Clamp((now - mean) / deviation, -10, 10) * 1000),
            (short)Round(Math.Clamp((now - least) / (most - least) * 100, 0, 100) * 100),
            mean > 0 ? (short)Round(Math.Clamp(now / mean * 100, -1000, 1000) * 10) : Nodata, years);
    }

    static decimal Round(decimal value) => Math.Round(value, MidpointRounding.AwayFromZero);

    [Fact]
    public void The_drought_is_found_where_it_was_painted()
    {
        var anomaly = Anomaly(PaintedYears.Drought, BaselineRule.Default);
        var (dry, normal) = (new List<short>(), new List<short>());
        for (var i = 0; i < anomaly.ZScore.Length; i++)
            if (anomaly.ZScore[i] != Nodata)
                (PaintedYears.IsDry(i / anomaly.Frame.Columns, i % anomaly.Frame.Columns) ? dry : normal).Add(anomaly.ZScore[i]);
        Assert.InRange(dry.Count, 20, 45);
        Assert.All(dry, z => Assert.InRange(z, -10_000, -2000));
        Assert.InRange(normal.Average(z => z), -300, 300);
        Assert.InRange(normal.Count(z => z < -2000) / (double)normal.Count, 0, 0.05);
    }

    [Fact]
    public void Too_few_years_are_said_with_those_that_there_are()
    {
        var week = new IsoWeek(2016, 1);
        var baseline = PaintedYears.Climatology(1, 0, PaintedYears.Weeks.Where(w => w.Year is 2017 or 2018));
        var (anomaly, none) = AnomalyMap.Of(Map(week), new ArchiveNormals(baseline, PaintedYears.Frame), BaselineRule.Default);
        Assert.Null(anomaly);
        Assert.Equal("the archive has 2 other years (2017, 2018) for this week; at least 5 are needed "
            + "(baseline.minimumYears)", none);
    }

    [Theory] // mean, spread, now: z, VCI, per cent
    [InlineData(5000, 0, 4000, null)] // does not vary
    [InlineData(5000, 80, 4000, null)] // standard deviation 0.0080
    [InlineData(5000, 200, 4000, "-1000 -5000 0 800")]
    [InlineData(5000, 200, 9000, "4000 10000 10000 1800")] // 20 standard deviations
    [InlineData(-100, 200, 300, "400 2000 10000 -32768")] // no per cent of what is below 0
    [InlineData(1, 200, 3000, "2999 10000 10000 10000")] // 300,000 per cent
    public void Rules_at_the_ends(int mean, int spread, int now, string? expected)
    {
        var normal = new CellClimate();
        foreach (var (year, sign) in new[] { (2018, -1), (2019, 1), (2020, -1), (2021, 1), (2022, 0) })
            normal.Add(year, mean + sign * spread);
        var found = CellAnomaly.Of(now, NormalCell.Of(normal)!.Value, BaselineRule.Default);
        Assert.Equal(expected, found is var (difference, z, vci, percent) ? $"{difference} {z} {vci} {percent}" : null);
        Assert.Null(CellAnomaly.Of(now, NormalCell.Of(normal)!.Value, new BaselineRule(6, 1)));
    }

    [Fact]
    public void A_climatology_has_the_same_bytes_in_any_order_of_weeks()
    {
        byte[] Bytes(IEnumerable<IsoWeek> weeks)
        {
            ClimatologyMap.WriteCog(folder["climatology.tif"], PaintedYears.Frame, PaintedYears.Climatology(52, 1, weeks));
            return File.ReadAllBytes(folder["climatology.tif"]);
        }
        var bytes = Bytes(PaintedYears.Weeks);
        Assert.Equal(bytes, Bytes(PaintedYears.Weeks.Reverse()));
        Assert.Equal(bytes, Bytes(PaintedYears.Weeks.OrderBy(week => week.Number * 7919 % 101)));
        Assert.NotEqual(bytes, Bytes(PaintedYears.Weeks.Where(week => week.Year != 2020)));
    }

    [GdalInfoFact]
    public void The_files_say_what_they_hold()
    {
        var baseline = PaintedYears.Climatology(1, 1, exceptYear: 2023);
        ClimatologyMap.WriteCog(folder["climatology.tif"], PaintedYears.Frame, baseline);
        var normals = new ArchiveNormals(baseline, PaintedYears.Frame);
        var (anomaly, _) = AnomalyMap.Of(Map(PaintedYears.Drought), normals, BaselineRule.Default);
        anomaly!.WriteCog(folder["anomaly.tif"], PaintedYears.Drought.Window, normals);
        using (var file = RasterReader.OpenFile(folder["climatology.tif"]))
        {
            Assert.Equal((6, -19999.0, PaintedYears.Frame.GeoGrid()), (file.Bands, file.Nodata, file.Grid));
            Assert.Equal(("1", "NDVI of mean reflectance at 40 m"), (file.Tag("WEEK_OF_YEAR"), file.Tag("INDEX")));
            Assert.StartsWith("2015-W52 2016-W01 2016-W02 2016-W52", file.Tag("WEEKS"), StringComparison.Ordinal);
            Assert.Equal(
                "Contains modified Copernicus Sentinel data 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022", file.Tag("SOURCE"));
        }
        using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", folder["anomaly.tif"]));
        Assert.Equal(
            [0.0001, 0.001, 0.01, 0.1, 1],
            info.RootElement.GetProperty("bands").EnumerateArray()
                .Select(band => band.TryGetProperty("scale", out var scale) ? scale.GetDouble() : 1));
        Assert.All(
            info.RootElement.GetProperty("bands").EnumerateArray(),
            band => Assert.Equal(Nodata, band.GetProperty("noDataValue").GetDouble()));
    }
}
