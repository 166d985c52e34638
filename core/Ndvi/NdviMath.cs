namespace Vegetation.Core.Ndvi;

/// <summary>
/// NDVI = (N - R) / (N + R) of surface reflectances, from digital numbers (DN, reflectance x 10000, plus the offset of processing baseline 04.00 and later),
/// in integers with one division, so that the result is the same on every machine.
/// </summary>
public static class NdviMath
{
    /// <summary>What a pixel without NDVI holds. Not -9999, which is a legal NDVI of -0.9999 (NASA HLS-VI uses -19999).</summary>
    public const short Nodata = -19999;

    /// <summary>NDVI is stored as int16: value x Scale is NDVI.</summary>
    public const double Scale = 0.0001;

    /// <summary>NDVI x 10000 of two DN in <see cref="DnRange"/>, rounded half away from zero; within [-10000, 10000].</summary>
    /// <param name="offset">BOA_ADD_OFFSET, 0 or -1000: added to each DN.</param>
    public static short Scaled(int red, int nir, int offset)
    {
        var difference = nir - red;
        var sum = nir + red + 2 * offset;
        var doubled = (2 * 10000 * Math.Abs(difference) + sum) / (2 * sum);
        return (short)(difference < 0 ? -doubled : doubled);
    }

    /// <summary>NDVI of two DN: the exact quotient, rounded once to the nearest float, for whole numbers below 2^24 are floats; NaN for 0 / 0.</summary>
    public static float Exact(int red, int nir, int offset) => (float)(nir - red) / (nir + red + 2 * offset);
}
