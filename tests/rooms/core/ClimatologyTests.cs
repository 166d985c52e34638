using System.Text;
using Vegetation.Core.Archive;
using Vegetation.Core.Composites;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;

namespace Vegetation.Tests.Core;

public sealed class ClimatologyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(52, 1)]
    [InlineData(52, 0)]
    [InlineData(1, 0)]
    [InlineData(51, 2)]
    public void Every_cell_has_the_statistics_of_its_weekly_means(int season, int around)
    {
        var climatology = PaintedYears.Climatology(season, around);
        var longest = 0;
        for (var row = 0; row < PaintedYears.Frame.Rows; row++)
            for (var column = 0; column < PaintedYears.Frame.Columns; column++)
            {
                var samples = PaintedYears.Samples(season, around, row, column);
                longest = Math.Max(longest, samples.Count);
                var (gridRow, gridColumn) = PaintedYears.Frame.CellAt(row, column);
                Assert.Equal(Expected(samples), Found(climatology.At(gridRow, gridColumn)));
            }
        Assert.InRange(longest, 6, 8 * (2 * around + 2));
        Assert.Equal(around == 0, !climatology.Years.Contains(PaintedYears.Missing)); // else by the weeks of the years around
    }

    static (int, int, int, int, int, int) Expected(IReadOnlyList<(int Year, int Mean)> samples)
    {
        if (samples.Count == 0) return default;
        var mean = samples.Average(sample => (decimal)sample.Mean);
        var squares = samples.Sum(sample => (sample.Mean - mean) * (sample.Mean - mean));
        var deviation = samples.Count < 2 ? 0
            : Math.Round(Math.Sqrt((double)(squares / (samples.Count - 1))), MidpointRounding.AwayFromZero);
        return (samples.Select(sample => sample.Year).Distinct().Count(), samples.Count,
            (int)Math.Round(mean, MidpointRounding.AwayFromZero), (int)deviation, samples.Min(sample => sample.Mean),
            samples.Max(sample => sample.Mean));
    }

    static (int, int, int, int, int, int) Found(CellClimate cell) =>
        (cell.Years, cell.Samples, cell.Mean, cell.StandardDeviation, cell.Minimum, cell.Maximum);

    [Fact]
    public void The_year_that_is_compared_is_left_out_with_its_weeks_around()
    {
        var climatology = PaintedYears.Climatology(1, 1, exceptYear: 2021);
        Assert.Equal([2016, 2017, 2018, 2019, 2020, 2022, 2023], climatology.Years); // 2018-W52 is a sample of 2019
        Assert.DoesNotContain(new IsoWeek(2020, 53), climatology.Weeks);
        Assert.DoesNotContain(new IsoWeek(2021, 2), climatology.Weeks);
        Assert.Contains(new IsoWeek(2021, 52), climatology.Weeks);
    }

    [Fact]
    public void A_week_counts_once_however_often_it_is_added()
    {
        var once = PaintedYears.Climatology(1, 1);
        var twice = PaintedYears.Climatology(1, 1, PaintedYears.Weeks.Concat(PaintedYears.Weeks));
        var (row, column) = PaintedYears.Frame.CellAt(5, 30);
        Assert.Equal(once.At(row, column), twice.At(row, column));
    }

    public static TheoryData<string, ArchiveSeries, string> OtherSeries() => new()
    {
        { "index", PaintedYears.Series with { Index = SpectralIndex.Of("evi2") }, "holds evi2 at 40 m" },
        { "resolution", PaintedYears.Series with { Resolution = 160 }, "holds ndvi at 160 m" },
        { "composite", PaintedYears.Series with { Composite = CompositeRule.Best }, "composite best" },
        { "mask", With("""{"mask":{"classes":[0,1]}}"""), "mask classes 0 1, dilation 2" },
        { "cloud probability", With("""{"mask":{"cloudProbability":40}}"""), "cloud probability 40" },
        { "selection", With("""{"selection":"all"}"""), "all scenes with at most 10 % of cloud" },
        { "cloud cover", With("""{"maxCloudCover":60}"""), "clearest scenes with at most 60 % of cloud" },
        { "clip", With("""{"output":{"clip":true}}"""), "cut to the area" },
        { "area", PaintedYears.Series with { GridId = "another" }, "of grid another" },
    };

    static ArchiveSeries With(string fields) => PaintedYears.Series with { Rules = PaintedYears.RulesOf(fields) };

    [Theory]
    [MemberData(nameof(OtherSeries))]
    public void Sums_of_another_series_are_refused_by_name(string what, ArchiveSeries other, string says)
    {
        var week = PaintedYears.Weeks[0];
        Assert.NotEqual(PaintedYears.Series.Week(week), other.Week(week));
        var climatology = new Climatology(PaintedYears.Series, week.Season, 0);
        var error = Assert.Throws<InvalidDataException>(
            () => climatology.Add(week, new MemoryStream(PaintedYears.Archived(week, other)), "s3://bucket/week"));
        Assert.StartsWith("s3://bucket/week holds", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(says, StringComparison.Ordinal), $"{what}: {error.Message}");
        Assert.Contains("expected ndvi at 40 m", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_under_the_key_of_another_is_refused()
    {
        var climatology = new Climatology(PaintedYears.Series, 1, 1);
        var other = new MemoryStream(PaintedYears.Archived(new IsoWeek(2016, 2)));
        var error = Assert.Throws<InvalidDataException>(() => climatology.Add(new IsoWeek(2016, 1), other, "a week"));
        Assert.Contains("2016-W02; expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cut_short_or_no_archive_is_refused()
    {
        var week = PaintedYears.Weeks[0];
        var whole = PaintedYears.Archived(week);
        byte[][] broken = [[], Encoding.UTF8.GetBytes("not JSON\n"), whole[..50], whole[..^1], [.. whole, 0], new byte[10_000]];
        Assert.All(broken, bytes => Assert.Throws<InvalidDataException>(
            () => new Climatology(PaintedYears.Series, week.Season, 0).Add(week, new MemoryStream(bytes), "a week")));
    }

    [Fact]
    public void Keys_tell_their_week_and_nothing_else_does()
    {
        var series = PaintedYears.Series;
        Assert.All(PaintedYears.Weeks, week => Assert.Equal(week, series.WeekOf(series.Week(week))));
        Assert.Null(series.WeekOf(series.Weeks + "2023-W49.tif"));
        Assert.Null(series.WeekOf(series.Weeks + "2023-W53.cells"));
        Assert.Null(series.WeekOf("archive/other/ndvi/40m/2023-W49.cells"));
    }
}
