using System.Globalization;

namespace Vegetation.Core.Work;

/// <summary>What becomes of the scene outputs of a run (rasters, thumbnails, QA layers) in the bucket; products and records stay.</summary>
public readonly record struct SceneOutputs
{
    public const string Expected = "keep, intelligent-tiering, none, or days:N with 1 to 3650 days, such as days:90";
    const string Keep = "keep", IntelligentTiering = "intelligent-tiering", None = "none", DaysPrefix = "days:";

    readonly string? text;

    /// <exception cref="FormatException">It is none of the four.</exception>
    public SceneOutputs(string text)
    {
        if (text is not (Keep or IntelligentTiering or None) && DaysIn(text) is not (>= 1 and <= 3650))
            throw new FormatException($"got {Requests.Quote.Shortly(text)}; expected {Expected}");
        this.text = text;
    }

    public static SceneOutputs Default { get; } = new(IntelligentTiering);

    /// <summary>Days after which they are deleted; null where they stay. A day is the shortest that S3 counts.</summary>
    public int? Days => ToString() == None ? 1 : DaysIn(ToString());

    /// <summary>Whether S3 moves them to cheaper storage when nobody reads them.</summary>
    public bool IsTiered => ToString() == IntelligentTiering;

    public override string ToString() => text ?? IntelligentTiering;

    static int? DaysIn(string text) =>
        text.StartsWith(DaysPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(DaysPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
}
