using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

public sealed partial record SpectralIndex
{
    /// <summary>(N - R) / (N + R): the offset leaves the numerator.</summary>
    public static SpectralIndex Ndvi { get; } = new(
        "ndvi",
        "normalized difference vegetation index",
        "(nir - red) / (nir + red + 2 * {0})",
        new([BandRole.Red, BandRole.Nir], new([-1, 1]), new([1, 1])),
        -One,
        One,
        IndexRamp.Greenness,
        [
            new(PixelClass.Vegetation, "vegetation", 3500, 9500),
            new(PixelClass.BareSoil, "bare soil", -500, 4500),
            new(PixelClass.Water, "water", -10_000, 2000),
        ],
        Extreme: 9800);

    /// <summary>
    /// 2.5 (N - R) / (N + 2.4 R + 1) (Jiang et al. 2008, doi 10.1016/j.rse.2008.06.006): the denominator is never 0 or below. -5 / 5.8
    /// where only red is bright, 5 / 3 where only near infrared is. No gates yet: nobody has measured where medians lie.
    /// </summary>
    public static SpectralIndex Evi2 { get; } = new(
        "evi2",
        "two-band enhanced vegetation index",
        "25 * (nir - red) / (10 * nir + 24 * red + 100000 + 34 * {0})",
        new([BandRole.Red, BandRole.Nir], new([-25, 25]), new([24, 10], 100_000)),
        -8621,
        16_667,
        IndexRamp.Greenness,
        [],
        Extreme: null);

    /// <summary>All that can be computed.</summary>
    public static IReadOnlyList<SpectralIndex> All { get; } = [Ndvi, Evi2];
}
