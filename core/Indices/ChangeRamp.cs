namespace Vegetation.Core.Indices;

/// <summary>
/// Colours for a change of NDVI: brown where it fell, grey where it stayed, blue-green where it rose. Values as far from 0 on either side
/// are as light (CIELAB 89 at 0, 32 at the ends), so that neither side weighs more; brown and blue-green stay apart for those who do not
/// tell red from green.
/// </summary>
public static class ChangeRamp
{
    /// <summary>Beyond it, a change of a week is a flood, a fire, a harvest or an error.</summary>
    public const double Most = 0.4;

    public static ColourRamp Ramp { get; } = new(
        -Most, Most, [0x7d3711, 0x9b5425, 0xb9723a, 0xca966a, 0xd9ba9d, 0xdfdfdf, 0xa0c8c3, 0x62aeaa, 0x019293, 0x007276, 0x005459]);

    /// <summary>The same colours for z-scores.</summary>
    public static ColourRamp Deviations { get; } = Ramp with { First = -3, Last = 3 };
}
