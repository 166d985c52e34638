using System.Numerics;

namespace Vegetation.Core.Sensors;

/// <summary>
/// The resolutions of a sensor's files: full, and one for each overview, which has half the pixels each way, rounded up. A pixel is extent
/// / width: 10980 / 8 and 10980 / 16 are not whole, so that those of "80" and "160" are 79.971 and 159.825 m.
/// </summary>
public static class Resolution
{
    /// <summary>Metres of levels 0 to 4 of a band of 10 m.</summary>
    public static IReadOnlyList<int> Metres { get; } = [10, 20, 40, 80, 160];

    /// <summary>Metres of the pixels of scenes of a resolution: the demonstration's, which are generated, have ten times those.</summary>
    public static int PixelMetres(int metres, bool isGenerated) => isGenerated ? 10 * metres : metres;

    /// <summary>
    /// The level of a band that has a resolution. Classes and cloud probabilities are always read in full: overviews of them drop clouds.
    /// </summary>
    public static int LevelOf(int metres, SensorBand band) =>
        band.IsReflectance ? BitOperations.Log2((uint)Math.Max(1, metres / band.Metres)) : 0;
}
