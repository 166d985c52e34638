namespace Vegetation.Core.Ndvi;

/// <summary>
/// Which classes of the scene classification (SCL, 20 m) are dropped, and by how many of its pixels clouds and shadows are grown.
/// Codes above 11 do not exist: they are always dropped.
/// </summary>
public sealed record MaskRule
{
    public const int MaxDilationPixels = 5;

    /// <summary>No data, saturated, cloud shadow, cloud medium and high, thin cirrus, snow; grown by 40 m (Zekoll et al. 2021, doi 10.3390/rs13010137).</summary>
    public static MaskRule Default { get; } = new([0, 1, 3, 8, 9, 10, 11], 2);

    /// <summary>What the AWS post drops, in its way.</summary>
    public static MaskRule Post { get; } = new([8, 9, 10], 0, SclSampling.Linear);

    /// <summary>Dropped classes, 0..11, ascending, each once.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Growth of the dropped cloud and shadow classes in SCL pixels of 20 m, 0..5.</summary>
    public int DilationPixels { get; }

    public SclSampling Scl { get; }

    /// <param name="scl"><see cref="SclSampling.Linear"/> leaves no classes to grow, so the dilation must be 0 then.</param>
    public MaskRule(IReadOnlyList<int> classes, int dilationPixels, SclSampling scl = SclSampling.Nearest)
    {
        if (classes.FirstOrDefault(c => c is < 0 or > 11, -1) is >= 0 and var wrong)
            throw new ArgumentOutOfRangeException(nameof(classes), wrong, "SCL classes are 0 to 11");
        ArgumentOutOfRangeException.ThrowIfNegative(dilationPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dilationPixels, MaxDilationPixels);
        if (!Enum.IsDefined(scl)) throw new ArgumentOutOfRangeException(nameof(scl), scl, "SCL is sampled nearest or linear");
        if (scl == SclSampling.Linear && dilationPixels != 0) throw new ArgumentOutOfRangeException(nameof(dilationPixels), dilationPixels, "SCL sampled linearly is not grown");
        Classes = [.. classes.Distinct().Order()];
        (DilationPixels, Scl) = (dilationPixels, scl);
    }

    /// <summary>Whether pixels of this class are dropped; true for codes that do not exist.</summary>
    public bool Drops(int sclClass) => sclClass > 11 || Classes.Contains(sclClass);

    /// <summary>Whether pixels of this class are grown: dropped shadow, cloud and cirrus.</summary>
    public bool Grows(int sclClass) => sclClass is 3 or 8 or 9 or 10 && Drops(sclClass);

    public bool Equals(MaskRule? other) =>
        other is not null && DilationPixels == other.DilationPixels && Scl == other.Scl && Classes.SequenceEqual(other.Classes);

    public override int GetHashCode() => Classes.Aggregate(HashCode.Combine(DilationPixels, Scl), HashCode.Combine);
}
