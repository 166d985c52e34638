namespace Vegetation.Worker.Writing;

/// <summary>A small picture of a scene: its first overview of at most 512 pixels a side, transparent where there is no value.</summary>
internal static class Thumbnail
{
    const int LongestSide = 512;

    public static void Write(string path, SpectralIndex index, Pyramid<short> pyramid)
    {
        var level = pyramid.Levels.First(level => Math.Max(level.Width, level.Height) <= LongestSide);
        PngWriter.Write(path, level.Width, level.Height, index.Ramp.Places(level.Samples.Span), index.Ramp.Palette);
    }
}
