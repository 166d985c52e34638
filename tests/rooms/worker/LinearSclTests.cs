using Vegetation.Core.Ndvi;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>A fact that needs the machine's Python with some packages as judge.</summary>
sealed class PythonFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/python3";

    public PythonFactAttribute(params string[] packages)
    {
        if (!File.Exists(Program) || !Imports(packages)) Skip = $"{Program} with {string.Join(", ", packages)} is not installed (apt-get install python3-xarray python3-scipy python3-gdal)";
    }

    static bool Imports(string[] packages)
    {
        try
        {
            Tool.Run(Program, "-c", $"import {string.Join(", ", packages)}");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>What the AWS post computes, for comparison: mask.scl linear.</summary>
public sealed class LinearSclTests : IAsyncLifetime, IDisposable
{
    /// <summary>Clouds whose classes alternate, so that interpolated codes meet codes in every way; DN 0 in one band and in both.</summary>
    static readonly TestScene Scene = Clouded(TestScene.Random(204, 150));

    static readonly WorkUnit Post = Scene.Unit("r", "n", "s") with { Mask = new([8, 9, 10], 0, SclSampling.Linear), Output = new(DataType: NdviDataType.Float32) };

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(204, 150)]
    [InlineData(203, 7)] // odd: the last 20 m pixels reach beyond the scene
    public async Task Every_pixel_is_that_of_a_plain_interpolation(int width, int height)
    {
        var scene = Clouded(TestScene.Random(width, height, seed: 5));
        var unit = server.Serve(scene);
        var record = await run.Run(unit with { Mask = Post.Mask, Output = Post.Output });
        var expected = Interpolated(scene);
        Assert.Equal(expected, run.Ndvi<float>());
        Assert.Equal(expected.Count(n => !float.IsNaN(n)), record.Pixels!.Valid);
        Assert.Equal((0, "ignored"), (record.Offset, record.OffsetBasis));
    }

    [Fact]
    public async Task It_leaks_where_classes_change_and_that_is_why_it_is_no_default()
    {
        var unit = server.Serve(Scene);
        await run.Run(unit with { Mask = Post.Mask });
        var post = run.Ndvi();
        await run.Run(unit);
        var ours = run.Ndvi();
        var clouds = Enumerable.Range(0, post.Length).Where(i => Scene.Scl[(i / 204 / 2 * 102) + (i % 204 / 2)] is 8 or 9 or 10).ToList();
        Assert.All(clouds, i => Assert.Equal(-19999, ours[i]));
        Assert.Contains(clouds, i => post[i] != -19999);
    }

    [PythonFact("xarray", "scipy", "osgeo")]
    public async Task Xarray_computes_the_same_floats()
    {
        await run.Run(server.Serve(Scene) with { Mask = Post.Mask, Output = Post.Output });
        using var folder = new TemporaryFolder();
        foreach (var band in new[] { "red", "nir", "scl" }) Scene.Write(folder[$"{band}.tif"], band);
        var script = $$"""
            import numpy as np, xarray as xr
            from osgeo import gdal
            def read(name):
                file = gdal.Open("{{folder.Path}}/%s.tif" % name)
                x, size, _, y, _, down = file.GetGeoTransform()
                rows, columns = file.RasterYSize, file.RasterXSize
                return xr.DataArray(file.ReadAsArray().astype("f4"), dims=("y", "x"), coords=dict(y=y + down * (np.arange(rows) + .5), x=x + size * (np.arange(columns) + .5)))
            red, nir, scl = read("red"), read("nir"), read("scl")
            codes = scl.interp(x=red.x, y=red.y, method="linear")
            with np.errstate(all="ignore"): ndvi = ((nir - red) / (nir + red)).where(~codes.isin([8, 9, 10])).astype("f4").values
            ours = gdal.Open("{{run.Output(OutputNames.Ndvi(TestScene.Id))}}").ReadAsArray()
            assert ours.dtype == ndvi.dtype == np.float32
            assert np.isnan(codes.values[0]).all() and not np.isnan(ndvi[0]).all(), "the outer pixels should have no code, and pass"
            print(int(np.isnan(ndvi).sum()), int(((ours != ndvi) & ~(np.isnan(ours) & np.isnan(ndvi))).sum()))
            """;
        var answer = Tool.Run(PythonFactAttribute.Program, "-c", script).Split();
        Assert.Equal("0", answer[1]);
        Assert.InRange(int.Parse(answer[0]), 500, Scene.Red.Length / 2);
    }

    [Fact]
    public void Sixteenths_are_decided_in_whole_numbers()
    {
        var linear = new LinearScl([8, 8, 9, 5], 2, 2);
        Assert.Equal([null, null, null, null], Enumerable.Range(0, 4).Select(column => linear.Sixteenths(column, 0)));
        Assert.Equal(128, linear.Sixteenths(1, 1)); // 9 x 8 + 3 x 8 + 3 x 9 + 5: code 8, though two of the four are not
        Assert.True(linear.Drops(1, 1, MaskRule.Post));
        Assert.False(linear.Drops(2, 2, MaskRule.Post));
    }

    static TestScene Clouded(TestScene scene)
    {
        var random = new Random(11);
        return scene with { Scl = [.. scene.Scl.Select((code, i) => i / 7 % 3 == 0 ? (byte)random.Next(7, 11) : i / 50 % 4 == 1 ? (byte)9 : code)] };
    }

    /// <summary>In doubles and map coordinates, by the two nearest centres each way, as the text books write it.</summary>
    static float[] Interpolated(TestScene scene)
    {
        var (width, height, across, down) = (scene.Grid.Width, scene.Grid.Height, scene.Coarse.Width, scene.Coarse.Height);
        return
        [
            .. Enumerable.Range(0, width * height).Select(i =>
            {
                var code = At((i % width * 10.0) + 5, (i / width * 10.0) + 5);
                float red = scene.Red[i], nir = scene.Nir[i];
                return code is 8 or 9 or 10 ? float.NaN : (nir - red) / (nir + red);
            }),
        ];

        double At(double x, double y)
        {
            var (column, row) = ((int)Math.Floor((x - 10) / 20), (int)Math.Floor((y - 10) / 20));
            if (column < 0 || row < 0 || column + 1 >= across || row + 1 >= down) return double.NaN;
            var (right, lower) = ((x - 10 - (20 * column)) / 20, (y - 10 - (20 * row)) / 20);
            double Code(int c, int r) => scene.Scl[(r * across) + c];
            var above = Code(column, row) + (right * (Code(column + 1, row) - Code(column, row)));
            var below = Code(column, row + 1) + (right * (Code(column + 1, row + 1) - Code(column, row + 1)));
            return above + (lower * (below - above));
        }
    }
}
