namespace Vegetation.Core.Ndvi;

/// <summary>
/// How many 10 m pixels ended how: each pixel is counted once, under the first of these reasons that holds, in this order.
/// <see cref="ByClass"/> counts all pixels by SCL class, [12] those with codes that do not exist.
/// </summary>
public sealed record PixelCounts
{
    public long Valid { get; set; }

    /// <summary>DN 0 in red or nir, or SCL 0.</summary>
    public long Nodata { get; set; }

    /// <summary>DN of 32768 and more, or SCL 1: saturated or corrupt.</summary>
    public long Saturated { get; set; }

    /// <summary>Dropped for their SCL class.</summary>
    public long Masked { get; set; }

    /// <summary>Dropped because they lie within the growth of a cloud or shadow.</summary>
    public long Dilated { get; set; }

    /// <summary>
    /// DN 1 in red or nir of a file without the offset: what a reflectance below 0 was clipped to, so no measurement. In files with the
    /// offset DN 1 is <see cref="OutOfRange"/>.
    /// </summary>
    public long Clipped { get; set; }

    /// <summary>Reflectance of 0 or below, or above 2.0.</summary>
    public long OutOfRange { get; set; }

    public long[] ByClass { get; init; } = new long[13];

    public long Total => Valid + Nodata + Saturated + Masked + Dilated + Clipped + OutOfRange;

    public void Add(PixelCounts other)
    {
        Valid += other.Valid;
        Nodata += other.Nodata;
        Saturated += other.Saturated;
        Masked += other.Masked;
        Dilated += other.Dilated;
        Clipped += other.Clipped;
        OutOfRange += other.OutOfRange;
        for (var i = 0; i < ByClass.Length; i++) ByClass[i] += other.ByClass[i];
    }
}
