using System.Globalization;

namespace Vegetation.Raster;

/// <summary>Writes pictures.</summary>
public static unsafe class PngWriter
{
    const int Channels = 4;
    const string Level = "ZLEVEL=3"; // at 160 m the library's own, 6, took an eighth of a scene's time

    /// <summary>Writes height rows of width pixels, each red, green, blue, alpha; alpha 0 is transparent.</summary>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> rgba)
    {
        RasterLibrary.Initialise();
        if (width <= 0 || height <= 0 || rgba.Length != (long)width * height * Channels)
            throw new ArgumentException($"{path}: {width} x {height} pixels are {(long)width * height * Channels} bytes, not "
                + $"{rgba.Length}");
        using var source = new MemoryDataset(width, height);
        string[] layout = [$"PIXELOFFSET={Channels}", string.Create(CultureInfo.InvariantCulture, $"LINEOFFSET={width * Channels}")];
        fixed (byte* first = rgba)
        {
            for (var channel = 0; channel < Channels; channel++) source.Add(SampleType.Byte, (nint)(first + channel), layout);
            source.WriteTo("PNG", path, [Level, null]);
        }
    }
}
