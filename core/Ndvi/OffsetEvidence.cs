using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Vegetation.Core.Scenes;

namespace Vegetation.Core.Ndvi;

/// <summary>
/// What the red pixels themselves tell of the offset, for catalogs are wrong about it at times (Element84/earth-search#71).
/// Counts of clear pixels, one of each 20 m pixel; whole numbers, so that the order of adding does not matter.
/// </summary>
public struct OffsetEvidence
{
    const int EnoughPixels = 10_000;

    /// <summary>Clear red DN of 2..32767, and how many of them are below 800 and below 1000.</summary>
    public long Clear, Below800, Below1000;

    /// <summary>The same over vegetation and water (SCL 4 and 6), where red is dark: below 900 and below 1100.</summary>
    public long Dark, DarkBelow900, DarkBelow1100;

    /// <summary>Counts a row of red DN, every second one of it, where the 20 m pixel is kept.</summary>
    /// <param name="fates">Of the 20 m pixels, half as many (or one more) as red has; codes too.</param>
    public void Count(ReadOnlySpan<ushort> red, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes)
    {
        for (var i = EightAtOnce(red, fates, codes); 2 * i < red.Length; i++)
            if (fates[i] == (byte)SclFate.Keep) Count(red[2 * i], codes[i]);
    }

    /// <summary>The same, eight pixels at a time; returns how many are done.</summary>
    int EightAtOnce(ReadOnlySpan<ushort> red, ReadOnlySpan<byte> fates, ReadOnlySpan<byte> codes)
    {
        var counts = new Counts();
        var i = 0;
        for (; i <= fates.Length - 8 && (2 * i) + 16 <= red.Length; i += 8)
        {
            var dn = Vector256.Create(red[(2 * i)..]).AsInt32() & Vector256.Create(0xFFFF);
            var code = Widen(codes[i..]);
            counts.Add(dn, Vector256.Equals(Widen(fates[i..]), Vector256<int>.Zero), Vector256.Equals(code, Vector256.Create(4)) | Vector256.Equals(code, Vector256.Create(6)));
        }
        counts.AddTo(ref this);
        return i;
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
        public void Add(Vector256<int> dn, Vector256<int> kept, Vector256<int> isDark)
        {
            var valid = kept & Vector256.GreaterThan(dn, Vector256.Create(1)) & Vector256.LessThan(dn, Vector256.Create(32768));
            clear += valid;
            below800 += valid & Below(dn, 800);
            below1000 += valid & Below(dn, 1000);
            var validDark = valid & isDark;
            dark += validDark;
            darkBelow900 += validDark & Below(dn, 900);
            darkBelow1100 += validDark & Below(dn, 1100);
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
    }

    public void Count(int red, byte sclClass)
    {
        if (red is < 2 or > 32767) return;
        Clear++;
        if (red < 800) Below800++;
        if (red < 1000) Below1000++;
        if (sclClass is not (4 or 6)) return;
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

    /// <summary>With 1000 added, hardly a pixel is below 1000: 0.1 % below 800, 2 % below 1000 or a dark median below 900 prove that it is not there.</summary>
    public readonly bool ProvesCorrected => Clear >= EnoughPixels
        && (Below800 * 1000 > Clear || Below1000 * 50 > Clear || (Dark >= EnoughPixels && DarkBelow900 * 2 > Dark));

    /// <summary>Vegetation and water whose median is above 1100 carry the 1000.</summary>
    public readonly bool ProvesRaw => Dark >= EnoughPixels && DarkBelow1100 * 2 < Dark && !ProvesCorrected;

    /// <summary>The catalog's offset, unless the pixels prove it wrong: then theirs, with the basis <c>pixels</c>. Where they prove nothing, the confidence is low.</summary>
    /// <param name="mayBeRaw">Whether the processing baseline is one (04.00 and later) from which pixels may carry the 1000.</param>
    public readonly BoaOffset Judge(BoaOffset stated, bool mayBeRaw) => stated.Value switch
    {
        not 0 when ProvesCorrected => new(0, BoaOffset.FromPixels, BoaOffset.High),
        0 when ProvesRaw && mayBeRaw => new(-1000, BoaOffset.FromPixels, BoaOffset.High),
        0 when ProvesCorrected => stated with { Confidence = BoaOffset.High },
        not 0 when ProvesRaw => stated with { Confidence = BoaOffset.High },
        _ => stated,
    };
}
