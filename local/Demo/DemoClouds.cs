namespace Vegetation.Local.Demo;

/// <summary>
/// The probability of cloud of a scene. It comes from its classes, but falls off over some pixels beside clouds, where the classes see
/// none: so a limit on it finds their rims.
/// </summary>
static class DemoClouds
{
    public const string Asset = "cloud", File = "CLD_20m.tif";

    const int Width = DemoTile.SclPixels;
    const int Reach = 3;
    const double AtRim = 2 / (double)((2 * Reach + 1) * (2 * Reach + 1)); // at a straight edge half of the neighbours are cloud

    /// <param name="scl">Class codes, row-major.</param>
    /// <returns>Percent on the same grid.</returns>
    public static byte[] Probability(byte[] scl)
    {
        var own = new int[scl.Length];
        for (var i = 0; i < own.Length; i++) own[i] = OfClass(scl[i]);
        var sums = Sums(Sums(own, 1), Width);
        var probability = new byte[scl.Length];
        for (var i = 0; i < own.Length; i++)
            if (scl[i] != 0) probability[i] = (byte)Math.Clamp(AtRim * sums[i], own[i], 99);
        return probability;
    }

    static int OfClass(byte code) => code switch
    {
        9 => 98,
        8 => 65,
        10 => 25,
        _ => 0,
    };

    /// <summary>Sums over neighbours along rows (step 1) or columns (step Width); beyond the edges lies nothing.</summary>
    static int[] Sums(int[] values, int step)
    {
        var sums = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = i / step % Width;
            for (var d = -Math.Min(at, Reach); d <= Math.Min(Width - 1 - at, Reach); d++) sums[i] += values[i + d * step];
        }
        return sums;
    }
}
