using System.Runtime.Intrinsics;

namespace Vegetation.Worker.Reading;

/// <summary>One byte for each pixel of the classification, row-major, seen from the working grid.</summary>
/// <param name="Ratio">How many pixels of the grid one of these covers, each way; 1 where they are the grid's.</param>
internal readonly record struct ClassPlane(byte[] Samples, int Width, int Ratio)
{
    /// <summary>What a window's row lies in, each sample once. Windows begin at whole samples.</summary>
    public ReadOnlySpan<byte> Under(PixelWindow window, int row) =>
        Samples.AsSpan((row / Ratio * Width) + (window.ColumnStart / Ratio), (window.Width + Ratio - 1) / Ratio);

    /// <summary>The sample of each pixel of a window's row.</summary>
    /// <param name="room">For as many bytes as the window has columns.</param>
    public void Expand(PixelWindow window, int row, Span<byte> room)
    {
        var under = Under(window, row);
        if (Ratio == 1) under.CopyTo(room);
        else
            for (var i = Ratio == 2 ? Double(under, room) : 0; i < room.Length; i++) room[i] = under[i / Ratio];
    }

    /// <summary>Every sample twice, sixteen at a time; returns how many pixels are done.</summary>
    static int Double(ReadOnlySpan<byte> samples, Span<byte> room)
    {
        var done = 0;
        for (; done <= room.Length - (2 * Vector128<byte>.Count); done += 2 * Vector128<byte>.Count)
        {
            var wide = Vector256.WidenLower(Vector256.Create(Vector128.Create(samples[(done / 2)..]), default));
            (wide | (wide << 8)).AsByte().CopyTo(room[done..]);
        }
        return done;
    }
}
