using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class WindowSplitTests
{
    static Window Of(string from, string to) => new(DateTimeOffset.Parse(from), DateTimeOffset.Parse(to));

    [Theory]
    [InlineData("2023-12-04Z", "2023-12-11Z", "4 to 10 December 2023")]
    [InlineData("2023-11-27Z", "2023-12-04Z", "27 November to 3 December 2023")]
    [InlineData("2023-12-25Z", "2024-01-01T10:00Z", "25 December 2023 to 1 January 2024")]
    [InlineData("2023-12-04Z", "2023-12-05Z", "4 December 2023")]
    public void Its_days_are_written_as_a_person_does(string from, string to, string days) => Assert.Equal(days, Of(from, to).Days);

    [Theory]
    [InlineData(0, "0 km²")]
    [InlineData(0.354, "0.35 km²")]
    [InlineData(64_540, "64,540 km²")]
    [InlineData(149_000_000, "149,000,000 km²")]
    public void An_area_is_written_in_one_way(double area, string text) =>
        Assert.Equal(text, Vegetation.Core.Geography.SquareKilometres.Text(area));

    [Theory]
    [InlineData("a day", "2023-12-04Z", "2023-12-05Z", 1, 24)]
    [InlineData("a part of a day", "2023-12-04T10:00Z", "2023-12-04T11:00Z", 1, 1)]
    [InlineData("a week", "2023-12-04Z", "2023-12-11Z", 7, 24)]
    [InlineData("parts of two days", "2023-12-04T18:00Z", "2023-12-05T06:00Z", 2, 6)]
    [InlineData("the first moment of another day", "2023-12-04Z", "2023-12-05T00:00:01Z", 2, 24)]
    [InlineData("of another time zone", "2023-12-04T22:00+02:00", "2023-12-05T02:00+02:00", 1, 4)]
    [InlineData("32 days", "2023-12-01Z", "2024-01-02Z", 32, 24)]
    [InlineData("33 days", "2023-12-01Z", "2024-01-03Z", 17, 48)]
    [InlineData("a year, at any time of the day", "2023-12-01T12:00Z", "2024-12-01T12:00Z", 31, 276)]
    [InlineData("the last day", "9999-12-30Z", "9999-12-31T23:59:59Z", 2, 24)]
    public void Each_moment_is_in_one_part(string name, string from, string to, int parts, int hoursOfFirst)
    {
        _ = name;
        var window = Of(from, to);
        var split = window.Split(32);
        Assert.Equal((parts, hoursOfFirst), (split.Count, split[0].Length.TotalHours));
        Assert.Equal((window.From, window.To), (split[0].From, split[^1].To));
        Assert.All(split.Zip(split.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(split.Skip(1), part => Assert.Equal(TimeSpan.Zero, part.From.TimeOfDay));
    }

    [Theory]
    [InlineData("2023-12-04T00:00:00Z", "2023-12-11T00:00:00Z", "2023-W49")]
    [InlineData("2020-12-28T00:00:00Z", "2021-01-04T00:00:00Z", "2020-W53")]
    [InlineData("2023-12-05T00:00:00Z", "2023-12-12T00:00:00Z", "2023-12-05_2023-12-11")]
    [InlineData("2023-12-05T06:00:00Z", "2023-12-05T18:30:00Z", "2023-12-05T060000_2023-12-05T183000")]
    [InlineData("2023-12-05T00:00:00Z", "2023-12-05T12:00:00Z", "2023-12-05T000000_2023-12-05T120000")]
    public void Its_name_tells_it_from_others(string from, string to, string name) => Assert.Equal(
        name, Of(from, to).Name);
}
