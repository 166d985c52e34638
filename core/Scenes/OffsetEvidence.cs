using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vegetation.Core.Masking;

namespace Vegetation.Core.Scenes;

/// <summary>
/// What the pixels themselves tell of the offset, for catalogs are wrong about it at times (Element84/earth-search#71).
/// Counts of clear pixels, one of each pixel of the classification; whole numbers, so that the order of adding does not matter.
/// Between the limits for either answer lie bands in which the pixels are undecided: arctic scenes of both kinds come within a factor of
/// two of each other.
/// </summary>
public struct OffsetEvidence
{
    const int EnoughPixels = 10_000;

    /// <summary>Near infrared over water without ice, haze or mud is below it, with the offset or without.</summary>
    const int DarkWaterNir = 1200;

    /// <summary>Near infrared minus red of dense vegetation, whose red is dark: a difference, which no offset changes.</summary>
    const int DenseVegetation = 2000;

    /// <summary>Pixels with DN of 2..32767 in both bands, and how many of them have red below 800 and below 1000.</summary>
    public long Clear, Below800, Below1000;

    /// <summary>The same over dark surfaces, dense vegetation and dark water (SCL 4 and 6): red below 900 and below 1100.</summary>
    public long Dark, DarkBelow900, DarkBelow1100;

    /// <summary>Counts a row, one pixel of each pixel of the classification, where the mask keeps that.</summary>
    /// <param name="nir">DN, as many as of red.</param>
    /// <param name="reasons">Of the classification's pixels, as codes.</param>
    /// <param name="ratio">How many pixels one of the classification covers: 1 or 2.</param>
    public void Count(ReadOnlySpan<ushort> red, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes, int ratio)
    {
        for (var i = EightAtOnce(red, nir, reasons, codes, ratio); ratio * i < red.Length; i++)
            if (reasons[i] == (byte)MaskReason.Kept) Count(red[ratio * i], nir[ratio * i], codes[i]);
    }

    public void Count(int red, int nir, byte sclClass)
    {
        if (red is < 2 or > 32767 || nir is < 2 or > 32767) return;
        Clear++;
        if (red < 800) Below800++;
        if (red < 1000) Below1000++;
        if (!(sclClass == 4 && nir - red > DenseVegetation || sclClass == 6 && nir < DarkWaterNir)) return;
        Dark++;
        if (red < 900) DarkBelow900++;
        if (red < 1100) DarkBelow1100++;
    }

    public void Add(in OffsetEvidence other)
    {
        Clear += other.Clear;
        Below800 += other.Below800;
        Below1000 += other.Below1000;
        Dark += other.Dark;
        DarkBelow900 += other.DarkBelow900;
        DarkBelow1100 += other.DarkBelow1100;
    }

    /// <summary>
    /// BOA_ADD_OFFSET has been applied, or the pixels never needed it: with it, 0.5 % of the pixels would have a reflectance below -0.02,
    /// or a fifth one below 0, or half of the dark surfaces one below -0.01.
    /// </summary>
    public readonly bool OffsetAlreadyApplied => Clear >= EnoughPixels
        && (Below800 * 200 > Clear || Below1000 * 5 > Clear || (Dark >= EnoughPixels && DarkBelow900 * 2 > Dark));

    /// <summary>
    /// The offset is still in the pixels: half of the dark surfaces are above 1100, at most 2 % below 900, and at most 0.1 % of all pixels
    /// below 800. Without it, half of the dark surfaces would reflect more than 0.11 of red and hardly one less than 0.09.
    /// </summary>
    public readonly bool OffsetPending => Dark >= EnoughPixels
        && DarkBelow1100 * 2 < Dark && DarkBelow900 * 50 <= Dark && Below800 * 1000 <= Clear && !OffsetAlreadyApplied;

    /// <summary>Counts eight pixels at a time; returns how many are done.</summary>
    int EightAtOnce(ReadOnlySpan<ushort> red, ReadOnlySpan<ushort> nir, ReadOnlySpan<byte> reasons, ReadOnlySpan<byte> codes, int ratio)
    {
        var counts = new Counts();
        var i = 0;
        for (; i <= reasons.Length - 8 && ratio * (i + 8) <= red.Length; i += 8)
            counts.Add(Eight(red[(ratio * i)..], ratio), Eight(nir[(ratio * i)..], ratio), Widen(reasons[i..]), Widen(codes[i..]));
        counts.AddTo(ref this);
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> Eight(ReadOnlySpan<ushort> row, int ratio)
    {
        if (ratio == 2) return Vector256.Create(row).AsInt32() & Vector256.Create(0xFFFF); // every second of sixteen
        var eight = Vector128.Create(row);
        return Vector256.Create(Vector128.WidenLower(eight), Vector128.WidenUpper(eight)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> Widen(ReadOnlySpan<byte> eight)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(eight)).AsByte());
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }

    /// <summary>Eight counters of each kind, counting downwards since true is -1.</summary>
    struct Counts
    {
        Vector256<int> clear, below800, below1000, dark, darkBelow900, darkBelow1100;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<int> red, Vector256<int> nir, Vector256<int> reasons, Vector256<int> codes)
        {
            var (darker, brighter) = (Vector256.Min(red, nir), Vector256.Max(red, nir));
            var valid = Vector256.Equals(reasons, Vector256<int>.Zero) & Above(darker, 1) & Below(brighter, 32768);
            clear += valid;
            below800 += valid & Below(red, 800);
            below1000 += valid & Below(red, 1000);
            var vegetation = Vector256.Equals(codes, Vector256.Create(4)) & Above(nir - red, DenseVegetation);
            var water = Vector256.Equals(codes, Vector256.Create(6)) & Below(nir, DarkWaterNir);
            var validDark = valid & (vegetation | water);
            dark += validDark;
            darkBelow900 += validDark & Below(red, 900);
            darkBelow1100 += validDark & Below(red, 1100);
        }

        public readonly void AddTo(ref OffsetEvidence evidence)
        {
            evidence.Clear -= Vector256.Sum(clear);
            evidence.Below800 -= Vector256.Sum(below800);
            evidence.Below1000 -= Vector256.Sum(below1000);
            evidence.Dark -= Vector256.Sum(dark);
            evidence.DarkBelow900 -= Vector256.Sum(darkBelow900);
            evidence.DarkBelow1100 -= Vector256.Sum(darkBelow1100);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> Below(Vector256<int> dn, int limit) => Vector256.LessThan(dn, Vector256.Create(limit));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> Above(Vector256<int> dn, int limit) => Vector256.GreaterThan(dn, Vector256.Create(limit));
    }
}
