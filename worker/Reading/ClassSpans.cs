using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>
/// Along one axis, the pixels of the classification under each coarser pixel. Pixels are extent / width, so that sides of a coarse pixel
/// may lie within a fine one: it then touches one that is its neighbour's, and each fine one is the own of that in which its middle lies.
/// </summary>
internal sealed class ClassSpans
{
    readonly int[] firsts, ends, owns;
    readonly int ownShortest;

    /// <summary>The length of all spans, touched or own, where they are the same and lie side by side; else 0.</summary>
    readonly int step;

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
        ownShortest = Enumerable.Range(0, coarse).Min(i => owns[i + 1] - owns[i]);
        step = Enumerable.Range(0, coarse).All(i => IsStep(i, Shortest)) ? Shortest : 0;
    }

    public static ClassSpans Across(WorkingGrid grid) => Of(grid, grid.Pixels.Width, grid.Classes.Width);

    public static ClassSpans Down(WorkingGrid grid) => Of(grid, grid.Pixels.Height, grid.Classes.Height);

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

    /// <summary>The bits of each span from those of the shortest spans that begin at each pixel.</summary>
    public void Join(ReadOnlySpan<byte> ofShortest, Span<byte> each)
    {
        if (step == 1) ofShortest.CopyTo(each);
        else
            for (var i = step == 2 ? SlidingBytes.EverySecond(ofShortest, each) : 0; i < each.Length; i++)
                each[i] = (byte)(ofShortest[firsts[i]] | ofShortest[ends[i] - Shortest]);
    }

    /// <summary>The sum over the own pixels of each of a window's columns.</summary>
    /// <param name="own">Of the own pixels of all its columns.</param>
    /// <param name="room">For as many bytes as there are pixels of the classification, and one.</param>
    public void SumOwn(ReadOnlySpan<byte> own, PixelWindow window, Span<byte> room, Span<byte> sums)
    {
        sums = sums[..window.Width];
        var of = owns.AsSpan(window.ColumnStart, window.Width + 1);
        if (!own.ContainsAnyExcept((byte)0))
        {
            sums.Clear();
            return;
        }
        var done = step == 2 ? SlidingBytes.SumOfPairs(own, sums) : 0;
        if (done < sums.Length) SlidingBytes.SumAhead(own, ownShortest, room);
        for (var i = done; i < sums.Length; i++)
        {
            var (from, end) = (of[i] - of[0], of[i + 1] - of[0]);
            var sum = room[from];
            for (from += ownShortest; from < end; from++) sum += own[from];
            sums[i] = sum;
        }
    }

    bool IsStep(int i, int length) =>
        (firsts[i], ends[i], owns[i], owns[i + 1]) == (i * length, (i + 1) * length, i * length, (i + 1) * length);

    /// <summary>Spans of one pixel where the grid is not coarser.</summary>
    static ClassSpans Of(WorkingGrid grid, int pixels, int classes) =>
        grid.IsCoarse ? new(pixels, classes, grid.Pixels.PixelSize / grid.Classes.PixelSize) : new(classes, classes, 1);
}
