using Vegetation.Core.Ndvi;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>A fact that needs the machine's Python with some packages as judge.</summary>
sealed class PythonFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/python3";

    public PythonFactAttribute(params string[] packages)
    {
        if (!File.Exists(Program) || !AreThere(packages))
            Skip = $"{Program} with {string.Join(", ", packages)} is not installed (apt-get install python3-rioxarray python3-scipy)";
    }

    /// <summary>Looks for the packages; to import them takes a second, at each discovery of the tests.</summary>
    const string Find = "import importlib.util as u, sys; sys.exit(not all(u.find_spec(p) for p in sys.argv[1:]))";

    static bool AreThere(string[] packages)
    {
        try
        {
            Tool.Run(Program, ["-c", Find, .. packages]);
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

    static readonly WorkUnit Post = Scene.Unit("r", "n", "s") with
    {
        Mask = new([8, 9, 10], 0, SclSampling.Linear), Output = new(DataType: NdviDataType.Float32),
    };

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

    [PythonFact("rioxarray", "scipy")]
    public async Task The_post_computes_the_same_floats()
    {
        await run.Run(server.Serve(Scene) with { Mask = Post.Mask, Output = Post.Output });
        using var folder = new TemporaryFolder();
        foreach (var (name, band) in new[] { ("B04", "red"), ("B08", "nir"), ("SCL", "scl") }) Scene.Write(folder[$"{name}.tif"], band);
        var script = Path.Combine(Repository.Root, "bench", "Scenes", "post.py");
        Tool.Run(PythonFactAttribute.Program, "-W", "ignore", script, folder.Path, folder["post.tif"]);
        using var reader = RasterReader.OpenFile(folder["post.tif"]);
        var post = new float[Scene.Red.Length];
        reader.Read<float>(1, 0, 0, reader.Width, reader.Height, post);
        Assert.Equal(post, run.Ndvi<float>());
        Assert.InRange(post.Count(float.IsNaN), 500, post.Length / 2);
    }

    [Fact]
    public async Task Nodata_is_NaN_in_each_band_as_in_masked_arrays()
    {
        var scene = TestScene.Plain(40, 40, 300, 3500, 9);
        (scene.Red[10 * 40 + 10], scene.Nir[30 * 40 + 30]) = (0, 0);
        scene.Scl[5 * 20 + 15] = 0;
        await run.Run(server.Serve(scene) with { Mask = Post.Mask, Output = Post.Output });
        var ndvi = run.Ndvi<float>();
        Assert.True(float.IsNaN(ndvi[10 * 40 + 10]) && float.IsNaN(ndvi[30 * 40 + 30])); // neither 1 nor -1
        // The cloud passes around code 0 as far as it has a part in the interpolation.
        var passed = Enumerable.Range(0, 1600).Where(i => i / 40 is > 0 and < 39 && i % 40 is > 0 and < 39 && !float.IsNaN(ndvi[i]));
        Assert.Equal(from y in Enumerable.Range(9, 4) from x in Enumerable.Range(29, 4) select y * 40 + x, passed);
    }

    [Fact]
    public void Sixteenths_are_decided_in_whole_numbers()
    {
        var linear = new LinearScl([8, 8, 9, 5], 2, 2);
        Assert.Equal([null, null, null, null], Enumerable.Range(0, 4).Select(column => linear.Sixteenths(column, 0)));
        Assert.Equal(128, linear.Sixteenths(1, 1)); // 9 x 8 + 3 x 8 + 3 x 9 + 5: code 8, though two of the four are not
        Assert.True(linear.Drops(1, 1, MaskRule.Post));
        Assert.False(linear.Drops(2, 2, MaskRule.Post));
        Assert.Null(new LinearScl([10, 10, 10, 0], 2, 2).Sixteenths(1, 1));
    }

    static TestScene Clouded(TestScene scene)
    {
        var random = new Random(11);
        byte Clouded(byte code, int i) => i / 7 % 3 == 0 ? (byte)random.Next(7, 11) : i / 50 % 4 == 1 ? (byte)9 : code;
        return scene with { Scl = [.. scene.Scl.Select(Clouded)] };
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
                return red == 0 || nir == 0 || code is 8 or 9 or 10 ? float.NaN : (nir - red) / (nir + red);
            }),
        ];

        double At(double x, double y)
        {
            var (column, row) = ((int)Math.Floor((x - 10) / 20), (int)Math.Floor((y - 10) / 20));
            if (column < 0 || row < 0 || column + 1 >= across || row + 1 >= down) return double.NaN;
            var (right, lower) = ((x - 10 - (20 * column)) / 20, (y - 10 - (20 * row)) / 20);
            double Code(int c, int r) => scene.Scl[(r * across) + c] is var code and not 0 ? code : double.NaN;
            var above = Code(column, row) + (right * (Code(column + 1, row) - Code(column, row)));
            var below = Code(column, row + 1) + (right * (Code(column + 1, row + 1) - Code(column, row + 1)));
            return above + (lower * (below - above));
        }
    }
}
