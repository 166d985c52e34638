using System.Globalization;

namespace Vegetation.Core.Scenes;

/// <summary>
/// The offset to add to every DN, with the ground on which it was chosen: <c>declared</c>, <c>flag</c>, <c>baseline</c>, <c>tag</c> or
/// <c>pixels</c>.
/// </summary>
/// <param name="Value">BOA_ADD_OFFSET that is still to be added to DN: 0 or -1000.</param>
/// <param name="Confidence">
/// <see cref="High"/> where the pixels decided, or they or the files' tag confirm the catalog; <see cref="Low"/> where the pixels are
/// inconclusive (desert, ice, hardly a clear pixel) and there is no tag, or one that contradicts the catalog.
/// </param>
public readonly record struct BoaOffset(int Value, string Basis, string Confidence = BoaOffset.Low)
{
    public const string High = "high", Low = "low", FromPixels = "pixels", FromTag = "tag";

    /// <summary>Whether a basis is one that overruled the catalog.</summary>
    public static bool IsOverruling(string? basis) => basis is FromPixels or FromTag;

    /// <summary>DN are used as they are, whatever they mean: see <see cref="Ndvi.SclSampling.Linear"/>.</summary>
    public static BoaOffset Ignored { get; } = new(0, "ignored");
}

/// <summary>
/// From processing baseline 04.00 on, ESA adds 1000 to every DN. Collection 1 keeps it; most files of sentinel-2-l2a have it subtracted, which a flag tells,
/// while their declared offset still says -0.1 (Element84/earth-search#9: the flag wins). The baseline decides, never the sensing date:
/// reprocessed scenes of 2015 carry the offset too.
/// </summary>
public static class OffsetRule
{
    public const int Added = -1000;
    const double FirstBaselineWithOffset = 4;
    const string BeforeCollection1 = "sentinel-2-pre-c1-l2a";

    public static BoaOffset Resolve(Scene scene)
    {
        if (!TryBaseline(scene.Baseline, out var baseline)) throw new FormatException($"{scene.Id}: the processing baseline \"{scene.Baseline}\" cannot be read");
        if (IsDeclared(scene.Collection)) return new(scene.DeclaredOffset is 0 ? 0 : Added, "declared");
        if (baseline < FirstBaselineWithOffset) return new(0, "baseline");
        return scene.OffsetApplied == true ? new(0, "flag") : new(Added, scene.OffsetApplied is null ? "baseline" : "flag");
    }

    /// <summary>Reads "05.09" as 5.09; false for anything that is not digits, a point and digits.</summary>
    public static bool TryBaseline(string? text, out double baseline)
    {
        var parts = (text ?? "").Split('.');
        baseline = 0;
        return parts is [{ Length: 2 }, { Length: 2 }] && parts.All(part => part.All(char.IsAsciiDigit)) // parsing alone takes a NUL at the end
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out baseline);
    }

    /// <summary>Whether pixels of this baseline may carry the offset; false for one that cannot be read.</summary>
    public static bool MayBePending(string? text) => TryBaseline(text, out var baseline) && baseline >= FirstBaselineWithOffset;

    /// <summary>
    /// Whether the item declares an offset that its collection can have: -0.1 in collection 1, that or 0 in what preceded it. In other collections
    /// the declared offset means nothing.
    /// </summary>
    public static bool IsPlausible(string collection, double? declared) =>
        !IsDeclared(collection) || declared is -0.1 || (declared is 0 && collection == BeforeCollection1);

    static bool IsDeclared(string collection) => collection is "sentinel-2-c1-l2a" or BeforeCollection1;
}
