namespace Vegetation.Worker.Reading;

/// <summary>
/// Along one axis, the pixels of the classification under each coarser pixel. Pixels are extent / width, so that sides of a coarse pixel
/// may lie within a fine one: it then touches one that is its neighbour's, and each fine one is the own of that in which its middle lies.
/// </summary>
internal sealed class ClassSpans
{
    readonly int[] firsts, ends, owns;

    /// <param name="coarse">How many pixels there are.</param>
    /// <param name="fine">Pixels of the classification along the same way; a last one may reach beyond it.</param>
    /// <param name="ratio">Pixels of the classification in one, not whole.</param>
    public ClassSpans(int coarse, int fine, double ratio)
    {
        const double slack = 1e-6; // of a pixel: sides that meet are not touched
        (firsts, ends, owns) = (new int[coarse], new int[coarse], new int[coarse + 1]);
        for (var i = 0; i < coarse; i++)
        {
            firsts[i] = Math.Min((int)Math.Floor((i * ratio) + slack), fine - 1);
            ends[i] = Math.Clamp((int)Math.Ceiling(((i + 1) * ratio) - slack), firsts[i] + 1, fine);
            owns[i] = Math.Clamp((int)Math.Ceiling((i * ratio) - 0.5 - slack), 0, fine);
        }
        owns[coarse] = fine;
        Shortest = Enumerable.Range(0, coarse).Min(i => ends[i] - firsts[i]);
    }

    public int Count => firsts.Length;

    /// <summary>The length of the shortest span of touched pixels: every span is the union of two of it.</summary>
    public int Shortest { get; }

    /// <summary>The first pixel that is touched.</summary>
    public int First(int i) => firsts[i];

    /// <summary>Behind the last pixel that is touched.</summary>
    public int End(int i) => ends[i];

    /// <summary>The first pixel whose middle lies in it; those of the next begin where its own end.</summary>
    public int OwnFirst(int i) => owns[i];

    public int OwnEnd(int i) => owns[i + 1];
}
