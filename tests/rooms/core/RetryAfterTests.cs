using System.Net.Http.Headers;
using Vegetation.Core;

namespace Vegetation.Tests.Core;

/// <summary>Retry-After in all the forms that servers write (RFC 9110, 5.6.7 and 10.2.3), as .NET reads them.</summary>
public sealed class RetryAfterTests
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
        var read = RetryConditionHeaderValue.Parse(header);
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryAfter.Wait(read.Delta, read.Date, now, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Without_the_header_nothing_is_waited_for() => Assert.Equal(TimeSpan.Zero, RetryAfter.Wait(null, null, DateTimeOffset.MaxValue, TimeSpan.FromSeconds(60)));
}
