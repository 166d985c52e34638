using System.Numerics;
using System.Runtime.InteropServices;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

/// <summary>
/// Files that are written block by block beside those of GDAL's COG driver. With libdeflate, by which libtiff packs too, they are the same
/// to the last byte: header, tags, block tables, order, padding and predictors. Other codecs give other bytes of the same samples.
/// </summary>
public sealed class BlockwiseCogTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<int, int, int, int> Sizes => new()
    {
        { 1, 1, 512, 1 }, { 3, 700, 512, 2 }, { 700, 3, 128, 2 }, { 128, 128, 128, 3 }, { 129, 127, 128, 3 }, { 1000, 333, 128, 4 },
        { 1373, 1373, 512, 4 }, { 687, 687, 256, 2 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void With_libdeflate_a_file_is_the_drivers_byte_for_byte(int width, int height, int blockSize, int threads) =>
        Compare(width, height, new(BlockSize: blockSize, Threads: threads), BlockCodec.ByLibdeflate(1)!);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void With_other_codecs_tags_and_samples_are_the_drivers(int width, int height, int blockSize, int threads)
    {
        foreach (var compression in (string[])["DEFLATE", "ZSTD"])
        {
            var options = new CogOptions(compression, BlockSize: blockSize, Threads: threads);
            Compare(width, height, options, BlockCodec.For(options)!);
        }
    }

    [Fact]
    public void Several_bands_have_blocks_of_their_own_and_the_samples_of_the_drivers_file()
    {
        var (grid, options) = (Pictures.Grid(700, 300), new CogOptions(BlockSize: 128));
        int[][] bands = [.. Enumerable.Range(1, 3).Select(band =>
            Enumerable.Range(0, 700 * 300).Select(i => i % 101 == 0 ? -19999 : i * band).ToArray())];
        BandInfo[] info = [new("one", 0.0001), new("two"), new("three")];
        CogWriter.Write<int>(folder["ours.tif"], grid, [.. bands], -19999, info, options);
        var pyramids = bands.Select(band => Pyramid<int>.Of(grid, band, -19999, options)).ToList();
        CogWriter.Write(folder["gdal.tif"], grid, pyramids, -19999, info, options, null);
        var (driver, written) = (File.ReadAllBytes(folder["gdal.tif"]), File.ReadAllBytes(folder["ours.tif"]));
        for (var band = 1; band <= 3; band++)
            for (var level = 0; level < 4; level++) Assert.Equal(Samples<int>(driver, level, band), Samples<int>(written, level, band));
        foreach (var directory in TiffDirectory.All(written))
            Assert.Equal(TiffDirectory.Separate, directory.NumberOf(written, TiffDirectory.Planes));
        Assert.Equal(bands[2], Samples<int>(written, 0, 3));
    }

    /// <summary>With samples of all types.</summary>
    void Compare(int width, int height, CogOptions options, BlockCodec codec)
    {
        Same<byte>(i => (byte)(i * 7 / 3), 0, true);
        Same<byte>(i => (byte)(i / 50 % 12), 0, false);
        Same<ushort>(i => (ushort)(i * 31), 0, true);
        Same<short>(i => (short)(i % 977 == 0 ? -19999 : i * 13), -19999, true);
        Same<int>(i => i * 100_003, int.MinValue, true);
        Same<float>(i => i % 11 == 0 ? float.NaN : MathF.Sin(i), double.NaN, true);

        void Same<T>(Func<int, T> sample, double nodata, bool areMeasures) where T : unmanaged, INumber<T>
        {
            var grid = Pictures.Grid(width, height);
            T[] samples = [.. Enumerable.Range(0, width * height).Select(sample)];
            var ours = options with
            {
                OverviewResampling = areMeasures ? "AVERAGE" : "NEAREST", AreMeasures = areMeasures,
                Tags = new Dictionary<string, string> { ["A"] = "1", ["Longer"] = new('x', 99) },
            };
            var drivers = ours with { Tags = new Dictionary<string, string>(ours.Tags) { [CogWriter.EncoderItem] = codec.Name } };
            BandInfo info = areMeasures ? new("measure", 0.0001, 5) : new("class", Colours: [0, 0xff0000, 0x00ff00]);
            var pyramid = Pyramid<T>.Of(grid, samples, nodata, ours);
            CogWriter.Write(folder["ours.tif"], grid, [pyramid], nodata, [info], ours, codec);
            CogWriter.Write(folder["gdal.tif"], grid, [pyramid], nodata, [info], drivers, null);
            var (driver, written) = (File.ReadAllBytes(folder["gdal.tif"]), File.ReadAllBytes(folder["ours.tif"]));
            if (codec.Name == BlockCodec.ByLibdeflate(1)!.Name) Assert.Equal(driver, written);
            Assert.Equal(Tags(driver), Tags(written));
            for (var level = 0; level < pyramid.Levels.Count; level++)
                Assert.Equal(Samples<T>(driver, level), Samples<T>(written, level));
        }
    }

    /// <summary>All bytes before the first block, but those that say where the blocks lie.</summary>
    static byte[] Tags(byte[] file)
    {
        var first = file.Length;
        var tags = file.ToArray();
        foreach (var directory in TiffDirectory.All(file))
            foreach (var tag in (ushort[])[TiffDirectory.BlockOffsets, TiffDirectory.BlockSizes])
            {
                var entry = directory.EntryOf(tag)!.Value;
                var (count, value) = (BitConverter.ToInt32(file, entry + TiffDirectory.CountAt), entry + TiffDirectory.ValueAt);
                var table = count == 1 ? value : BitConverter.ToInt32(file, value);
                if (tag == TiffDirectory.BlockOffsets) first = Math.Min(first, BitConverter.ToInt32(file, table));
                tags.AsSpan(table, count * sizeof(uint)).Clear();
            }
        return tags[..(first - BlockPacker<byte>.LeaderBytes)];
    }

    static T[] Samples<T>(byte[] bytes, int level, int band = 1) where T : unmanaged
    {
        using var file = Pictures.InMemory(bytes);
        using var reader = RasterReader.OpenMemory(file, level);
        var samples = new T[reader.Width * reader.Height];
        reader.Read<T>(band, 0, 0, reader.Width, reader.Height, samples);
        return samples;
    }

    [Theory]
    [InlineData("DEFLATE")]
    [InlineData("ZSTD")]
    public void Fifty_runs_with_one_to_four_threads_give_the_same_file(string compression)
    {
        var grid = Pictures.Grid(900, 1300);
        var random = new Random(7);
        short[] samples = [.. Enumerable.Range(0, 900 * 1300)
            .Select(i => i / 900 % 400 < 90 ? Pictures.Nodata : (short)(5000 + (i % 900) + random.Next(1 + (i / 3000))))];
        byte[]? first = null;
        for (var run = 0; run < 50; run++)
        {
            Pictures.Write(folder["run.tif"], grid, samples, new(compression, BlockSize: 256, Threads: 1 + (run % 4)));
            var bytes = File.ReadAllBytes(folder["run.tif"]);
            Assert.True((first ??= bytes).AsSpan().SequenceEqual(bytes), $"run {run} differs by {Differing(first, bytes)} bytes");
        }

        static int Differing(byte[] a, byte[] b) => a.Zip(b).Count(pair => pair.First != pair.Second) + Math.Abs(a.Length - b.Length);
    }
}
