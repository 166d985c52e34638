using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Vegetation.Core;

namespace Vegetation.Tests.Core;

/// <summary>Retry-After in all the forms that servers write (RFC 9110, 5.6.7 and 10.2.3), as .NET reads them.</summary>
public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData("17", 17)]
    [InlineData("0", 0)]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 37)]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", 37)]
    [InlineData("Sun Nov  6 08:49:37 1994", 37)]
    [InlineData("Sun, 06 Nov 1994 08:48:59 GMT", 0)] // past
    [InlineData("3600", 60)]
    [InlineData("Sun, 06 Nov 1994 12:00:00 GMT", 60)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 60)]
    public void Seconds_and_dates_are_waited_for_up_to_the_limit(string header, int seconds)
    {
        var now = new DateTimeOffset(1994, 11, 6, 8, 49, 0, TimeSpan.Zero);
        var schedule = Schedule(random: 0, new FakeTimeProvider(now));
        Assert.Equal(TimeSpan.FromSeconds(seconds), schedule.Pause(0, RetryConditionHeaderValue.Parse(header), TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(0, 1, 0.2)]
    [InlineData(1, 1, 0.4)]
    [InlineData(3, 0.5, 0.8)]
    [InlineData(30, 1, 8)]
    [InlineData(10_000, 1, 8)]
    public void Without_the_header_the_pause_is_a_random_part_of_a_ceiling_that_doubles(int retry, double random, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Schedule(random, new FakeTimeProvider()).Pause(retry, null, TimeSpan.FromSeconds(60)));

    static RetrySchedule Schedule(double random, TimeProvider time) =>
        new(TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(8), () => random, time);
}
