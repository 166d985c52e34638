using System.Text;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

public sealed class ReaderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Several_readers_share_one_file_in_memory()
    {
        var grid = Pictures.Grid(1300, 1300);
        var pixels = Pictures.Slope(grid);
        Pictures.Write(folder["a.tif"], grid, pixels);
        using var file = Pictures.InMemory(File.ReadAllBytes(folder["a.tif"]));
        var back = new short[pixels.Length];
        Parallel.For(0, 13, strip =>
        {
            using var reader = RasterReader.OpenMemory(file);
            reader.Read(1, 0, strip * 100, 1300, 100, back.AsSpan(strip * 130000, 130000));
        });
        Assert.Equal(pixels, back);
    }

    [Fact]
    public void A_virtual_raster_under_a_tif_name_is_refused()
    {
        var vrt = """<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>""";
        File.WriteAllText(folder["evil.tif"], vrt);
        Assert.Throws<RasterException>(() => RasterReader.OpenFile(folder["evil.tif"]));
        using var file = Pictures.InMemory(Encoding.UTF8.GetBytes(vrt));
        Assert.Throws<RasterException>(() => RasterReader.OpenMemory(file));
    }

    [Theory]
    [InlineData("/vsicurl/http://127.0.0.1:9/a.tif")]
    [InlineData("/vsimem/none.tif")]
    public void A_virtual_file_system_is_refused(string path) =>
        Assert.Contains("files of this machine", Assert.Throws<RasterException>(() => RasterReader.OpenFile(path)).Detail);

    [Fact]
    public void A_file_cut_off_is_an_error_and_never_zeros()
    {
        var grid = Pictures.Grid(1300, 1300);
        Pictures.Write(folder["a.tif"], grid, Pictures.Slope(grid));
        var whole = File.ReadAllBytes(folder["a.tif"]);
        using var file = Pictures.InMemory(whole[..(whole.Length * 3 / 4)]);
        using var reader = RasterReader.OpenMemory(file);
        var error = Assert.Throws<RasterException>(() => reader.Read<short>(1, 0, 0, 1300, 1300, new short[1300 * 1300]));
        Assert.Equal("read", error.Operation);
        Assert.Contains("1300 x 1300", error.Path);
    }

    [Fact]
    public void Damage_in_a_block_is_an_error() // fault 29
    {
        var grid = Pictures.Grid(1024, 1024);
        Pictures.Write(folder["a.tif"], grid, Pictures.Slope(grid));
        var bytes = File.ReadAllBytes(folder["a.tif"]);
        for (var i = bytes.Length - 400; i < bytes.Length - 200; i++) bytes[i] ^= 0x5a;
        using var file = Pictures.InMemory(bytes);
        using var reader = RasterReader.OpenMemory(file);
        Assert.Throws<RasterException>(() => reader.Read<short>(1, 0, 0, 1024, 1024, new short[1024 * 1024]));
    }

    [Fact]
    public void No_flipped_bit_goes_unnoticed() // fault 29
    {
        var grid = Pictures.Grid(600, 540); // blocks that are cut by the edges too
        var random = new Random(1);
        short[] noise = [.. Enumerable.Range(0, 600 * 540).Select(_ => (short)random.Next(10_000))]; // blocks long beside what is between
        Pictures.Write(folder["a.tif"], grid, noise, new(BlockSize: 512));
        var whole = File.ReadAllBytes(folder["a.tif"]);
        var expected = Samples(whole);
        var (errors, harmless, start) = (0, 0, Start());
        for (var i = 0; i < 200; i++)
        {
            var flipped = whole.ToArray();
            flipped[random.Next(start, flipped.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                Assert.Equal(expected, Samples(flipped)); // a byte between the blocks
                harmless++;
            }
            catch (RasterException)
            {
                errors++;
            }
        }
        Assert.InRange(harmless, 0, errors / 10);

        int Start()
        {
            using var reader = RasterReader.OpenFile(folder["a.tif"]);
            return (int)reader.BlockRange()!.Value.Start;
        }

        short[] Samples(byte[] bytes)
        {
            using var file = Pictures.InMemory(bytes);
            using var reader = RasterReader.OpenMemory(file);
            var samples = new short[600 * 540];
            reader.Read(1, 0, 0, 600, 540, samples.AsSpan());
            return samples;
        }
    }

    [Fact]
    public void A_block_that_is_absent_from_the_file_is_seen() // fault 30
    {
        File.WriteAllBytes(folder["sparse.tif"], SparseTiff());
        using var reader = RasterReader.OpenFile(folder["sparse.tif"]);
        Assert.True(reader.HasMissingBlocks(1, 0, 0, 16, 16));
        Pictures.Write(folder["whole.tif"], Pictures.Grid(16, 16), Pictures.Slope(Pictures.Grid(16, 16)));
        using var whole = RasterReader.OpenFile(folder["whole.tif"]);
        Assert.False(whole.HasMissingBlocks(1, 0, 0, 16, 16));
    }

    [Fact]
    public void Samples_are_never_converted_in_silence()
    {
        Pictures.Write(folder["a.tif"], Pictures.Grid(8, 8), Pictures.Slope(Pictures.Grid(8, 8)));
        using var reader = RasterReader.OpenFile(folder["a.tif"]);
        Assert.Throws<ArgumentException>(() => reader.Read<byte>(1, 0, 0, 8, 8, new byte[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read<short>(1, 0, 0, 8, 8, new short[63]));
        Assert.Throws<RasterException>(() => reader.Read<short>(1, 4, 0, 8, 8, new short[64]));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read<short>(2, 0, 0, 8, 8, new short[64]));
    }

    [Theory]
    [InlineData(0, 5, 10)]
    [InlineData(5, 5, 0)]
    [InlineData(5, 5, double.NaN)]
    [InlineData(100000, 100000, 10)]
    public void A_grid_that_cannot_be_is_refused(int width, int height, double pixelSize) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeoGrid(width, height, 0, 0, pixelSize, 32632));

    /// <summary>
    /// A little-endian TIFF of one 16 x 16 byte tile whose offset and byte count are 0, as the specification of sparse files has it.
    /// </summary>
    static byte[] SparseTiff()
    {
        (ushort Tag, ushort Type, uint Value)[] entries =
        [
            (256, 4, 16), (257, 4, 16), (258, 3, 8), (259, 3, 1), (262, 3, 1), (277, 3, 1), (322, 4, 16), (323, 4, 16), (324, 4, 0),
            (325, 4, 0),
        ];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("II*\0"u8);
        writer.Write(8u);
        writer.Write((ushort)entries.Length);
        foreach (var (tag, type, value) in entries)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(1u);
            writer.Write(value);
        }
        writer.Write(0u);
        return stream.ToArray();
    }
}
