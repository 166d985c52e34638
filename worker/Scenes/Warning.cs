using Vegetation.Core.Scenes;

namespace Vegetation.Worker.Scenes;

/// <summary>Why a scene is suspect: one word for machines, a sentence for people.</summary>
internal sealed record Warning(string Reason, string Text)
{
    /// <summary>Whether the pixels overruled the catalog.</summary>
    public static IEnumerable<Warning> OfOffset(Scene scene, BoaOffset judged)
    {
        if (judged.Basis != BoaOffset.FromPixels) yield break;
        var stated = SceneOffset.Stated(scene);
        yield return new("offset", $"the catalog's offset {stated.Value} ({stated.Basis}) of {scene.Id} is not the pixels' {judged.Value}");
    }

    public static IEnumerable<Warning> OfPixels(SceneSums sums, int emptyBlocks)
    {
        var pixels = sums.Pixels;
        if (pixels.ByClass[12] > 0) yield return new("scl-code", $"{pixels.ByClass[12]} pixels have SCL codes that do not exist");
        // Reflectances below 0 that wrapped around rather than being clipped show as DN near 65535, which the classification does not call saturated.
        if (pixels.Saturated - pixels.ByClass[1] is var wrapped && wrapped * 1000 > pixels.Total - pixels.Nodata)
            yield return new("range", $"{wrapped} pixels have DN of 32768 and more, though not classified as saturated");
        if (emptyBlocks > 0) yield return new("missing-block", $"{emptyBlocks} blocks hold nothing but zeros, though the classification saw all of them");
        foreach (var gate in sums.Gates.Tripped()) yield return new("quality", gate);
    }
}
