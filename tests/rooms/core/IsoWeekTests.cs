using FsCheck.Xunit;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class IsoWeekTests
{
    static readonly IsoWeek First = IsoWeek.TryParse("2015-W01")!.Value;

    /// <summary>Week by week, through a year of 53.</summary>
    static IEnumerable<IsoWeek> Weeks(int count)
    {
        var week = First;
        for (var i = 0; i < count; i++, week = week.Next) yield return week;
    }

    [Property(MaxTest = 300)]
    public bool A_week_is_what_it_writes_and_what_holds_its_moments(uint hours)
    {
        var moment = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours % 400_000);
        var week = IsoWeek.Of(moment);
        return week.Window.Contains(moment) && week.Window.From.DayOfWeek == DayOfWeek.Monday && week.Window.IsoWeek == week
            && IsoWeek.TryParse(week.ToString()) == week;
    }

    [Theory]
    [InlineData("2023-W53")] // that year has 52
    [InlineData("2023-W00")]
    [InlineData("2023-W4")]
    [InlineData("2023-w49")]
    [InlineData("2023W49")]
    [InlineData("2023-W+9")]
    [InlineData("0000-W01")]
    [InlineData("2023-W49.cells")]
    [InlineData("")]
    [InlineData(null)]
    public void Other_texts_are_no_weeks(string? text) => Assert.Null(IsoWeek.TryParse(text));

    [Fact]
    public void Windows_that_are_longer_shorter_or_begin_on_another_day_are_no_week()
    {
        var week = First.Window;
        Assert.Null(new Window(week.From, week.To.AddDays(1)).IsoWeek);
        Assert.Null(new Window(week.From, week.To.AddTicks(-1)).IsoWeek);
        Assert.Null(new Window(week.From.AddDays(1), week.To.AddDays(1)).IsoWeek);
    }

    [Theory]
    [InlineData("2023-W49", 49, 1, 2023)]
    [InlineData("2023-W48", 49, 1, 2023)]
    [InlineData("2023-W47", 49, 1, null)]
    [InlineData("2023-W52", 1, 1, 2024)]
    [InlineData("2020-W53", 1, 1, 2021)] // 53 joins 52
    [InlineData("2020-W53", 52, 0, 2020)]
    [InlineData("2020-W53", 1, 0, null)]
    [InlineData("2024-W01", 52, 1, 2023)]
    [InlineData("2024-W02", 52, 1, null)]
    [InlineData("2024-W02", 52, 2, 2023)]
    [InlineData("2023-W01", 1, 0, 2023)]
    public void A_week_is_a_sample_of_the_seasons_around_it_over_the_ends_of_years_too(string week, int season, int around, int? year) =>
        Assert.Equal(year, IsoWeek.TryParse(week)!.Value.YearIn(season, around));

    /// <summary>Of each season and year the samples are the weeks that lie next to each other, and no week is missing or twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Samples_of_a_season_of_a_year_follow_each_other(int around)
    {
        var weeks = Weeks(52 * 8).ToList();
        for (var season = 1; season <= IsoWeek.Seasons; season++)
            for (var year = 2016; year < 2022; year++)
            {
                List<int> places = [.. Enumerable.Range(0, weeks.Count).Where(place => weeks[place].YearIn(season, around) == year)];
                Assert.Equal(places.Count - 1, places[^1] - places[0]);
                var has53 = places.Any(place => weeks[place].Number == 53);
                Assert.Equal(2 * around + 1 + (has53 ? 1 : 0), places.Count);
            }
    }
}
