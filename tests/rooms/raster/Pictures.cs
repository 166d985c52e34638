using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

/// <summary>Small rasters made in the tests.</summary>
static class Pictures
{
    public const short Nodata = -19999;

    public static GeoGrid Grid(int width, int height) => new(width, height, 600000, 5100000, 10, 32632);

    /// <summary>A slope with a nodata corner of a quarter of each side.</summary>
    public static short[] Slope(GeoGrid grid)
    {
        var pixels = new short[grid.Width * grid.Height];
        for (var row = 0; row < grid.Height; row++)
            for (var column = 0; column < grid.Width; column++)
                pixels[(row * grid.Width) + column] = row < grid.Height / 4 && column < grid.Width / 4
                    ? Nodata
                    : (short)(((row * 7) + (column * 3)) % 10000);
        return pixels;
    }

    public static void Write(string path, GeoGrid grid, short[] pixels, CogOptions? options = null) =>
        CogWriter.Write<short>(path, grid, [pixels], Nodata, [new("NDVI", 0.0001)], options ?? new());

    public static MemoryFile InMemory(byte[] bytes)
    {
        var file = new MemoryFile(bytes.Length);
        bytes.CopyTo(file.Bytes);
        return file;
    }
}
