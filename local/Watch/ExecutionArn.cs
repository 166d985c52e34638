using System.Text.RegularExpressions;

namespace Vegetation.Local.Watch;

/// <summary>The name of an execution of a standard state machine: arn:aws:states:us-west-2:123456789012:execution:Machine:run.</summary>
internal sealed partial record ExecutionArn
{
    public const string Example = "arn:aws:states:us-west-2:123456789012:execution:Vegetation:2023-W49";

    public string Region { get; }
    readonly string text;

    ExecutionArn(string text, string region) => (this.text, Region) = (text, region);

    /// <returns>Null where it is none.</returns>
    public static ExecutionArn? TryParse(string text) =>
        Pattern().Match(text) is { Success: true } arn ? new(text, arn.Groups[1].Value) : null;

    public override string ToString() => text;

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:states:([a-z0-9-]{1,25}):[0-9]{12}:execution:[\w-]{1,80}:[^\s:]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
