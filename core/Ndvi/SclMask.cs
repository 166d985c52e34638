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
    /// <param name="scl">Class codes, height x width.</param>
    /// <returns>Fates as bytes, height x width. Dilation is a square of 2k+1 pixels and does not cross the edge.</returns>
    public static byte[] Build(ReadOnlySpan<byte> scl, int width, int height, MaskRule rule)
    {
        if (scl.Length != width * height) throw new ArgumentException($"{scl.Length} class codes for {width} x {height} pixels");
        var fates = new byte[scl.Length];
        var table = FatesByCode(rule);
        for (var i = 0; i < scl.Length; i++) fates[i] = table[scl[i]];
        if (rule.DilationPixels > 0) Dilate(scl, fates, width, height, rule);
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

    /// <summary>Two passes of a running count, along rows, then along columns: a square needs no more.</summary>
    static void Dilate(ReadOnlySpan<byte> scl, byte[] fates, int width, int height, MaskRule rule)
    {
        var k = rule.DilationPixels;
        var grows = new bool[256];
        for (var code = 0; code < grows.Length; code++) grows[code] = rule.Grows(code);
        var alongRows = new byte[scl.Length];
        for (var row = 0; row < height; row++)
        {
            var last = int.MinValue / 2;
            var codes = scl.Slice(row * width, width);
            for (var column = 0; column < width; column++)
            {
                if (!grows[codes[column]]) continue;
                var start = Math.Max(Math.Max(0, column - k), last + 1);
                var stop = Math.Min(width, column + k + 1);
                alongRows.AsSpan(row * width + start, stop - start).Fill(1);
                last = stop - 1;
            }
        }
        for (var row = 0; row < height; row++)
            for (var near = Math.Max(0, row - k); near < Math.Min(height, row + k + 1); near++)
                MarkRow(alongRows.AsSpan(near * width, width), fates.AsSpan(row * width, width));
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
