using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A real crop near Bolzano (contains modified Copernicus Sentinel data 2022) through the worker over HTTP, against two judges.
/// </summary>
public sealed class RealCropTests : IAsyncLifetime, IDisposable
{
    const string Crop = "openeo_localprocessing/native";
    const string Python = "/usr/bin/python3";

    readonly WorkerRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [SharedDataFact(Crop)]
    public void Every_pixel_is_that_of_the_reference()
    {
        var scene = Process();
        Assert.Equal(Reference.Ndvi(scene), run.Ndvi(TestScene.Id));
        Assert.Equal(UnitStatus.Done, run.Record(TestScene.Id).Status);
        Assert.Equal(22, run.Record(TestScene.Id).Pixels!.Nodata); // DN 0 in one band only
    }

    [SharedDataFact(Crop)]
    public void Numpy_agrees_to_the_last_digit()
    {
        Process();
        var folder = SharedData.File(Crop)!;
        var script = $$"""
            import numpy as np
            from osgeo import gdal
            read = lambda path: gdal.Open(path).ReadAsArray()
            red, nir = (read("{{folder}}/%s.tif" % b).astype("f8") for b in ("B04", "B08"))
            scl = read("{{folder}}/SCL.tif").repeat(2, 0).repeat(2, 1)
            ours = read("{{run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))}}")
            good = (red > 1) & (nir > 1) & (red <= 20000) & (nir <= 20000) & np.isin(scl, [2, 4, 5, 6, 7])
            assert not np.isin(scl, [3, 8, 9, 10]).any(), "this crop has no clouds to grow"
            with np.errstate(all="ignore"): theirs = (nir - red) / (nir + red)
            assert ((ours != -19999) == good).all(), "not the same pixels"
            print(np.abs(theirs[good] - ours[good] * 0.0001).max())
            """;
        Assert.InRange(double.Parse(Tool.Run(Python, "-c", script)), 0, 0.0000501);
    }

    [SharedDataFact(Crop)]
    public void Gdalinfo_sees_the_crop_as_a_cog()
    {
        Process();
        using var info = JsonDocument.Parse(Tool.Run("gdalinfo", "-json", run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))));
        var band = info.RootElement.GetProperty("bands")[0];
        Assert.Equal("COG", info.RootElement.GetProperty("metadata").GetProperty("IMAGE_STRUCTURE").GetProperty("LAYOUT").GetString());
        Assert.Equal([675000, 10, 0, 5154960, 0, -10], info.RootElement.GetProperty("geoTransform").EnumerateArray().Select(
            n => n.GetDouble()));
        Assert.Equal((-19999, 0.0001), (band.GetProperty("noDataValue").GetDouble(), band.GetProperty("scale").GetDouble()));
        Assert.Equal([467, 352], band.GetProperty("overviews")[0].GetProperty("size").EnumerateArray().Select(n => n.GetInt32()));
    }

    TestScene Process()
    {
        var folder = SharedData.File(Crop)!;
        string Serve(string band) => server.Serve($"{band}.tif", File.ReadAllBytes(Path.Combine(folder, $"{band}.tif")));
        var scene = new TestScene(new(934, 704, 675000, 5154960, 10, 32632), Read<ushort>("B04", 934, 704), Read<ushort>("B08", 934, 704),
            Read<byte>("SCL", 467, 352));
        run.Add(scene.Unit(Serve("B04"), Serve("B08"), Serve("SCL")));
        var (code, _, errors) = run.Run();
        Assert.True(code == 0, errors);
        return scene;

        T[] Read<T>(string band, int width, int height) where T : unmanaged
        {
            using var reader = RasterReader.OpenFile(Path.Combine(folder, $"{band}.tif"));
            var pixels = new T[width * height];
            reader.Read<T>(1, 0, 0, width, height, pixels);
            return pixels;
        }
    }
}
