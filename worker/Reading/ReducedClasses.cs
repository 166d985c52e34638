using System.Collections.Concurrent;
using System.Numerics;

namespace Vegetation.Worker.Reading;

/// <summary>
/// The classification under a coarser grid. A pixel is kept where all pixels of the classification that it touches are kept, dilation
/// included; overviews of the classification would drop a third of the clouds. As <see cref="MaskGrid"/> over each of them, but without
/// that: a pixel is dilated where a cloud lies in what it touches and the dilation around it.
/// </summary>
internal sealed class ReducedClasses(byte[] codes, byte[] own, MaskRule rule, WorkingGrid grid)
{
    const int RowsAtOnce = 32;
    const byte Grows = 1;

    /// <summary>What a pixel is dropped for, the first of those that it touches, with a bit each.</summary>
    static readonly MaskReason[] Reasons =
    [
        MaskReason.Kept, MaskReason.Nodata, MaskReason.Saturated, MaskReason.Cloud, MaskReason.CloudShadow, MaskReason.Cirrus,
            MaskReason.Snow,
        MaskReason.Masked,
    ];

    /// <summary>The reason by the bits of what is touched and of what grows into it.</summary>
    static readonly byte[] ByBits = [.. Enumerable.Range(0, 256).Select(bits => (byte)ReasonOf(bits))];

    static readonly byte Nodata = Bit(MaskReason.Nodata);

    static readonly byte Mixed = Sensor.Sentinel2.Classes.CodeOf(PixelClass.Unclassified);

    readonly (int Width, int Height) fine = (grid.Classes.Width, grid.Classes.Height);
    readonly ClassSpans across = new(grid.Pixels.Width, grid.Classes.Width, grid.Pixels.PixelSize / grid.Classes.PixelSize);
    readonly ClassSpans down = new(grid.Pixels.Height, grid.Classes.Height, grid.Pixels.PixelSize / grid.Classes.PixelSize);
    readonly byte[] flags = [.. Enumerable.Range(0, 16).Select(code => Flags(rule, code))];
    readonly byte[] reasons = GC.AllocateUninitializedArray<byte>(grid.Count), classes = GC.AllocateUninitializedArray<byte>(grid.Count);

    /// <param name="codes">Class codes of the acquisition, which its clouds are taken from.</param>
    /// <param name="own">Those of the granule: 0 where only others have data. The same array where there is one granule.</param>
    public static ClassMap Of(byte[] codes, byte[] own, MaskRule rule, WorkingGrid grid, int threads)
    {
        var reduced = new ReducedClasses(codes, own, rule, grid);
        Parallel.ForEach(
            Partitioner.Create(0, grid.Pixels.Height, RowsAtOnce), new ParallelOptions { MaxDegreeOfParallelism = threads }, reduced.Rows);
        return new(new(reduced.classes, grid.Pixels.Width, 1), new(reduced.reasons, grid.Pixels.Width, 1), own);
    }

    static byte Flags(MaskRule rule, int code) =>
        (byte)((rule.ReasonOf(code) is var reason && reason != MaskReason.Kept ? Bit(reason) : 0) | (rule.Dilates(code) ? Grows : 0));

    static byte Bit(MaskReason reason) => (byte)(1 << Array.IndexOf(Reasons, reason));

    /// <summary>The lowest bit counts; what only grows is dilated.</summary>
    static MaskReason ReasonOf(int bits) =>
        bits == 0 ? MaskReason.Kept : bits == Grows ? MaskReason.Dilated : Reasons[BitOperations.TrailingZeroCount(bits & ~Grows)];

    void Rows(Tuple<int, int> rows)
    {
        var k = rule.DilationPixels;
        byte[] touched = new byte[fine.Width], grown = new byte[fine.Width + (2 * k)], found = new byte[fine.Width],
            ones = new byte[fine.Width], zeros = new byte[fine.Width];
        for (var row = rows.Item1; row < rows.Item2; row++)
        {
            foreach (var empty in new[] { touched, grown, ones, zeros }) empty.AsSpan().Clear();
            for (var from = Math.Max(0, down.First(row) - k); from < Math.Min(fine.Height, down.End(row) + k); from++)
            {
                var line = codes.AsSpan(from * fine.Width, fine.Width);
                SlidingBytes.LookUp(line, flags, Bit(MaskReason.Masked), found);
                SlidingBytes.Or(found, grown.AsSpan(k, fine.Width));
                if (from < down.First(row) || from >= down.End(row)) continue;
                SlidingBytes.Or(found, touched);
                var mine = own.AsSpan(from * fine.Width, fine.Width);
                SlidingBytes.Or(mine, ones);
                SlidingBytes.OrNot(mine, zeros);
                if (own != codes) MarkMissing(mine, touched);
            }
            Along(row, touched, grown, ones, zeros);
        }
    }

    /// <summary>Where another granule has data and this one has none, it has none.</summary>
    static void MarkMissing(ReadOnlySpan<byte> mine, Span<byte> touched)
    {
        for (var i = 0; i < mine.Length; i++)
            if (mine[i] == 0) touched[i] |= Nodata;
    }

    /// <summary>From bits of columns to those of spans of columns: each span is the union of two of the shortest length.</summary>
    void Along(int row, byte[] touched, byte[] grown, byte[] ones, byte[] zeros)
    {
        var (length, growth) = (across.Shortest, 2 * rule.DilationPixels);
        foreach (var bits in new[] { touched, ones, zeros }) SlidingBytes.OrAhead(bits, length);
        SlidingBytes.OrAhead(grown, length + growth);
        var start = row * across.Count;
        for (var i = 0; i < across.Count; i++)
        {
            var (first, last) = (across.First(i), across.End(i) - length);
            var bits = touched[first] | touched[last] | ((grown[first] | grown[last]) & Grows);
            reasons[start + i] = ByBits[bits];
            var (anyOne, anyZero) = (ones[first] | ones[last], zeros[first] | zeros[last]);
            classes[start + i] = (anyOne & anyZero) == 0 ? (byte)anyOne : Mixed; // no bit is both: all codes are the same
        }
    }
}
