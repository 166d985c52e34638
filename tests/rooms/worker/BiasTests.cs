using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// How far NDVI of mean reflectance at 40 and 160 m lies from the mean of NDVI at 10 m, on a real crop near Bolzano (contains modified
/// Copernicus Sentinel data 2022) and with clouds painted over it. The figures are those of the users' guide.
/// </summary>
public sealed class BiasTests : IAsyncLifetime, IDisposable
{
    const string Crop = "openeo_localprocessing/native";
    const int Side = 640; // whole pixels at every resolution
    const short Nodata = -19999;

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    /// <param name="cloud">Share of the crop under painted clouds.</param>
    /// <param name="least">Share of the pixels that are kept, at least.</param>
    [SharedDataTheory(Crop)]
    [InlineData(0, 40, 0.005, 0.95)]
    [InlineData(0, 160, 0.012, 0.9)]
    [InlineData(0.1, 40, 0.005, 0.6)]
    [InlineData(0.1, 160, 0.012, 0.4)]
    [InlineData(0.3, 40, 0.005, 0.3)]
    [InlineData(0.3, 160, 0.012, 0.1)]
    public async Task Coarse_ndvi_is_near_the_mean_of_fine(double cloud, int metres, double most, double least)
    {
        var unit = Serve(cloud);
        Assert.True((await run.Run(unit with { Mask = new(unit.Mask.Classes, 0) })).IsProduct);
        var fine = run.Ndvi();
        Assert.True((await run.Run(unit with { Resolution = metres })).IsProduct);
        var (coarse, ratio) = (run.Ndvi(), metres / 10);
        var errors = new List<double>();
        for (var i = 0; i < coarse.Length; i++)
        {
            if (coarse[i] == Nodata) continue;
            var (column, row) = (i % (Side / ratio) * ratio, i / (Side / ratio) * ratio);
            var under = Enumerable.Range(0, ratio * ratio)
                .Select(k => fine[((row + (k / ratio)) * Side) + column + (k % ratio)]).Where(value => value != Nodata).ToList();
            errors.Add((coarse[i] - under.Average(value => (double)value)) / 10_000);
        }
        Assert.InRange(errors.Average(), -most, most);
        Assert.InRange((double)errors.Count / coarse.Length, least, 1);
    }

    WorkUnit Serve(double cloud)
    {
        var scl = Read<byte>("SCL", Side / 2);
        Paint(scl, cloud);
        var grid = new GeoGrid(Side, Side, 675000, 5154960, 10, 32632);
        using var folder = new TemporaryFolder();
        CogWriter.Write<ushort>(folder["red.tif"], grid, [Read<ushort>("B04", Side)], 0, [new("red")], new(BlockSize: 32));
        CogWriter.Write<ushort>(folder["nir.tif"], grid, [Read<ushort>("B08", Side)], 0, [new("nir")], new(BlockSize: 32));
        CogWriter.Write<byte>(folder["scl.tif"], new(Side / 2, Side / 2, grid.OriginX, grid.OriginY, 20, grid.Epsg), [scl], 0, [new("scl")],
            new(OverviewResampling: "MODE"));
        string Url(string band) => server.Serve($"{band}.tif", File.ReadAllBytes(folder[$"{band}.tif"]));
        return TestScene.Random(16, 16).Unit(Url("red"), Url("nir"), Url("scl"));
    }

    /// <summary>Round clouds of 200 to 600 m, until they cover the share.</summary>
    static void Paint(byte[] scl, double share)
    {
        var (random, width) = (new Random(5), Side / 2);
        while (scl.Count(code => code == 9) < share * scl.Length)
        {
            var (x, y, radius) = (random.Next(width), random.Next(width), random.Next(10, 30));
            for (var i = 0; i < scl.Length; i++)
                if (Math.Pow((i % width) - x, 2) + Math.Pow((i / width) - y, 2) < radius * radius) scl[i] = 9;
        }
    }

    /// <summary>The upper left part of a band of the crop.</summary>
    static T[] Read<T>(string band, int side) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(Path.Combine(SharedData.File(Crop)!, $"{band}.tif"));
        var pixels = new T[side * side];
        reader.Read<T>(1, 0, 0, side, side, pixels);
        return pixels;
    }
}
