using System.Numerics;

namespace Vegetation.Core.Sensors;

/// <summary>
/// The resolutions of a sensor's files: full, and one for each overview, whose pixels are twice as large as those of the level before.
/// Pixels of 10980 / 8 and of 10980 / 16 are not whole: those levels are 79.971 and 159.825 m.
/// </summary>
public static class Resolution
{
    /// <summary>Metres of levels 0 to 4 of a band of 10 m.</summary>
    public static IReadOnlyList<int> Metres { get; } = [10, 20, 40, 80, 160];

    /// <summary>Those that can be computed: beyond, a pixel would have to be of many pixels of the classification.</summary>
    public static IReadOnlyList<int> Computed { get; } = [10, 20];

    /// <summary>
    /// The level of a band that is nearest to a resolution, and no coarser. Classes are always read in full: their overviews drop clouds.
    /// </summary>
    public static int LevelOf(int metres, SensorBand band) =>
        band.Role == BandRole.Classes ? 0 : BitOperations.Log2((uint)Math.Max(1, metres / band.Metres));
}
