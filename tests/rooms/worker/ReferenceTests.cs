using FsCheck.Xunit;
using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>The worker against arithmetic done one pixel after another, on scenes that no satellite would send.</summary>
public sealed class ReferenceTests
{
    const short Nodata = -19999;

    [Property(MaxTest = 80)]
    public void Every_pixel_is_that_of_the_reference_whatever_the_size_the_mask_and_the_blocks(int seed)
    {
        var awkward = AwkwardScene.Of(seed);
        var expected = awkward.Expected;
        var computed = awkward.Compute(seed, threads: 2);
        Assert.Equal(expected, computed.Values);
        Assert.All(expected, ndvi => Assert.True(ndvi is >= -10000 and <= 10000 or Nodata));
        var pixels = computed.Pixels;
        Assert.Equal((expected.Length, expected.Length, expected.Count(n => n != Nodata)),
            (pixels.Total, pixels.ByClass.Sum(), pixels.Valid));
        Assert.Equal(
            Reference.Counts(awkward.Scene, awkward.Offset, awkward.Mask.DilationPixels, [.. awkward.Mask.Classes]),
            new[] { pixels.Valid, pixels.Nodata, pixels.Saturated, pixels.Masked, pixels.Dilated, pixels.Clipped, pixels.OutOfRange });
    }

    [Property(MaxTest = 25)]
    public void Threads_and_blocks_change_nothing(int seed)
    {
        var awkward = AwkwardScene.Of(seed);
        var (one, other) = (awkward.Compute(layout: seed, threads: 1), awkward.Compute(layout: ~seed, threads: 3));
        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.Cells.Cells, other.Cells.Cells);
        Assert.Equal(one.Statistics, other.Statistics);
        Assert.Equal(one.Pixels.ByClass, other.Pixels.ByClass);
    }

    [Theory]
    [InlineData(OutputDataType.Int16)]
    [InlineData(OutputDataType.Float32)]
    public async Task Fault_48_threads_and_strips_change_no_byte_of_any_file(OutputDataType type)
    {
        using var run = new ShardRun();
        await using var server = await RangeServer.Start();
        var scene = TestScene.Random(400, 300).WithClouds();
        List<IReadOnlyList<OutputFile>> files = [];
        foreach (var (threads, width, height) in new[] { (1, 256, 256), (3, 0, 7), (2, 0, 300), (4, 64, 16) })
        {
            string Serve(string band) =>
                server.Serve($"{band}.tif", (TiffFile.Of(scene, band) with { BlockWidth = width, BlockHeight = height }).Bytes());
            run.Variables["THREADS"] = $"{threads}";
            var record = await run.Run(scene.Unit(Serve("red"), Serve("nir"), Serve("scl")) with { Output = new(DataType: type) });
            Assert.True(record.IsProduct);
            files.Add(record.Files);
        }
        Assert.Equal(6, files[0].Count);
        Assert.All(files, other => Assert.Equal(files[0], other));
    }

    [Property(MaxTest = 25)]
    public void Ndvi_flips_its_sign_when_the_bands_swap(int seed)
    {
        var awkward = AwkwardScene.Of(seed);
        var swapped = awkward with { Scene = awkward.Scene with { Red = awkward.Scene.Nir, Nir = awkward.Scene.Red } };
        Assert.Equal(awkward.Compute(seed, 1).Values.Select(n => n == Nodata ? n : (short)-n), swapped.Compute(seed, 1).Values);
    }

    [Property(MaxTest = 25)]
    public void Ndvi_grows_with_near_infrared(int seed)
    {
        var awkward = AwkwardScene.Of(seed);
        var brighter = awkward with { Scene = awkward.Scene with { Nir = [.. awkward.Scene.Nir.Select(
            dn => dn is 0 or 65535 ? dn : (ushort)(dn + 1))] } };
        var (before, after) = (awkward.Compute(seed, 1).Values, brighter.Compute(seed, 1).Values);
        for (var i = 0; i < before.Length; i++) Assert.True(
            before[i] == Nodata || after[i] == Nodata || after[i] >= before[i], $"pixel {i}: {before[i]} became {after[i]}");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 6)]
    [InlineData(7, 3)]
    [InlineData(513, 1)]
    public async Task A_scene_of_an_odd_size_becomes_a_product(int width, int height)
    {
        using var run = new ShardRun();
        using var folder = new TemporaryFolder();
        await using var server = await RangeServer.Start();
        var scene = TestScene.Plain(width, height, 300, 3500, 4);
        string Serve(string band) => server.Serve($"{band}.tif", scene.File(folder.Path, band));
        var record = await run.Run(scene.Unit(Serve("red"), Serve("nir"), Serve("scl")));
        Assert.Equal((UnitStatus.Done, 6, (long)width * height), (record.Status, record.Files.Count, record.Pixels!.Valid));
        Assert.All(run.Ndvi(), ndvi => Assert.Equal(8421, ndvi));
    }
}
