using Vegetation.Raster;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Raster;

/// <summary>Blocks that could be unpacked to something else than what they hold.</summary>
public sealed class PackedBlocksTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [GdalInfoTheory]
    [InlineData(12)]
    [InlineData(15)]
    public void Samples_of_fewer_bits_are_read_as_the_library_reads_them(int bits)
    {
        var grid = Pictures.Grid(64, 64);
        ushort[] samples = [.. Enumerable.Range(0, 64 * 64).Select(i => (ushort)(i * 31 % (1 << bits)))];
        CogWriter.Write<ushort>(folder["16.tif"], grid, [samples], null, [new("red")], new());
        Tool.Run(GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdal_translate"), "-q", folder["16.tif"], folder["few.tif"],
            "-co", $"NBITS={bits}", "-co", "COMPRESS=DEFLATE", "-co", "TILED=YES", "-co", "BLOCKXSIZE=64", "-co", "BLOCKYSIZE=64");
        using var file = Pictures.InMemory(File.ReadAllBytes(folder["few.tif"]));
        using var reader = RasterReader.OpenMemory(file);
        var back = new ushort[samples.Length];
        reader.Read<ushort>(1, 0, 0, 64, 64, back);
        Assert.Equal(samples, back);
    }

    [Fact]
    public void A_tile_with_too_few_rows_is_damaged()
    {
        var whole = new TiffFile(Pictures.Grid(64, 16), [.. Enumerable.Range(0, 64 * 16)], 16) { BlockWidth = 32, BlockHeight = 16 };
        Assert.Equal(Enumerable.Range(0, 64 * 16).Select(i => (ushort)i), Read(whole.Bytes()));
        Assert.Throws<RasterException>(() => Read((whole with { Lies = new() { [323] = [32] } }).Bytes())); // tiles of 32 rows, it says
    }

    static ushort[] Read(byte[] bytes)
    {
        using var file = Pictures.InMemory(bytes);
        using var reader = RasterReader.OpenMemory(file);
        var samples = new ushort[64 * 16];
        reader.Read<ushort>(1, 0, 0, 64, 16, samples);
        return samples;
    }
}
