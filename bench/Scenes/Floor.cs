using System.Diagnostics;
using Vegetation.Raster;

namespace Vegetation.Bench.Scenes;

/// <summary>
/// What libgdal's codecs alone cost: three bands decoded block by block on all cores, then the NDVI of the scene and its overviews, which
/// lie ready, encoded with all of the library's threads. No fetching, no NDVI, no mask, no overviews made, no statistics, no checks.
/// </summary>
internal static class Floor
{

    public static int Run(string folder, string compression, string level)
    {
        var clock = Stopwatch.StartNew();
        Decode<ushort>(Path.Combine(folder, "B04.tif"));
        Decode<ushort>(Path.Combine(folder, "B08.tif"));
        Decode<byte>(Path.Combine(folder, "SCL.tif"));
        var decoded = clock.Elapsed.TotalSeconds;
        foreach (var file in Levels(folder)) Encode(file, compression, level);
        Console.WriteLine(FormattableString.Invariant($"decode {decoded:0.00} s, encode {clock.Elapsed.TotalSeconds - decoded:0.00} s"));
        return 0;
    }

    /// <summary>Cuts the levels of a finished COG into files of plain samples, for <see cref="Run"/> to encode.</summary>
    public static void Prepare(string folder, string ndvi)
    {
        if (Levels(folder).Any()) return;
        foreach (var (name, size) in new[] { ("NONE", FullScene.Size), ("0", 5490), ("1", 2745), ("2", 1373), ("3", 687), ("4", 344) })
            Timed.Run("gdal_translate", "-q", "-of", "ENVI", "-ovr", name, ndvi, Path.Combine(folder, $"ndvi-{size}.raw"));
    }

    public static long OutputBytes(string folder, string compression, string level) =>
        Levels(folder).Sum(file => new FileInfo(Output(file, compression, level)).Length);

    static string Output(string file, string compression, string level) => Path.ChangeExtension(file, compression + level);

    static IEnumerable<string> Levels(string folder) => Directory.EnumerateFiles(folder, "ndvi-*.raw");

    static void Decode<T>(string file) where T : unmanaged
    {
        int width, height, block;
        using (var reader = RasterReader.OpenFile(file)) (width, height, block) = (reader.Width, reader.Height, reader.BlockWidth);
        var blocks = from row in Enumerable.Range(0, (height + block - 1) / block) from column in Enumerable.Range(
            0, (width + block - 1) / block) select (row, column);
        Parallel.ForEach(blocks, () => (Reader: RasterReader.OpenFile(file), Samples: new T[block * block]),
            (at, _, mine) =>
            {
                var (x, y) = (at.column * block, at.row * block);
                mine.Reader.Read<T>(1, x, y, Math.Min(block, width - x), Math.Min(block, height - y), mine.Samples);
                return mine;
            },
            mine => mine.Reader.Dispose());
    }

    static void Encode(string file, string compression, string level)
    {
        var bytes = File.ReadAllBytes(file);
        var samples = new short[bytes.Length / 2];
        Buffer.BlockCopy(bytes, 0, samples, 0, bytes.Length);
        var size = (int)Math.Sqrt(samples.Length);
        using var source = new MemoryDataset(size, size);
        source.Add<short>(samples);
        source.WriteTo("GTiff", Output(file, compression, level),
            ["TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", $"COMPRESS={compression}", "PREDICTOR=2", compression == "ZSTD"
                ? $"ZSTD_LEVEL={level}" : $"ZLEVEL={level}", "NUM_THREADS=ALL_CPUS", null]);
    }
}
