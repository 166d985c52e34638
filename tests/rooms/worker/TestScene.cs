using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>A scene made of numbers: red and nir of width x height at 10 m, classes at 20 m, and its files.</summary>
sealed record TestScene(GeoGrid Grid, ushort[] Red, ushort[] Nir, byte[] Scl)
{
    public const string Id = "S2A_32TPS_20220612_0_L2A";

    /// <summary>Every kind of pixel, as chance has it: the same for the same seed.</summary>
    public static TestScene Random(int width, int height, int seed = 1, double originX = 600000, double originY = 5200020)
    {
        var random = new Random(seed);
        ushort Dn() => random.Next(40) switch { 0 => 0, 1 => 1, 2 => (ushort)random.Next(20000, 65536), _ => (ushort)random.Next(2, 9000) };
        var scl = new byte[(width + 1) / 2 * ((height + 1) / 2)];
        for (var i = 0; i < scl.Length; i++) scl[i] = random.Next(12) == 0 ? (byte)random.Next(0, 13) : (byte)random.Next(4, 7);
        return new(
            new GeoGrid(width, height, originX, originY, 10, 32632),
            [.. Enumerable.Range(0, width * height).Select(_ => Dn())],
            [.. Enumerable.Range(0, width * height).Select(_ => Dn())],
            scl);
    }

    /// <summary>The same pixel everywhere.</summary>
    public static TestScene Plain(int width, int height, ushort red, ushort nir, byte sclClass)
    {
        var scene = Random(width, height);
        return scene with { Red = [.. scene.Red.Select(_ => red)], Nir = [.. scene.Nir.Select(_ => nir)],
            Scl = [.. scene.Scl.Select(_ => sclClass)] };
    }

    /// <summary>The grid of the classes: pixels of twice the size, one more where the width or height is odd.</summary>
    public GeoGrid Coarse => new((Grid.Width + 1) / 2, (Grid.Height + 1) / 2, Grid.OriginX, Grid.OriginY, 2 * Grid.PixelSize, Grid.Epsg);

    /// <summary>Clouds in patches, so that growth shows.</summary>
    public TestScene WithClouds()
    {
        var scl = Scl.ToArray();
        var width = Coarse.Width;
        for (var i = 0; i < scl.Length; i++)
            if ((i % width / 20 % 3 == 0) && (i / width / 15 % 4 == 0)) scl[i] = (byte)(8 + (i % 3));
        return this with { Scl = scl };
    }

    public byte[] File(string folder, string band)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.tif");
        Write(path, band);
        var bytes = System.IO.File.ReadAllBytes(path);
        System.IO.File.Delete(path);
        return bytes;
    }

    public void Write(string path, string band)
    {
        if (band == "scl") CogWriter.Write<byte>(path, Coarse, [Scl], 0, [new("SCL")], new(OverviewResampling: "MODE", BlockSize: 256));
        else CogWriter.Write<ushort>(path, Grid, [band == "red" ? Red : Nir], 0, [new(band)], new());
    }

    public WorkUnit Unit(string red, string nir, string scl, string id = Id, string tile = "32TPS") => new(id, "test-run", new Scene
    {
        Id = id,
        Collection = "sentinel-2-l2a",
        Catalog = "test",
        Tile = tile,
        Sensed = new(2022, 6, 12, 10, 0, 0, TimeSpan.Zero),
        Epsg = Grid.Epsg,
        Assets = NdviScene.Assets(new(red), new(nir), new(scl)),
        Baseline = "04.00",
        OffsetApplied = true,
        CloudCover = 1.5,
        ItemHref = "https://catalog.test/item",
    }, new([0, 1, 3, 8, 9, 10, 11], 2), [], 20);
}
