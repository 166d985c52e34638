using System.Collections.Concurrent;
using System.Numerics;

namespace Vegetation.Core.Masking;

/// <summary>Turns a classification into reasons (<see cref="MaskReason"/>), one byte a pixel, row-major like its source.</summary>
public static class MaskGrid
{
    const int RowsAtOnce = 256;

    /// <param name="codes">Class codes, height x width.</param>
    /// <param name="threads">-1 = all cores; they change nothing in the result.</param>
    /// <returns>Reasons as bytes, height x width. Dilation is a square of 2k+1 pixels and does not cross the edge.</returns>
    public static byte[] Build(byte[] codes, int width, int height, MaskRule rule, int threads = 1)
    {
        if (codes.Length != width * height) throw new ArgumentException($"{codes.Length} class codes for {width} x {height} pixels");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var reasons = new byte[codes.Length];
        byte[] table = [.. Enumerable.Range(0, 256).Select(code => (byte)rule.ReasonOf(code))];
        Parallel.ForEach(Partitioner.Create(0, codes.Length, Math.Max(width, 1) * RowsAtOnce), parallel, range =>
        {
            for (var i = range.Item1; i < range.Item2; i++) reasons[i] = table[codes[i]];
        });
        if (rule.DilationPixels > 0) Dilate(codes, reasons, width, height, rule, parallel);
        return reasons;
    }

    /// <summary>Two passes, along rows, then along columns: a square needs no more.</summary>
    static void Dilate(byte[] codes, byte[] reasons, int width, int height, MaskRule rule, ParallelOptions parallel)
    {
        var k = rule.DilationPixels;
        bool[] dilates = [.. Enumerable.Range(0, 256).Select(rule.Dilates)];
        var alongRows = new byte[codes.Length];
        Parallel.ForEach(Partitioner.Create(0, height, RowsAtOnce), parallel, rows =>
        {
            for (var row = rows.Item1; row < rows.Item2; row++)
                DilateRow(codes.AsSpan(row * width, width), alongRows.AsSpan(row * width, width), dilates, k);
        });
        Parallel.ForEach(Partitioner.Create(0, height, RowsAtOnce), parallel, rows =>
        {
            for (var row = rows.Item1; row < rows.Item2; row++)
                for (var near = Math.Max(0, row - k); near < Math.Min(height, row + k + 1); near++)
                    MarkRow(alongRows.AsSpan(near * width, width), reasons.AsSpan(row * width, width));
        });
    }

    static void DilateRow(ReadOnlySpan<byte> codes, Span<byte> dilated, bool[] dilates, int k)
    {
        var last = -1;
        for (var column = 0; column < codes.Length; column++)
        {
            if (!dilates[codes[column]]) continue;
            var (start, stop) = (Math.Max(column - k, last + 1), Math.Min(codes.Length, column + k + 1));
            dilated[Math.Max(0, start)..stop].Fill(1);
            last = stop - 1;
        }
    }

    static void MarkRow(ReadOnlySpan<byte> dilated, Span<byte> reasons)
    {
        var column = 0;
        for (; column <= reasons.Length - Vector<byte>.Count; column += Vector<byte>.Count)
        {
            var reason = new Vector<byte>(reasons[column..]);
            var isNear = ~Vector.Equals(new Vector<byte>(dilated[column..]), Vector<byte>.Zero);
            var hit = Vector.Equals(reason, Vector<byte>.Zero) & isNear;
            Vector.ConditionalSelect(hit, new Vector<byte>((byte)MaskReason.Dilated), reason).CopyTo(reasons[column..]);
        }
        for (; column < reasons.Length; column++)
            if (dilated[column] != 0 && reasons[column] == (byte)MaskReason.Kept) reasons[column] = (byte)MaskReason.Dilated;
    }
}
