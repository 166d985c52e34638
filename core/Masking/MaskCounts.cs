namespace Vegetation.Core.Masking;

/// <summary>How many pixels there are of each <see cref="MaskReason"/>; each pixel is counted once.</summary>
public sealed record MaskCounts
{
    /// <summary>Class codes that exist, and one for all that do not.</summary>
    public const int Classes = 13;

    readonly long[] counts = new long[Enum.GetValues<MaskReason>().Length];

    public long Valid { get => Of(MaskReason.Kept); init => Of(MaskReason.Kept) = value; }
    public long Nodata { get => Of(MaskReason.Nodata); init => Of(MaskReason.Nodata) = value; }
    public long Saturated { get => Of(MaskReason.Saturated); init => Of(MaskReason.Saturated) = value; }

    /// <summary>Of a dropped class, whichever it is.</summary>
    public long Masked
    {
        get => Of(MaskReason.Masked) + Of(MaskReason.Cloud) + Of(MaskReason.CloudShadow) + Of(MaskReason.Cirrus) + Of(MaskReason.Snow);
        init => Of(MaskReason.Masked) = value;
    }

    public long Dilated { get => Of(MaskReason.Dilated); init => Of(MaskReason.Dilated) = value; }
    public long Clipped { get => Of(MaskReason.Clipped); init => Of(MaskReason.Clipped) = value; }

    /// <summary>Of a median: valid in too few acquisitions.</summary>
    public long TooFew { get => Of(MaskReason.TooFew); init => Of(MaskReason.TooFew) = value; }

    public long OutOfRange { get => Of(MaskReason.OutOfRange); init => Of(MaskReason.OutOfRange) = value; }

    /// <summary>All pixels by class code; [12] holds those with codes that do not exist.</summary>
    public long[] ByClass { get; init; } = new long[Classes];

    public long Total => counts.Sum();

    /// <param name="reasons"><see cref="MaskReason"/> of each pixel.</param>
    public void Count(ReadOnlySpan<byte> reasons) => ByteCounts.Add(reasons, counts);

    public void Add(MaskCounts other)
    {
        for (var i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
        for (var i = 0; i < ByClass.Length; i++) ByClass[i] += other.ByClass[i];
    }

    ref long Of(MaskReason reason) => ref counts[(int)reason];
}
