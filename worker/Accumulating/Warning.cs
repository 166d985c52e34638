using System.Globalization;
using Vegetation.Core.Work;

namespace Vegetation.Worker.Accumulating;

/// <summary>Why a scene is suspect, with a sentence for people.</summary>
internal sealed record Warning(Reason Reason, string Text)
{
    /// <summary>Whether the catalog or the files' tags contradict the offset that was taken.</summary>
    public static IEnumerable<Warning> OfOffset(Scene scene, OffsetClaims claims, BoaOffset taken)
    {
        if (!claims.Contradict(taken)) yield break;
        var tag = claims.Tag?.ToString(CultureInfo.InvariantCulture) ?? "nothing";
        var stated = claims.Stated;
        yield return new(Reason.OffsetConflict,
            $"{scene.Id}: the catalog says offset {stated.Value} ({stated.Basis}), the files' tags say {tag}; "
            + $"taken is {taken.Value} ({taken.Basis}, {taken.Confidence} confidence)");
    }

    /// <param name="isCoarse">A pixel of a coarse grid is one mean of many DN: a saturated one among them does not show.</param>
    public static IEnumerable<Warning> OfPixels(SceneSums sums, bool isCoarse)
    {
        var byClass = sums.Indices[0].Pixels.ByClass;
        if (byClass[^1] is var strays && byClass.Sum() - byClass[0] is var seen && IsMany(strays, seen))
            yield return new(Reason.SclCode, TooMany(strays, seen, "have SCL codes that do not exist"));
        // Reflectances below 0 that wrapped around rather than being clipped show as DN near 65535, which the classification does not call
        // saturated.
        if (!isCoarse && sums.Indices.MaxBy(index => index.Pixels.Saturated)!.Pixels is var pixels
            && pixels.Saturated - byClass[1] is var wrapped && pixels.Total - pixels.Nodata is var observed && IsMany(wrapped, observed))
            yield return new(Reason.Range, TooMany(wrapped, observed, "have DN of 32768 and more, though not classified as saturated"));
        if (sums.EmptyBlocks > 0)
            yield return new(Reason.EmptyBlock,
                $"{sums.EmptyBlocks} blocks hold nothing but zeros, though the classification saw all of them");
        foreach (var gate in sums.Indices.SelectMany(index => index.Gates.Tripped())) yield return new(Reason.Quality, gate);
    }

    /// <summary>More than 0.1 %: a stray pixel makes no scene suspect.</summary>
    static bool IsMany(long pixels, long observed) => pixels * 1000 > observed;

    static string TooMany(long pixels, long observed, string what) =>
        $"{pixels} of {observed} pixels {what}; expected at most {observed / 1000} (0.1 %)";
}
