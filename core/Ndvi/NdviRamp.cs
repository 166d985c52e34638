namespace Vegetation.Core.Ndvi;

/// <summary>Colours for NDVI: the ramp that Google Earth Engine's catalogue shows MODIS NDVI with, over 0..1; below 0 water-blue.</summary>
public static class NdviRamp
{
    static readonly uint[] Stops =
    [
        0xffffff, 0xce7e45, 0xdf923d, 0xf1b555, 0xfcd163, 0x99b718, 0x74a901, 0x66a000, 0x529400,
        0x3e8601, 0x207401, 0x056201, 0x004c00, 0x023b01, 0x012e01, 0x011d01, 0x011301,
    ];

    const uint BelowZero = 0x4f7f9f;

    /// <summary>Red, green, blue and alpha of NDVI x 10000; transparent for <see cref="NdviMath.Nodata"/>.</summary>
    public static (byte Red, byte Green, byte Blue, byte Alpha) Colour(short scaled)
    {
        if (scaled == NdviMath.Nodata) return default;
        if (scaled < 0) return Split(BelowZero);
        return Split(Stops[Math.Min(scaled * (Stops.Length - 1) / 10000, Stops.Length - 1)]);
    }

    /// <summary>Interleaved RGBA, four bytes a value.</summary>
    public static byte[] Picture(ReadOnlySpan<short> scaled)
    {
        var rgba = new byte[scaled.Length * 4];
        for (var i = 0; i < scaled.Length; i++)
            (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2], rgba[4 * i + 3]) = Colour(scaled[i]);
        return rgba;
    }

    static (byte, byte, byte, byte) Split(uint colour) => ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour, 255);
}
