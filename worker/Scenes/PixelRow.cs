using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Worker.Scenes;

/// <summary>One row of pixels from digital numbers to NDVI. Pure.</summary>
internal static class PixelRow
{
    /// <param name="redThenNdvi">Red DN (as ushort bits) on the way in, NDVI x 10000 or nodata on the way out.</param>
    /// <param name="nir">Near-infrared DN, as many.</param>
    /// <param name="sclFates">Fates at 20 m, one for two pixels.</param>
    /// <param name="fates">On the way out, why each pixel is kept (0) or not.</param>
    public static void ToNdvi(Span<short> redThenNdvi, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> sclFates, Span<byte> fates, int offset)
    {
        var red = MemoryMarshal.Cast<short, ushort>(redThenNdvi);
        var range = DnRange.For(offset);
        for (var i = EightAtOnce(redThenNdvi, nir, sclFates, fates, offset, range); i < fates.Length; i++)
        {
            fates[i] = FateOf(red[i], nir[i], sclFates[i >> 1], range);
            redThenNdvi[i] = fates[i] == 0 ? IndexMath.Scaled(SpectralIndex.Ndvi, red[i], nir[i], offset) : SpectralIndex.Nodata;
        }
    }

    // The order is that of MaskCounts: the first reason that holds is counted.
    static byte FateOf(int red, int nir, byte scl, DnRange range)
    {
        if (red == 0 || nir == 0 || scl == (byte)MaskReason.Nodata) return (byte)MaskReason.Nodata;
        if ((red | nir) >= 32768 || scl == (byte)MaskReason.Saturated) return (byte)MaskReason.Saturated;
        if (scl != (byte)MaskReason.Kept) return scl;
        if (red == range.Clipped || nir == range.Clipped) return (byte)MaskReason.Clipped;
        return range.Contains(red) && range.Contains(nir) ? (byte)MaskReason.Kept : (byte)MaskReason.OutOfRange;
    }

    /// <summary>The same, eight pixels at a time; returns how many are done. 9 ns a pixel become 2.</summary>
    static int EightAtOnce(Span<short> redThenNdvi, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> sclFates, Span<byte> fates, int offset, DnRange range)
    {
        var i = 0;
        for (; i <= fates.Length - 8; i += 8)
        {
            var r = Vector128.Create<short>(redThenNdvi[i..]).AsUInt16();
            var n = Vector128.Create(nir[i..]);
            var fate = FatesOf(r, n, Doubled(sclFates[(i >> 1)..]), range);
            var ndvi = Vector128.ConditionalSelect(Vector128.Equals(fate, Vector128<ushort>.Zero).AsInt16(), Scaled(r, n, offset), Vector128.Create(SpectralIndex.Nodata));
            ndvi.CopyTo(redThenNdvi[i..]);
            BinaryPrimitives.WriteUInt64LittleEndian(fates[i..], Vector128.Narrow(fate, fate).AsUInt64()[0]);
        }
        return i;
    }

    /// <summary>Four fates of 20 m as eight of 10 m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ushort> Doubled(ReadOnlySpan<byte> sclFates)
    {
        var four = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt32LittleEndian(sclFates)).AsByte()));
        return (four | (four << 16)).AsUInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<ushort> FatesOf(Vector128<ushort> red, Vector128<ushort> nir, Vector128<ushort> scl, DnRange range)
    {
        var (low, high) = (Vector128.Create((ushort)range.Min), Vector128.Create((ushort)range.Max));
        var (darker, brighter) = (Vector128.Min(red, nir), Vector128.Max(red, nir));
        var nodata = Vector128.Equals(darker, Vector128<ushort>.Zero) | Vector128.Equals(scl, Vector128.Create((ushort)MaskReason.Nodata));
        var saturated = Vector128.GreaterThanOrEqual(brighter, Vector128.Create((ushort)32768)) | Vector128.Equals(scl, Vector128.Create((ushort)MaskReason.Saturated));
        var outside = Vector128.LessThan(darker, low) | Vector128.GreaterThan(brighter, high);
        var isClipped = Vector128.Equals(darker, Vector128.Create((ushort)range.Clipped));
        var outOfRange = outside & Vector128.Create((ushort)MaskReason.OutOfRange);
        var measured = Vector128.ConditionalSelect(isClipped, Vector128.Create((ushort)MaskReason.Clipped), outOfRange);
        var fate = Vector128.ConditionalSelect(Vector128.Equals(scl, Vector128<ushort>.Zero), measured, scl);
        fate = Vector128.ConditionalSelect(saturated, Vector128.Create((ushort)MaskReason.Saturated), fate);
        return Vector128.ConditionalSelect(nodata, Vector128.Create((ushort)MaskReason.Nodata), fate);
    }

    /// <summary>
    /// <see cref="IndexMath.Scaled(SpectralIndex, int, int, int)"/> for eight pixels. The quotient of floats is off by one at most, which the remainder tells, so the result is exact.
    /// Pixels out of range give nonsense, which the caller replaces.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<short> Scaled(Vector128<ushort> red, Vector128<ushort> nir, int offset)
    {
        var r = Vector256.Create(Vector128.WidenLower(red), Vector128.WidenUpper(red)).AsInt32();
        var n = Vector256.Create(Vector128.WidenLower(nir), Vector128.WidenUpper(nir)).AsInt32();
        var difference = n - r;
        var sum = n + r + Vector256.Create(2 * offset);
        var (above, below) = ((Vector256.Abs(difference) * 20_000) + sum, sum * 2);
        var quotient = Vector256.ConvertToInt32Native(Vector256.ConvertToSingle(above) / Vector256.ConvertToSingle(below));
        var remainder = above - (quotient * below);
        quotient += Vector256.LessThan(remainder, Vector256<int>.Zero) - Vector256.GreaterThanOrEqual(remainder, below); // true is -1
        var scaled = Vector256.ConditionalSelect(Vector256.LessThan(difference, Vector256<int>.Zero), -quotient, quotient);
        return Vector128.Narrow(scaled.GetLower(), scaled.GetUpper());
    }
}
