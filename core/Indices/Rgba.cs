namespace Vegetation.Core.Indices;

/// <summary>Pixels as interleaved red, green, blue and alpha, a byte each.</summary>
public static class Rgba
{
    /// <summary>Makes a pixel opaque and of a colour, 0xRRGGBB.</summary>
    public static void Set(Span<byte> pixels, int index, uint colour) =>
        (pixels[4 * index], pixels[4 * index + 1], pixels[4 * index + 2], pixels[4 * index + 3]) =
            ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour, 255);
}
