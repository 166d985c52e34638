using System.Runtime.InteropServices;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;

namespace Vegetation.Worker.Scenes;

/// <summary>One row of NDVI x 1 for <see cref="OutputDataType.Float32"/>. Where int16 is asked the rows are empty and nothing happens. Pure.</summary>
internal static class ExactRow
{
    /// <summary>The quotients of all pixels, also of those that are not kept.</summary>
    /// <param name="red">Red DN as ushort bits.</param>
    public static void Divide(ReadOnlySpan<short> red, ReadOnlySpan<ushort> nir, Span<float> exact, int offset)
    {
        var dn = MemoryMarshal.Cast<short, ushort>(red);
        var fraction = SpectralIndex.Ndvi.Fraction.WithOffset(offset);
        for (var i = 0; i < exact.Length; i++) exact[i] = IndexMath.Exact(fraction, dn[i], nir[i]);
    }

    /// <summary>NaN for what is not kept.</summary>
    public static void Blank(Span<float> exact, ReadOnlySpan<byte> fates)
    {
        for (var i = 0; i < exact.Length; i++)
            if (fates[i] != (byte)MaskReason.Kept) exact[i] = float.NaN;
    }
}
