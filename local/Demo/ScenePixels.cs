using Vegetation.Raster;

namespace Vegetation.Local.Demo;

/// <summary>Pixels of a scene: DN of red and nir on the tile's grid, class codes on its SCL grid, both row-major.</summary>
sealed record ScenePixels(ushort[] Red, ushort[] Nir, byte[] Scl)
{
    const string RedFile = "B04.tif", NirFile = "B08.tif", SclFile = "SCL.tif";

    public static IReadOnlyList<string> Files { get; } = [RedFile, NirFile, SclFile];

    /// <summary>Pixels of each class, 0..11.</summary>
    public static long[] ByClass(byte[] scl)
    {
        var counts = new long[12];
        foreach (var code in scl) counts[code]++;
        return counts;
    }

    public void Write(string folder, DemoScene scene)
    {
        if (!scene.LacksRed) DemoCog.Write(folder, RedFile, "red", scene.Tile.GridOf(1), Red);
        DemoCog.Write(folder, NirFile, "nir", scene.Tile.GridOf(1), Nir);
        DemoCog.Write(folder, SclFile, "scl", scene.Tile.SclGrid, Scl);
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static ScenePixels Read(string folder) => new(
        Read<ushort>(Path.Combine(folder, RedFile)), Read<ushort>(Path.Combine(folder, NirFile)),
        Read<byte>(Path.Combine(folder, SclFile)));

    static T[] Read<T>(string path) where T : unmanaged
    {
        using var file = RasterReader.OpenFile(path);
        var samples = new T[file.Width * file.Height];
        file.Read<T>(1, 0, 0, file.Width, file.Height, samples);
        return samples;
    }
}
