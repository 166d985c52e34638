using System.Collections.Concurrent;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A tenth of a tile, 1098 pixels of 10 m a side (549, 275, 138, 69 on its overviews, of which the last three are not exact halves), in all
/// bands, with land, lakes, snow, patches of cloud, and pixels of every kind as chance has it. Files lie in a folder.
/// </summary>
sealed class AllBandsScene : IDisposable
{
    public const int Side = 1098;
    const string Id = TestScene.Id;

    /// <summary>The files of a scene by band, made once for all tests.</summary>
    static readonly ConcurrentDictionary<int, Lazy<Dictionary<string, byte[]>>> Made = [];

    readonly TemporaryFolder folder = new();

    public AllBandsScene(int offset = 0)
    {
        foreach (var (band, bytes) in Made.GetOrAdd(offset, _ => new(() => Make(offset))).Value) File.WriteAllBytes(this[band], bytes);
    }

    Dictionary<string, byte[]> Make(int offset)
    {
        var random = new Random(1);
        foreach (var band in Sensor.Sentinel2.Bands.Where(band => band.IsReflectance)) Write(band, offset, random);
        CogWriter.Write<byte>(this["scl"], Grid(20), [Classes(random)], 0, [new("SCL")], new(OverviewResampling: "MODE", BlockSize: 64));
        return Sensor.Sentinel2.Bands.Where(band => !band.IsOptional).ToDictionary(
            band => band.Name, band => File.ReadAllBytes(this[band.Name]));
    }

    public string Folder => folder.Path;

    public string this[string band] => folder[$"{band}.tif"];

    public WorkUnit Unit(RangeServer server, IReadOnlyList<string> indices, int metres, int offset)
    {
        var assets = Sensor.Sentinel2.Bands.Where(band => !band.IsOptional)
            .ToDictionary(band => band.Name, band => new SceneAsset(server.Serve($"{band.Name}.tif", File.ReadAllBytes(this[band.Name]))));
        var unit = TestScene.Random(16, 16).Unit("", "", "");
        return unit with { Indices = indices, Resolution = metres,
            Scene = unit.Scene with { Assets = assets, OffsetApplied = offset == 0 } };
    }

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Around a level that differs from band to band and place to place; now and then none, clipped, bright or saturated.
    /// </summary>
    void Write(SensorBand band, int offset, Random random)
    {
        var grid = Grid(band.Metres);
        var dn = new ushort[grid.Width * grid.Height];
        for (var i = 0; i < dn.Length; i++)
        {
            var place = (i % grid.Width / (3000 / band.Metres)) + (i / grid.Width / (2000 / band.Metres));
            var level = 200 + (((int)band.Role * 977) + (place * 613)) % 4200;
            dn[i] = random.Next(4000) switch
            {
                0 => 0,
                1 => 1,
                2 => (ushort)random.Next(20_000, 65_536),
                _ => (ushort)(level - offset + random.Next(300)),
            };
        }
        CogWriter.Write<ushort>(this[band.Name], grid, [dn], 0, [new(band.Name)], new(BlockSize: 64));
    }

    static byte[] Classes(Random random)
    {
        var width = Side / 2;
        return
        [
            .. Enumerable.Range(0, width * width).Select(i =>
            {
                var (x, y) = (i % width, i / width);
                if (x + y < 60) return (byte)0; // outside the swath
                if (x / 40 % 4 == 1 && y / 30 % 5 == 2) return (byte)(8 + (i % 3));
                if (random.Next(3000) == 0) return (byte)random.Next(13);
                return x is > 300 and < 360 && y > 100 ? (byte)6 : y is > 400 and < 440 ? (byte)11 : (byte)(x / 90 % 2 == 0 ? 4 : 5);
            }),
        ];
    }

    static GeoGrid Grid(int metres) => new(Side * 10 / metres, Side * 10 / metres, 620000, 5190000, metres, 32632);
}
