using System.Runtime.CompilerServices;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    /// <summary>The catalog's offset, unless the pixels prove it wrong: then theirs, with the basis <c>pixels</c>.</summary>
    /// <param name="mayBeRaw">Whether the processing baseline is one (04.00 and later) from which pixels may carry the 1000.</param>
    public readonly BoaOffset Judge(BoaOffset stated, bool mayBeRaw) => stated.Value switch
    {
        not 0 when ProvesCorrected => new(0, "pixels"),
        0 when ProvesRaw && mayBeRaw => new(-1000, "pixels"),
        _ => stated,
    };
}
