using System.Net.Http.Headers;

namespace Vegetation.Core;

/// <summary>
/// The pauses between tries of a request: random up to a ceiling that doubles from try to try (full jitter, so that many clients do not
/// come back at once), after what the server asks for in Retry-After, a number of seconds or a date (RFC 9110, 10.2.3).
/// </summary>
/// <param name="First">The ceiling of the first pause.</param>
/// <param name="Longest">The ceiling of all.</param>
/// <param name="Random">0 to 1.</param>
public sealed record RetrySchedule(TimeSpan First, TimeSpan Longest, Func<double> Random, TimeProvider Time)
{
    /// <param name="retry">How many pauses there were: 0 for the first.</param>
    /// <param name="maxRetryAfter">Whatever the server asks for, no more than this.</param>
    public TimeSpan Pause(int retry, RetryConditionHeaderValue? retryAfter, TimeSpan maxRetryAfter)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, retry));
        return TimeSpan.FromSeconds(ceiling * Random()) + Asked(retryAfter, maxRetryAfter);
    }

    /// <summary>The part of a pause that the server asks for; zero where it asks for none.</summary>
    public TimeSpan Asked(RetryConditionHeaderValue? retryAfter, TimeSpan maxRetryAfter)
    {
        var asked = retryAfter?.Delta ?? (retryAfter?.Date - Time.GetUtcNow()) ?? TimeSpan.Zero;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked < maxRetryAfter ? asked : maxRetryAfter;
    }
}
