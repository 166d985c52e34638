namespace Vegetation.Core.Ndvi;

/// <summary>
/// Colours for NDVI, from sand over olive to dark green. From stop to stop the lightness of CIELAB falls by 7, from 90 to 20, so that the
/// order is seen by those who do not tell red from green and survives printing in grey; chroma and hue were chosen to look like land.
/// Values below 0, snow and what is water though its class is another, are blue and apart.
/// </summary>
public static class NdviRamp
{
    public static ColourRamp Ramp { get; } = new(
        0, 1, [0xf3e0c8, 0xe8cb9c, 0xd5b875, 0xb7aa54, 0x959c3e, 0x708d36, 0x4e7e36, 0x2f6d37, 0x115c38, 0x004a34, 0x00382d]);

    public const uint BelowZero = 0x5b7fb8;

    public static uint Colour(double ndvi) => ndvi < 0 ? BelowZero : Ramp.At(ndvi);

    /// <summary>Interleaved red, green, blue, alpha of NDVI x 10000; transparent for <see cref="NdviMath.Nodata"/>.</summary>
    public static byte[] Picture(ReadOnlySpan<short> scaled)
    {
        var rgba = new byte[scaled.Length * 4];
        for (var i = 0; i < scaled.Length; i++)
            if (scaled[i] != NdviMath.Nodata) Rgba.Set(rgba, i, Colour(scaled[i] * NdviMath.Scale));
        return rgba;
    }
}
