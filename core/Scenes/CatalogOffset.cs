using System.Globalization;
using Vegetation.Core.Sensors;

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
}

/// <summary>
/// The offset that the catalog states; the files' tags and the pixels may overrule it (<see cref="OffsetClaims"/>). From processing
/// baseline 04.00 on, ESA adds 1000 to every DN, which BOA_ADD_OFFSET (-1000) takes away. Where a collection can declare an offset, as
/// collection 1, which keeps the 1000, the declared one counts. In sentinel-2-l2a a flag tells whether it has been applied, as to most
/// files, while the declared offset still says -0.1 (Element84/earth-search#9: the flag wins). Without either the baseline decides, never
/// the sensing date: reprocessed scenes of 2015 carry the offset too.
/// </summary>
public static class CatalogOffset
{
    public static BoaOffset Of(Scene scene)
    {
        if (!TryBaseline(scene.Baseline, out var baseline))
            throw new FormatException($"{scene.Id}: the processing baseline \"{scene.Baseline}\" cannot be read");
        if (Declarable(scene.Collection).Count > 0) return new(scene.DeclaredOffset is 0 ? 0 : Sensor.Sentinel2.BoaAddOffset, "declared");
        if (baseline < Sensor.Sentinel2.FirstBaselineWithOffset) return new(0, "baseline");
        return scene.OffsetApplied == true ? new(0, "flag")
            : new(Sensor.Sentinel2.BoaAddOffset, scene.OffsetApplied is null ? "baseline" : "flag");
    }

    /// <summary>Reads "05.09" as 5.09; false for anything that is not digits, a point and digits.</summary>
    public static bool TryBaseline(string? text, out double baseline)
    {
        var parts = (text ?? "").Split('.');
        baseline = 0;
        // parsing alone takes a NUL at the end
        return parts is [{ Length: 2 }, { Length: 2 }] && parts.All(part => part.All(char.IsAsciiDigit))
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out baseline);
    }

    /// <summary>Whether pixels of this baseline may carry the offset; false for one that cannot be read.</summary>
    public static bool MayBePending(string? text) =>
        TryBaseline(text, out var baseline) && baseline >= Sensor.Sentinel2.FirstBaselineWithOffset;

    /// <summary>
    /// Whether the item declares an offset that its collection can have. In collections that can have none the declared offset means
    /// nothing.
    /// </summary>
    public static bool IsPlausible(string collection, double? declared) =>
        Declarable(collection) is { Count: 0 } || (declared is { } offset && Declarable(collection).Contains(offset));

    static IReadOnlyList<double> Declarable(string collection) => Sensor.Sentinel2.Collection(collection)?.DeclaredOffsets ?? [];
}
