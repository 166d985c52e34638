using Vegetation.Core.Masking;
using Vegetation.Core.Sensors;

namespace Vegetation.Core.Indices;

/// <summary>
/// The table of indices. N, R, G, B, RE1, S1 and S2 are the reflectances of B08, B04, B03, B02, B05, B11 and B12. Gates other than those of
/// NDVI are wide: nobody has measured where medians lie.
/// </summary>
public sealed partial record SpectralIndex
{
    /// <summary>(N - R) / (N + R): the offset leaves the numerator.</summary>
    public static SpectralIndex Ndvi { get; } = new(
        "ndvi",
        "NDVI",
        "normalized difference vegetation index",
        "(nir - red) / (nir + red + 2 * {0})",
        "https://doi.org/10.1016/0034-4257(79)90013-0",
        NormalizedDifference(BandRole.Nir, BandRole.Red),
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
    /// 2.5 (N - R) / (N + 6 R - 7.5 B + 1). Over haze and snow the denominator comes near 0 and passes it: what is outside -1 to 1 is no
    /// value.
    /// </summary>
    public static SpectralIndex Evi { get; } = new(
        "evi",
        "EVI",
        "enhanced vegetation index",
        "5 * (nir - red) / (2 * nir + 12 * red - 15 * blue + 20000 - {0})",
        "https://doi.org/10.1016/S0034-4257(96)00112-5",
        new LinearFraction([BandRole.Blue, BandRole.Red, BandRole.Nir], new([0, -5, 5]), new([-15, 12, 2], 20_000)),
        -One,
        One,
        IndexRamp.Greenness,
        Greens(1000, 9000));

    /// <summary>
    /// 2.5 (N - R) / (N + 2.4 R + 1): the denominator is never 0 or below. -5 / 5.8 where only red is bright, 5 / 3 where only near
    /// infrared is.
    /// </summary>
    public static SpectralIndex Evi2 { get; } = new(
        "evi2",
        "EVI2",
        "two-band enhanced vegetation index",
        "25 * (nir - red) / (10 * nir + 24 * red + 100000 + 34 * {0})",
        "https://doi.org/10.1016/j.rse.2008.06.006",
        new LinearFraction([BandRole.Red, BandRole.Nir], new([-25, 25]), new([24, 10], 100_000)),
        -8621,
        16_667,
        IndexRamp.Greenness,
        Greens(1000, 9000));

    /// <summary>1.5 (N - R) / (N + R + 0.5): L is 0.5, and not the 1.0 of EVI.</summary>
    public static SpectralIndex Savi { get; } = new(
        "savi",
        "SAVI",
        "soil-adjusted vegetation index",
        "3 * (nir - red) / (2 * nir + 2 * red + 10000 + 4 * {0})",
        "https://doi.org/10.1016/0034-4257(88)90106-X",
        new LinearFraction([BandRole.Red, BandRole.Nir], new([-3, 3]), new([2, 2], 10_000)),
        -12_000,
        12_000,
        IndexRamp.Greenness,
        Greens(1000, 9000));

    /// <summary>The second form, without a slope of the soil line; HLS calls it MSAVI.</summary>
    public static SpectralIndex Msavi2 { get; } = new(
        "msavi2",
        "MSAVI2",
        "modified soil-adjusted vegetation index",
        "(2 * (nir + {0}) + 10000 - sqrt((2 * (nir + {0}) + 10000) ^ 2 - 80000 * (nir - red))) / 20000",
        "https://doi.org/10.1016/0034-4257(94)90134-1",
        new SoilAdjusted(),
        -15_614,
        10_000,
        IndexRamp.Greenness,
        Greens(1000, 9000));

    /// <summary>(N - G) / (N + G).</summary>
    public static SpectralIndex Gndvi { get; } = new(
        "gndvi",
        "GNDVI",
        "green normalized difference vegetation index",
        "(nir - green) / (nir + green + 2 * {0})",
        "https://doi.org/10.1016/S0034-4257(96)00072-7",
        NormalizedDifference(BandRole.Nir, BandRole.Green),
        -One,
        One,
        IndexRamp.Greenness,
        Greens(2000, 9500));

    /// <summary>(G - N) / (G + N), which shows open water. The water of leaves, which Gao calls NDWI too, is NDMI here.</summary>
    public static SpectralIndex Ndwi { get; } = new(
        "ndwi",
        "NDWI",
        "normalized difference water index (McFeeters)",
        "(green - nir) / (green + nir + 2 * {0})",
        "https://doi.org/10.1080/01431169608948714",
        NormalizedDifference(BandRole.Green, BandRole.Nir),
        -One,
        One,
        IndexRamp.Wetness,
        [
            new(PixelClass.Vegetation, "vegetation", -9500, -2000),
            new(PixelClass.Water, "water", -2000, 10_000),
        ]);

    /// <summary>(N - S1) / (N + S1); LSWI, NDII and the NDWI of Gao are the same.</summary>
    public static SpectralIndex Ndmi { get; } = new(
        "ndmi",
        "NDMI",
        "normalized difference moisture index",
        "(nir - swir16) / (nir + swir16 + 2 * {0})",
        "https://doi.org/10.1016/S0034-4257(96)00067-3",
        NormalizedDifference(BandRole.Nir, BandRole.Swir1),
        -One,
        One,
        IndexRamp.Wetness,
        []);

    /// <summary>(N - S2) / (N + S2).</summary>
    public static SpectralIndex Nbr { get; } = new(
        "nbr",
        "NBR",
        "normalized burn ratio",
        "(nir - swir22) / (nir + swir22 + 2 * {0})",
        "https://doi.org/10.1080/01431169108929728",
        NormalizedDifference(BandRole.Nir, BandRole.Swir2),
        -One,
        One,
        IndexRamp.Wetness,
        []);

    /// <summary>(S1 - S2) / (S1 + S2).</summary>
    public static SpectralIndex Nbr2 { get; } = new(
        "nbr2",
        "NBR2",
        "normalized burn ratio 2",
        "(swir16 - swir22) / (swir16 + swir22 + 2 * {0})",
        "https://www.usgs.gov/landsat-missions/landsat-normalized-burn-ratio-2",
        NormalizedDifference(BandRole.Swir1, BandRole.Swir2),
        -One,
        One,
        IndexRamp.Wetness,
        []);

    /// <summary>(N - RE1) / (N + RE1) with B08 and B05; some take B8A.</summary>
    public static SpectralIndex Ndre { get; } = new(
        "ndre",
        "NDRE",
        "normalized difference red edge index",
        "(nir - rededge1) / (nir + rededge1 + 2 * {0})",
        "https://doi.org/10.1016/1011-1344(93)06963-4",
        NormalizedDifference(BandRole.Nir, BandRole.RedEdge),
        -One,
        One,
        IndexRamp.Greenness,
        Greens(1000, 8000));

    /// <summary>tanh(NDVI^2), without a value where NDVI is below 0.</summary>
    public static SpectralIndex Kndvi { get; } = new(
        "kndvi",
        "kNDVI",
        "kernel NDVI",
        "tanh(((nir - red) / (nir + red + 2 * {0})) ^ 2)",
        "https://doi.org/10.1126/sciadv.abc7447",
        new KernelNdvi(Ndvi.Formula),
        0,
        7616,
        IndexRamp.Greenness,
        Greens(1000, 7400));

    /// <summary>All that can be computed.</summary>
    public static IReadOnlyList<SpectralIndex> All { get; } =
        [Ndvi, Evi2, Savi, Msavi2, Gndvi, Ndwi, Ndmi, Nbr, Nbr2, Ndre, Evi, Kndvi];

    /// <summary>(plus - minus) / (plus + minus).</summary>
    static LinearFraction NormalizedDifference(BandRole plus, BandRole minus) => new([minus, plus], new([-1, 1]), new([1, 1]));

    static IndexGate[] Greens(int low, int high) => [new(PixelClass.Vegetation, "vegetation", low, high)];
}
