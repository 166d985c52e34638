using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>A second index and a second resolution go through the same pipeline; no request asks for them yet.</summary>
public sealed class OtherIndexTests : IAsyncLifetime, IDisposable
{
    const short Nodata = -19999;

    /// <summary>Large enough for an overview; its clouds are dilated over blocks.</summary>
    static readonly TestScene Scene = TestScene.Random(1100, 740, seed: 6).WithClouds();

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, -1000)]
    public async Task EVI2_is_that_of_decimals_one_pixel_after_another(bool offsetApplied, int offset)
    {
        var unit = server.Serve(TestScene.Random(300, 210, seed: 2).WithClouds()) with { Index = "evi2" };
        var record = await run.Run(unit with { Scene = unit.Scene with { OffsetApplied = offsetApplied } });
        Assert.Equal(Reference.Evi2(TestScene.Random(300, 210, seed: 2).WithClouds(), record.Offset!.Value), Read("evi2"));
        Assert.Equal((long)Read("evi2").Count(value => value != Nodata), record.Pixels!.Valid);
        Assert.True(record.Offset == offset || record.OffsetBasis == "pixels");
        Assert.Equal(["cells", "evi2", "evi2", "evi2"], record.Files.Select(file => file.Name.Split('/')[0]).Order());
        var asset = run.Item(index: "evi2").GetProperty("assets").GetProperty("evi2");
        Assert.Equal("two-band enhanced vegetation index", asset.GetProperty("bands")[0].GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("ndvi")]
    [InlineData("evi2")]
    public async Task At_20_m_bands_come_from_their_first_overview_and_classes_as_they_are(string index)
    {
        var record = await run.Run(server.Serve(Scene) with { Index = index, Resolution = 20 });
        var coarse = Averaged(Scene);
        var expected = index == "ndvi" ? Reference.Ndvi(coarse, ratio: 1) : Reference.Evi2(coarse, 0, ratio: 1);
        Assert.Equal(expected, Read(index));
        Assert.Equal(((long)expected.Length, (long)expected.Count(value => value != Nodata)), (record.Pixels!.Total, record.Pixels.Valid));
        Assert.Equal(expected.Length, record.Pixels.ByClass.Sum());
        Assert.Equal(20, run.Item(index: index).GetProperty("properties").GetProperty("gsd").GetInt32());
        var cells = run.Cells().Cells;
        // the first row is another tile's
        Assert.Equal(expected.Skip(coarse.Grid.Width).Count(value => value != Nodata), cells.Sum(cell => cell[2]));
    }

    [Fact]
    public async Task At_20_m_of_a_large_file_the_full_resolution_is_not_fetched()
    {
        var random = new Random(1);
        var noise = Scene with { Red = [.. Scene.Red.Select(_ => (ushort)random.Next(2, 9000))],
            Nir = [.. Scene.Nir.Select(_ => (ushort)random.Next(2, 9000))] };
        var settings = Settings.Read(new Dictionary<string, string> { ["ALLOW_LOOPBACK"] = "1" }.GetValueOrDefault);
        using var http = AssetReader.NewClient(settings);
        using var deadline = new SceneDeadline(TimeSpan.FromMinutes(1), TimeProvider.System, default);
        var reader = new AssetReader(http, new Backoff(TimeProvider.System, () => 0, settings.Stall), rangeBytes: 4096);
        var head = await reader.ReadHead(new Uri(server.Serve(noise).Scene.Red.Href), 64 << 10, deadline);
        var bytes = new List<long>();
        foreach (var level in new[] { 0, 1 })
        {
            var (file, fetched) = await reader.ReadRest(head, level, deadline);
            using (file) bytes.Add(fetched);
        }
        Assert.InRange(bytes[1], head.First.Length, bytes[0] / 3);
    }

    [Fact]
    public async Task A_file_without_the_overview_is_invalid_and_so_is_one_whose_overviews_are_no_averages()
    {
        var small = await run.Run(server.Serve(TestScene.Random(300, 210)) with { Resolution = 20 });
        Assert.Equal((UnitStatus.Invalid, "grid"), (small.Status, small.Reason));
        Assert.Contains("red has no overview of level 1", small.Detail);
        var unit = server.Serve(Scene, "mode");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["red.tif"], Scene.File(folder.Path, "red"));
        Tool.Run("gdal_translate", "-q", folder["red.tif"], folder["tagged.tif"], "-co", "COPY_SRC_OVERVIEWS=YES", "-co", "TILED=YES",
            "-mo", "OVR_RESAMPLING_ALG=MODE");
        server.Serve("mode-red.tif", File.ReadAllBytes(folder["tagged.tif"]));
        var mode = await run.Run(unit with { Resolution = 20 });
        Assert.Equal((UnitStatus.Invalid, "grid"), (mode.Status, mode.Reason));
        Assert.Contains("overviews made by MODE; expected AVERAGE", mode.Detail);
    }

    [Theory]
    [InlineData("ndvi", 40, "got 40; expected 10 or 20")]
    [InlineData("savi", 10, "got \"savi\"; expected ndvi, evi2")]
    public async Task What_cannot_be_computed_is_refused(string index, int metres, string why)
    {
        var record = await run.Run(server.Serve(TestScene.Random(60, 40)) with { Index = index, Resolution = metres });
        Assert.Equal((UnitStatus.Invalid, "unit"), (record.Status, record.Reason));
        Assert.Contains(why, record.Detail);
    }

    short[] Read(string index)
    {
        using var reader = RasterReader.OpenFile(run.Output(OutputNames.Raster(TestScene.Id, index)));
        var pixels = new short[reader.Width * reader.Height];
        reader.Read<short>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }

    /// <summary>Red and near infrared as means of 2 x 2, nodata left out, halves rounded up.</summary>
    static TestScene Averaged(TestScene scene)
    {
        var (width, coarse) = (scene.Grid.Width, scene.Coarse);
        return scene with { Grid = coarse, Red = Mean(scene.Red), Nir = Mean(scene.Nir) };

        ushort[] Mean(ushort[] band) =>
        [
            .. Enumerable.Range(0, coarse.Width * coarse.Height).Select(i =>
            {
                var first = (i / coarse.Width * 2 * width) + (i % coarse.Width * 2);
                var seen = new[] { band[first], band[first + 1], band[first + width], band[first + width + 1] }.Where(dn => dn != 0)
                    .ToList();
                return seen.Count == 0 ? (ushort)0 : (ushort)Math.Floor((seen.Sum(dn => (decimal)dn) / seen.Count) + 0.5m);
            }),
        ];
    }
}
