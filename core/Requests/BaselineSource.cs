using System.Text.RegularExpressions;

namespace Vegetation.Core.Requests;

/// <summary>
/// Where the files of a foreign baseline are: below a prefix of another bucket (s3://bucket/prefix/), below one of the run's own bucket
/// (baselines/name/), or in a folder (/data/name/), which only ./run reads.
/// </summary>
public sealed partial record BaselineSource
{
    public const string OwnFolder = "baselines/",
        Allowed =
            "s3://bucket/prefix/, a prefix below baselines/ in the run's bucket such as baselines/clms/, or of ./run a folder: each "
            + "ends in /";

    const int Longest = 500;

    /// <summary>As it was typed; a folder with a / at its end.</summary>
    public string Text { get; }

    /// <summary>Null for the run's own bucket, and for a folder.</summary>
    public string? Bucket { get; }

    /// <summary>What the keys begin with, or the folder's path.</summary>
    public string Prefix { get; }

    public bool IsFolder => Text[0] == '/';

    BaselineSource(string text, string? bucket, string prefix) => (Text, Bucket, Prefix) = (text, bucket, prefix);

    /// <returns>Null where the text has none of the three forms.</returns>
    public static BaselineSource? TryParse(string text)
    {
        if (text.Length > Longest || text.Any(char.IsControl) || text.Contains("..", StringComparison.Ordinal)) return null;
        if (text.StartsWith('/')) return text.TrimEnd('/') is { Length: > 0 } folder ? new($"{folder}/", null, $"{folder}/") : null;
        if (ForeignPattern().Match(text) is { Success: true } foreign) return new(text, foreign.Groups[1].Value, foreign.Groups[2].Value);
        return OwnPattern().IsMatch(text) ? new(text, null, text) : null;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/((?:[^/\s]+/)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ForeignPattern();

    [GeneratedRegex(@"^baselines/(?:[A-Za-z0-9][A-Za-z0-9_.-]{0,79}/){1,6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnPattern();
}
