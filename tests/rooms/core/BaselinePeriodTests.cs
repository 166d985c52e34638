using System.Globalization;
using Vegetation.Core.Archive;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

/// <summary>Names of files of foreign baselines, and which of them are those of a day.</summary>
public sealed class BaselinePeriodTests
{
    static IReadOnlyList<string> Dekads { get; } =
    [
        .. from month in Enumerable.Range(1, 12)
           from day in new[] { 1, 11, 21 }
           select $"a/c_gls_NDVI-MEAN-LTS_1999-2019-{month:00}{day:00}_V3.0.1.tiff",
    ];

    static IReadOnlyList<string> Months { get; } = [.. Enumerable.Range(1, 12).Select(month => $"{month:00}01.tif")];
    static IReadOnlyList<string> Weeks { get; } = [.. Enumerable.Range(1, 52).Select(week => $"W{week:00}-around-1.tif")];

    static string Found(IReadOnlyList<string> keys, string day) =>
        BaselinePeriod.Of(keys, DateOnly.Parse(day, CultureInfo.InvariantCulture)) is ({ } period, _)
            ? $"{period} {string.Join(' ', period.Files.Select(file => file.Start.Week > 0 ? $"W{file.Start.Week}" : file.Name))}" : "none";

    [Theory]
    [InlineData("2023-12-07", "12-01 to 12-10", "12-01 to 12-31", "12-03 to 12-09")]
    [InlineData("2024-02-29", "02-21 to 02-29", "02-01 to 02-29", "02-26 to 03-03")]
    [InlineData("2023-01-01", "01-01 to 01-10", "01-01 to 01-31", "01-01 to 01-07")]
    [InlineData("2023-12-31", "12-21 to 12-31", "12-01 to 12-31", "12-24 to 12-31")]
    [InlineData("2024-01-10", "01-01 to 01-10", "01-01 to 01-31", "01-08 to 01-14")]
    [InlineData("2024-01-11", "01-11 to 01-20", "01-01 to 01-31", "01-08 to 01-14")]
    public void The_period_is_that_of_the_day(string day, string dekad, string month, string week)
    {
        Assert.StartsWith(dekad, Found(Dekads, day), StringComparison.Ordinal);
        Assert.StartsWith(month, Found(Months, day), StringComparison.Ordinal);
        Assert.StartsWith(week, Found(Weeks, day), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_every_ISO_week_the_middle_day_finds_its_own_number()
    {
        for (var week = new IsoWeek(2015, 1); week.Year < 2033; week = week.Next)
        {
            var (period, _) = BaselinePeriod.Of(Weeks, BaselinePeriod.MiddleOf(week.Window));
            Assert.Equal(week.Season, Assert.Single(period!.Files).Start.Week);
        }
    }

    [Theory]
    [InlineData("NDVI-LTS_1999-2019-0400.tif")] // the month's, which no day begins
    [InlineData("0101-1231.tif")]
    [InlineData("mean.tif")]
    [InlineData("201912010000.tif")]
    [InlineData("0229.tif")]
    [InlineData("W54.tif")]
    [InlineData("1201.nc")]
    public void Names_without_one_first_day_are_none(string name) => Assert.Null(BaselineFile.TryParse(name));

    [Theory]
    [InlineData("c_gls_NDVI-MEAN-LTS_1999-2019-1201.tiff", BaselineStatistic.Mean)]
    [InlineData("1201_stddev.tif", BaselineStatistic.StandardDeviation)]
    [InlineData("NDVI standard deviation of weekly means", BaselineStatistic.StandardDeviation)]
    [InlineData("normal NDVI: mean of weekly means", BaselineStatistic.Mean)]
    [InlineData("NOBS", BaselineStatistic.Years)]
    [InlineData("1201-MEDIAN.tif", BaselineStatistic.Other)]
    [InlineData("minimal", null)]
    public void Statistics_are_named_by_words(string text, BaselineStatistic? expected) =>
        Assert.Equal(expected, BaselineStatistics.NamedIn(text));

    [Fact]
    public void A_missing_part_of_the_year_is_found_and_not_filled_by_the_one_before()
    {
        string[] holes = [.. Dekads.Where(key => !key.Contains("-1201_", StringComparison.Ordinal)), "0101-1231.tif", "readme.txt"];
        Assert.Equal(
            "has no file for 2023-12-07: one begins 11-21, the next 12-11 (1 of the names do not tell the part of the year)",
            BaselinePeriod.Of(holes, new(2023, 12, 7)).Problem);
        Assert.NotEqual("none", Found(holes, "2023-12-11"));
        Assert.StartsWith(
            "has 3 GeoTIFFs of 3 parts of the year; expected at least 12", BaselinePeriod.Of([.. Months.Take(3)], new(2023, 1, 1)).Problem,
            StringComparison.Ordinal);
        Assert.StartsWith("has 0 GeoTIFFs of 0", BaselinePeriod.Of(["a/b.nc"], new(2023, 1, 1)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_statistics_of_a_part_of_the_year_are_its_files()
    {
        string[] all = [.. Months, .. Months.Select(name => name.Replace(".tif", "-sd.tif", StringComparison.Ordinal))];
        Assert.Equal("12-01 to 12-31 1201-sd.tif 1201.tif", Found(all, "2023-12-07"));
    }
}
