using Vegetation.Core.Indices;
using Vegetation.Raster;

namespace Vegetation.Worker.Products;

/// <summary>A small picture of a scene: its first overview of at most 512 pixels a side, transparent where there is no NDVI.</summary>
internal static class Thumbnail
{
    const int LongestSide = 512;

    public static void Write(string path, Pyramid<short> ndvi)
    {
        var level = ndvi.Levels.First(level => Math.Max(level.Width, level.Height) <= LongestSide);
        PngWriter.Write(path, level.Width, level.Height, SpectralIndex.Ndvi.Ramp.Picture(level.Samples.Span));
    }
}
