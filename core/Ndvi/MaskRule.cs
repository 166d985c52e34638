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

    /// <summary>Dropped classes, 0..11, ascending, each once.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Growth of the dropped cloud and shadow classes in SCL pixels of 20 m, 0..5.</summary>
    public int DilationPixels { get; }

    public MaskRule(IReadOnlyList<int> classes, int dilationPixels)
    {
        if (classes.FirstOrDefault(c => c is < 0 or > 11, -1) is >= 0 and var wrong)
            throw new ArgumentOutOfRangeException(nameof(classes), wrong, "SCL classes are 0 to 11");
        ArgumentOutOfRangeException.ThrowIfNegative(dilationPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dilationPixels, MaxDilationPixels);
        Classes = [.. classes.Distinct().Order()];
        DilationPixels = dilationPixels;
    }

    /// <summary>Whether pixels of this class are dropped; true for codes that do not exist.</summary>
    public bool Drops(int sclClass) => sclClass > 11 || Classes.Contains(sclClass);

    /// <summary>Whether pixels of this class are grown: dropped shadow, cloud and cirrus.</summary>
    public bool Grows(int sclClass) => sclClass is 3 or 8 or 9 or 10 && Drops(sclClass);

    public bool Equals(MaskRule? other) =>
        other is not null && DilationPixels == other.DilationPixels && Classes.SequenceEqual(other.Classes);

    public override int GetHashCode() => Classes.Aggregate(DilationPixels, HashCode.Combine);
}
