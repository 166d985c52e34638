using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A scene of an awkward size with pixels of every kind, a mask of any kind, and files in blocks of any size: all by chance, the same for
/// the same seed.
/// </summary>
sealed record AwkwardScene(TestScene Scene, int Offset, UnitMask Mask, int Seed)
{
    static readonly int[] Sizes = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 66, 97, 130, 257];
    static readonly int[] Blocks = [16, 32, 48, 64, 256, 1024];
    static readonly ushort[] Extremes = [0, 1, 2, 3, 999, 1000, 1001, 1002, 2000, 10000, 20000, 20001, 21000, 21001, 32767, 32768, 64000,
        65534, 65535];

    public static AwkwardScene Of(int seed)
    {
        var random = new Random(seed);
        ushort Dn() => random.Next(3) == 0 ? Extremes[random.Next(Extremes.Length)] : (ushort)random.Next(1, 22_000);
        byte Code() => random.Next(8) switch { 0 => (byte)random.Next(256), < 3 => (byte)random.Next(12), _ => (byte)random.Next(4, 7) };
        var (width, height) = (Sizes[random.Next(Sizes.Length)], Sizes[random.Next(Sizes.Length)]);
        var scene = TestScene.Random(width, height);
        int[] classes = [.. Enumerable.Range(0, 12).Where(_ => random.Next(2) == 0)];
        return new(
            scene with { Red = [.. scene.Red.Select(_ => Dn())], Nir = [.. scene.Nir.Select(_ => Dn())],
                Scl = [.. scene.Scl.Select(_ => Code())] },
            random.Next(2) == 0 ? 0 : -1000,
            new(classes, random.Next(6)),
            seed);
    }

    /// <summary>For all scenes: each computes over what others have left.</summary>
    static readonly PixelBuffers Buffers = new();

    public short[] Expected => Reference.Ndvi(Scene, Offset, Mask.DilationPixels, [.. Mask.Classes]);

    /// <param name="layout">Chooses the blocks of the files.</param>
    public ComputedIndex Compute(int layout, int threads)
    {
        var random = new Random(layout);
        using var files = TestFiles.Of(File("red", random), File("nir", random), File("scl", random));
        var unit = Scene.Unit("r", "n", "s");
        unit = unit with { Mask = Mask, Scene = unit.Scene with { OffsetApplied = Offset == 0 } };
        var grid = WorkingGrid.Of(files, unit.Scene);
        using var lease = new PixelLease(Buffers);
        var index = new TileComputation(new(unit, [files]), grid, threads, default).Run(lease).Indices[0];
        return index with { Values = [.. index.Values] }; // the next scene takes the lease's
    }

    MemoryFile File(string band, Random random)
    {
        var (strips, predictor) = (random.Next(3) == 0, random.Next(1, 3));
        var file = TiffFile.Of(Scene, band) with
        {
            BlockWidth = strips ? 0 : Blocks[random.Next(Blocks.Length)],
            BlockHeight = strips ? random.Next(1, Scene.Grid.Height + 2) : Blocks[random.Next(Blocks.Length - 1)],
            Predictor = predictor,
            Deflate = predictor == 2 || random.Next(2) == 0, // samples that are not packed are not differenced
        };
        return Pictures.InMemory(file.Bytes());
    }
}
