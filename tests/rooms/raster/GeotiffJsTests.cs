using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Vegetation.Raster;

namespace Vegetation.Tests.Raster;

/// <summary>geotiff.js, by which maps in browsers read COGs, finds every level and sample of ours; it shares no code with GDAL.</summary>
public sealed class GeotiffJsTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("DEFLATE"), InlineData("ZSTD")]
    public void A_scenes_levels_are_read(string compression) => Compare<short>(
        new(compression, BlockSize: 128), i => i % 977 == 0 ? Pictures.Nodata : (short)(i % 20_000 - 10_000), bands: 1);

    [Fact]
    public void A_layer_of_classes_is_read() => Compare<byte>(
        new(BlockSize: 128, OverviewResampling: "NEAREST") { AreMeasures = false }, i => (byte)(i / 50 % 12), bands: 1);

    [Fact]
    public void The_bands_of_a_map_are_read() => Compare<int>(new(BlockSize: 128), i => i * 100_003, bands: 3);

    void Compare<T>(CogOptions options, Func<int, T> sample, int bands) where T : unmanaged, INumber<T>
    {
        var grid = Pictures.Grid(700, 333);
        var pyramids = Enumerable.Range(1, bands).Select(band => Pyramid<T>.Of(
            grid, Enumerable.Range(0, 700 * 333).Select(i => sample(i * band)).ToArray(), null, options)).ToList();
        CogWriter.Write(folder["a.tif"], grid, pyramids, null, [.. pyramids.Select((_, band) => new BandInfo($"band {band}"))], options);
        var found = Tool.Run("node", Path.Combine(Repository.Root, "tests", "rooms", "raster", "levels.mjs"), folder["a.tif"]);
        Assert.Equal(
            Enumerable.Range(0, pyramids[0].Levels.Count).Select(level => Line([.. pyramids.Select(pyramid => pyramid.Levels[level])])),
            found.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        pyramids.ForEach(pyramid => pyramid.Dispose());
    }

    static string Line<T>(IReadOnlyList<PyramidLevel<T>> bands) where T : unmanaged
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var band in bands) hash.AppendData(MemoryMarshal.AsBytes(band.Samples.Span));
        return $"{bands[0].Width} {bands[0].Height} {bands.Count} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
