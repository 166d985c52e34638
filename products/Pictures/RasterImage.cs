using SkiaSharp;
using Vegetation.Core.Indices;
using Vegetation.Products.Maps;

namespace Vegetation.Products.Pictures;

/// <summary>A raster of colours without anything around it.</summary>
/// <param name="Rgba">Height rows of width pixels, each red, green, blue, alpha; transparent where there is no value.</param>
sealed record RasterImage(int Width, int Height, byte[] Rgba)
{
    public static RasterImage Of(WorldMap map, int width, int height) => Paint(
        Resampling.Mean(map.Mean, map.Frame.Columns, WorldMap.Nodata, width, height), width, SpectralIndex.Scale,
        map.Mapped.Index.Ramp.Colour);

    public static RasterImage Of(ChangeMap map, int width, int height) => Paint(
        Resampling.Mean(map.Difference, map.Frame.Columns, ChangeMap.Nodata, width, height), width, SpectralIndex.Scale,
        ChangeRamp.Ramp.At);

    public static RasterImage Of(AnomalyMap map, int width, int height) => Paint(
        Resampling.Mean(map.Shown, map.Frame.Columns, AnomalyMap.Nodata, width, height), width, map.ShownScale, map.ShownRamp.At);

    /// <returns>The other one of the same size where this one is transparent.</returns>
    public RasterImage Over(RasterImage other)
    {
        var pixels = (byte[])other.Rgba.Clone();
        for (var i = 0; i < Rgba.Length; i += 4)
            if (Rgba[i + 3] > 0) Rgba.AsSpan(i, 4).CopyTo(pixels.AsSpan(i));
        return this with { Rgba = pixels };
    }

    /// <summary>Whether anything of it is transparent.</summary>
    public bool HasGround => Rgba.Where((_, i) => i % 4 == 3).Contains((byte)0);

    /// <returns>The colours of this one where the other one of the same size is transparent; where both are, that of no value.</returns>
    public IReadOnlySet<uint> ColoursBeside(RasterImage other)
    {
        var colours = new HashSet<uint>();
        for (var i = 0; i < Rgba.Length; i += 4)
            if (other.Rgba[i + 3] == 0)
                colours.Add(Rgba[i + 3] == 0 ? Palette.NoValue : (uint)((Rgba[i] << 16) | (Rgba[i + 1] << 8) | Rgba[i + 2]));
        return colours;
    }

    /// <summary>As PNG.</summary>
    public SKData ToPng()
    {
        var kind = new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var image = SKImage.FromPixelCopy(kind, Rgba);
        using var pixels = image.PeekPixels();
        return pixels.Encode(Canvas.Encoder)!; // null only for pixels that are not in memory
    }

    /// <summary>With its PNG, which a drawing of vectors then takes as it is: Skia itself would make a slower one.</summary>
    public SKImage ToImage()
    {
        using var png = ToPng();
        return SKImage.FromEncodedData(png);
    }

    static RasterImage Paint(float[] values, int width, double scale, Func<double, uint> colour)
    {
        var pixels = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
            if (!float.IsNaN(values[i])) Core.Indices.Rgba.Set(pixels, i, colour(values[i] * scale));
        return new RasterImage(width, values.Length / width, pixels);
    }
}
