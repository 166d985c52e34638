using System.Globalization;

namespace Vegetation.Core.Masking;

/// <summary>
/// Which classes of a classification are dropped, and by how many of its pixels clouds, cirrus and cloud shadows are dilated. Codes that do
/// not exist are always dropped.
/// </summary>
public sealed record MaskRule
{
    public const int MaxDilationPixels = 5;

    /// <summary>
    /// No data, saturated, cloud shadow, cloud medium and high, thin cirrus, snow; dilated by 40 m (Zekoll et al. 2021, doi
    /// 10.3390/rs13010137).
    /// </summary>
    public static MaskRule Default { get; } = new([0, 1, 3, 8, 9, 10, 11], 2);

    /// <summary>The class that pixels of a high probability of cloud get; it drops nothing where it is kept.</summary>
    public static byte CloudCode { get; } = Table.CodeOf(PixelClass.Cloud);

    static ClassTable Table => ClassTable.Scl;

    /// <summary>Dropped codes, ascending, each once.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Dilation of the dropped cloud and shadow classes in pixels of the classification (20 m), 0..5.</summary>
    public int DilationPixels { get; }

    /// <summary>
    /// From this probability of cloud in percent on a pixel is cloud whatever its class, where the scene has the band; null leaves it out.
    /// </summary>
    public int? CloudProbability { get; }

    public MaskRule(IReadOnlyList<int> classes, int dilationPixels, int? cloudProbability = null)
    {
        if (classes.FirstOrDefault(code => code < 0 || code > Table.LastCode, -1) is var wrong && classes.Contains(wrong))
            throw new ArgumentOutOfRangeException(nameof(classes), wrong, $"got class {wrong}; expected 0 to {Table.LastCode}");
        ArgumentOutOfRangeException.ThrowIfNegative(dilationPixels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dilationPixels, MaxDilationPixels);
        if (cloudProbability is < 1 or > 100)
            throw new ArgumentOutOfRangeException(nameof(cloudProbability), cloudProbability, "expected 1 to 100 percent");
        (Classes, DilationPixels, CloudProbability) = ([.. classes.Distinct().Order()], dilationPixels, cloudProbability);
    }

    /// <summary>Why pixels of a code are kept or dropped. No data are never kept, whatever the rule says.</summary>
    public MaskReason ReasonOf(int code) => Table.Of(code) switch
    {
        PixelClass.Nodata => MaskReason.Nodata,
        PixelClass.Unknown => MaskReason.Masked,
        _ when !Classes.Contains(code) => MaskReason.Kept,
        PixelClass.Saturated => MaskReason.Saturated,
        PixelClass.Cloud => MaskReason.Cloud,
        PixelClass.CloudShadow => MaskReason.CloudShadow,
        PixelClass.Cirrus => MaskReason.Cirrus,
        PixelClass.Snow => MaskReason.Snow,
        _ => MaskReason.Masked,
    };

    /// <summary>What it drops, as a phrase for metadata.</summary>
    public string Phrase
    {
        get
        {
            var more = CloudProbability is { } percent
                ? string.Create(CultureInfo.InvariantCulture, $", {percent} % of cloud probability or more as class {CloudCode}") : "";
            return string.Create(CultureInfo.InvariantCulture,
                $"SCL classes {string.Join(", ", Classes)} dropped, clouds and shadows dilated by {DilationPixels} SCL pixels{more}");
        }
    }

    /// <summary>Whether pixels of this code are dilated: dropped shadow, cloud and cirrus.</summary>
    public bool Dilates(int code) =>
        Classes.Contains(code) && DilationPixels > 0 && Table.Of(code) is PixelClass.CloudShadow or PixelClass.Cloud or PixelClass.Cirrus;

    public bool Equals(MaskRule? other) =>
        other is not null && (DilationPixels, CloudProbability) == (other.DilationPixels, other.CloudProbability)
            && Classes.SequenceEqual(other.Classes);

    public override int GetHashCode() => Classes.Aggregate(HashCode.Combine(DilationPixels), HashCode.Combine);
}
