namespace Vegetation.Raster;

/// <summary>Writes pictures of at most 255 colours: a quarter of the bytes to compress of one in full colour.</summary>
public static class PngWriter
{
    const string Level = "ZLEVEL=3";

    /// <summary>Writes height rows of width pixels.</summary>
    /// <param name="places">0 where it is transparent, else the place in the colours, from 1 on.</param>
    /// <param name="colours">As 0xRRGGBB, at most 255.</param>
    /// <exception cref="RasterException">the library refused, or the disk is full; no file is left then.</exception>
    public static void Write(string path, int width, int height, ReadOnlyMemory<byte> places, IReadOnlyList<uint> colours)
    {
        RasterLibrary.Initialise();
        if (width <= 0 || height <= 0 || places.Length != (long)width * height)
            throw new ArgumentException($"{path}: {width} x {height} pixels are {(long)width * height} bytes, not {places.Length}");
        using var source = new MemoryDataset(width, height);
        using (var errors = new ErrorTrap("write", path))
            ColourTable.Set(source.Add(places), [0, .. colours.Select(ColourTable.Opaque)], errors);
        source.WriteTo("PNG", path, [Level, null]);
    }
}
