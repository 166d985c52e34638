namespace Vegetation.Functions.Planning;

/// <summary>What Service Quotas answered: how many instances of the request's type processing jobs may use at a time.</summary>
/// <param name="Error">Why there is no answer.</param>
/// <param name="AskedAt">When; null where that was not kept.</param>
public sealed record InstanceQuota(double? Instances, string? Error = null, DateTimeOffset? AskedAt = null)
{
    /// <summary>An execution that is redriven after a quota was raised still has the answer of before.</summary>
    static readonly TimeSpan LongestTrusted = TimeSpan.FromMinutes(10);

    /// <summary>Whether it is worth to ask once more: it is too small, and was answered long ago.</summary>
    public bool IsOutdated(int needed, DateTimeOffset now) => Instances < needed && now - AskedAt > LongestTrusted;

    /// <summary>
    /// Codes of the quotas "TYPE for processing job usage", the same in every region, as public repositories list them, collected in
    /// November 2026; of most types no code was found.
    /// </summary>
    static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["ml.t3.medium"] = "L-0CE343FE",
        ["ml.m5.large"] = "L-8541302D",
        ["ml.m5.xlarge"] = "L-0307F515",
        ["ml.m5.2xlarge"] = "L-1D84B9D2",
        ["ml.m5.4xlarge"] = "L-379E85A3",
        ["ml.c5.xlarge"] = "L-486519E6",
    };

    /// <returns>Null for a type whose quota cannot be asked for.</returns>
    public static string? CodeOf(string instanceType) => Codes.GetValueOrDefault(instanceType);
}

/// <summary>The account may run no instance of the request's type, so no job would ever start.</summary>
internal sealed class NoInstancesException(string message) : Exception(message);
