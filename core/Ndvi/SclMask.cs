using System.Collections.Concurrent;
using System.Numerics;

namespace Vegetation.Core.Ndvi;

/// <summary>Why a 20 m pixel is kept or dropped.</summary>
public enum SclFate : byte
{
    Keep = 0,
    Nodata = 1,
    Saturated = 2,
    Masked = 3,
    Dilated = 4,
}

/// <summary>Turns a scene classification into fates, one byte per 20 m pixel, row-major like its source.</summary>
public static class SclMask
{
    const int RowsAtOnce = 256;

    /// <param name="scl">Class codes, height x width.</param>
    /// <param name="threads">-1 = all cores; they change nothing in the result.</param>
    /// <returns>Fates as bytes, height x width. Dilation is a square of 2k+1 pixels and does not cross the edge.</returns>
    public static byte[] Build(byte[] scl, int width, int height, MaskRule rule, int threads = 1)
    {
        if (scl.Length != width * height) throw new ArgumentException($"{scl.Length} class codes for {width} x {height} pixels");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var fates = new byte[scl.Length];
        var table = FatesByCode(rule);
        Parallel.ForEach(Partitioner.Create(0, scl.Length, Math.Max(width, 1) * RowsAtOnce), parallel, range =>
        {
            for (var i = range.Item1; i < range.Item2; i++) fates[i] = table[scl[i]];
        });
        if (rule.DilationPixels > 0) Dilate(scl, fates, width, height, rule, parallel);
        return fates;
    }

    static byte[] FatesByCode(MaskRule rule)
    {
        var table = new byte[256];
        for (var code = 0; code < table.Length; code++)
            table[code] = (byte)FateOf(code, rule);
        return table;
    }

    /// <summary>Class 0 is where no data are: it is never kept, whatever the rule says.</summary>
    static SclFate FateOf(int code, MaskRule rule) => code switch
    {
        0 => SclFate.Nodata,
        _ when !rule.Drops(code) => SclFate.Keep,
        1 => SclFate.Saturated,
        _ => SclFate.Masked,
    };

    /// <summary>Two passes, along rows, then along columns: a square needs no more.</summary>
    static void Dilate(byte[] scl, byte[] fates, int width, int height, MaskRule rule, ParallelOptions parallel)
    {
        var k = rule.DilationPixels;
        var grows = new bool[256];
        for (var code = 0; code < grows.Length; code++) grows[code] = rule.Grows(code);
        var alongRows = new byte[scl.Length];
        Parallel.ForEach(Partitioner.Create(0, height, RowsAtOnce), parallel, rows =>
        {
            for (var row = rows.Item1; row < rows.Item2; row++) GrowRow(scl.AsSpan(row * width, width), alongRows.AsSpan(row * width, width), grows, k);
        });
        Parallel.ForEach(Partitioner.Create(0, height, RowsAtOnce), parallel, rows =>
        {
            for (var row = rows.Item1; row < rows.Item2; row++)
                for (var near = Math.Max(0, row - k); near < Math.Min(height, row + k + 1); near++)
                    MarkRow(alongRows.AsSpan(near * width, width), fates.AsSpan(row * width, width));
        });
    }

    static void GrowRow(ReadOnlySpan<byte> codes, Span<byte> grown, bool[] grows, int k)
    {
        var last = -1;
        for (var column = 0; column < codes.Length; column++)
        {
            if (!grows[codes[column]]) continue;
            var (start, stop) = (Math.Max(column - k, last + 1), Math.Min(codes.Length, column + k + 1));
            grown[Math.Max(0, start)..stop].Fill(1);
            last = stop - 1;
        }
    }

    static void MarkRow(ReadOnlySpan<byte> grown, Span<byte> fates)
    {
        var column = 0;
        for (; column <= fates.Length - Vector<byte>.Count; column += Vector<byte>.Count)
        {
            var fate = new Vector<byte>(fates[column..]);
            var hit = Vector.AndNot(Vector.Equals(fate, Vector<byte>.Zero), Vector.Equals(new Vector<byte>(grown[column..]), Vector<byte>.Zero));
            Vector.ConditionalSelect(hit, new Vector<byte>((byte)SclFate.Dilated), fate).CopyTo(fates[column..]);
        }
        for (; column < fates.Length; column++)
            if (grown[column] != 0 && fates[column] == (byte)SclFate.Keep) fates[column] = (byte)SclFate.Dilated;
    }
}
