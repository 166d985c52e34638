using System.Runtime.InteropServices;
using Vegetation.Core.Ndvi;

namespace Vegetation.Worker.Scenes;

/// <summary>One row of pixels from digital numbers to NDVI. Pure.</summary>
internal static class PixelRow
{
    /// <summary>The fate that <see cref="SclFate"/> does not know: reflectance of 0 or below, or above 2.0.</summary>
    public const byte OutOfRange = 5;

    /// <param name="redThenNdvi">Red DN (as ushort bits) on the way in, NDVI x 10000 or nodata on the way out.</param>
    /// <param name="nir">Near-infrared DN, as many.</param>
    /// <param name="sclFates">Fates at 20 m, one for two pixels.</param>
    /// <param name="fates">On the way out, why each pixel is kept (0) or not.</param>
    public static void ToNdvi(Span<short> redThenNdvi, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> sclFates, Span<byte> fates, int offset)
    {
        var red = MemoryMarshal.Cast<short, ushort>(redThenNdvi);
        var range = DnRange.For(offset);
        for (var i = 0; i < redThenNdvi.Length; i++)
        {
            var fate = FateOf(red[i], nir[i], sclFates[i >> 1], range);
            fates[i] = fate;
            redThenNdvi[i] = fate == 0 ? NdviMath.Scaled(red[i], nir[i], offset) : NdviMath.Nodata;
        }
    }

    // The order is that of PixelCounts: the first reason that holds is counted.
    static byte FateOf(int red, int nir, byte scl, DnRange range)
    {
        if (red == 0 || nir == 0 || scl == (byte)SclFate.Nodata) return (byte)SclFate.Nodata;
        if ((red | nir) >= 32768 || scl == (byte)SclFate.Saturated) return (byte)SclFate.Saturated;
        if (scl != (byte)SclFate.Keep) return scl;
        return range.Contains(red) && range.Contains(nir) ? (byte)SclFate.Keep : OutOfRange;
    }
}
