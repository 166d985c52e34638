namespace Vegetation.Core;

/// <summary>HTTP's Retry-After, which is a number of seconds or a date (RFC 9110, 10.2.3).</summary>
public static class RetryAfter
{
    /// <param name="seconds">The header's first form, null where it is not that.</param>
    /// <param name="date">Its second form, likewise.</param>
    /// <param name="longest">The upper limit, whatever the server asks for.</param>
    /// <returns>0 where nothing is asked for, or a date that is past.</returns>
    public static TimeSpan Wait(TimeSpan? seconds, DateTimeOffset? date, DateTimeOffset now, TimeSpan longest)
    {
        var asked = seconds ?? (date - now) ?? TimeSpan.Zero;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked < longest ? asked : longest;
    }
}
