using System.Text.RegularExpressions;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Work;

/// <summary>
/// From which hosts jobs may read scenes: entries of host, or host/folder/, with commas between; or "*", any host that has a name.
/// </summary>
public sealed partial record AssetHosts
{
    /// <summary>The most characters that SageMaker takes as a variable of a job.</summary>
    public const int LongestVariable = 256;

    public const string Expected = "hosts such as data.example.org or data.example.org/sentinel-2/, with commas between, or * for any";

    readonly IReadOnlyList<string> entries;

    /// <exception cref="FormatException">An entry is no host and folder.</exception>
    public AssetHosts(string text)
    {
        entries = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Count == 0 || !entries.All(entry => entry == "*" || Entry().IsMatch(entry)))
            throw new FormatException($"got {Requests.Quote.Shortly(text)}; expected {Expected}");
    }

    /// <summary>The public buckets of the scenes.</summary>
    public static AssetHosts Default { get; } = new(string.Join(',', Sensor.Sentinel2.Collections.Select(c => c.Files)));

    public static AssetHosts Any { get; } = new("*");

    public AssetHosts With(AssetHosts more) => new($"{this},{more}");

    /// <returns>The entries of these hosts; null where none of them is allowed.</returns>
    public AssetHosts? Of(IReadOnlyCollection<string> hosts)
    {
        var needed = entries.Where(entry => entry == "*" || hosts.Contains(entry.Split('/')[0], StringComparer.OrdinalIgnoreCase)).ToList();
        return needed.Contains("*") ? Any : needed.Count == 0 ? null : new(string.Join(',', needed));
    }

    /// <summary>The host of a file that is read over https; null for others, such as those on this machine.</summary>
    public static string? HostOf(string href) =>
        Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? uri.Host : null;

    public bool Equals(AssetHosts? other) => other?.ToString() == ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(',', entries);

    [GeneratedRegex(
        @"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+"
        + @"(/([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}
