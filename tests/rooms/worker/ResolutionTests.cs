using System.Runtime.InteropServices;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;

namespace Vegetation.Tests.Worker;

/// <summary>Every index of the table at every resolution, through real files.</summary>
public sealed class ResolutionTests : IAsyncLifetime, IDisposable
{
    const short Nodata = -19999;

    /// <summary>Large enough for an overview; its clouds are dilated over blocks.</summary>
    static readonly TestScene Scene = TestScene.Random(1100, 740, seed: 6).WithClouds();

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    public static readonly TheoryData<int, int> Resolutions = new() { { 10, -1000 }, { 20, 0 }, { 40, -1000 }, { 80, 0 }, { 160, -1000 } };

    /// <summary>Against rasterio and numpy (levels_reference.py), which read the same overviews.</summary>
    [RasterioTheory]
    [MemberData(nameof(Resolutions))]
    public async Task Every_index_at_every_resolution_is_that_of_numpy(int metres, int offset)
    {
        using var scene = new AllBandsScene(offset);
        string[] names = [.. SpectralIndex.All.Select(index => index.Name).Where(name => name != "nbr2" || metres > 10)];
        var record = await run.Run(scene.Unit(server, names, metres, offset));
        Assert.True(record.IsProduct, $"{record.Status} {record.Reason}: {record.Detail}");
        var report = Numpy(scene, metres, record.Offset!.Value, names);
        foreach (var name in names)
        {
            var expected = new short[new FileInfo(Path.Combine(scene.Folder, $"{name}.i2")).Length / 2];
            File.ReadAllBytes(Path.Combine(scene.Folder, $"{name}.i2")).CopyTo(MemoryMarshal.AsBytes(expected.AsSpan()));
            Assert.True(expected.AsSpan().SequenceEqual(Read(name)),
                $"{name}: {expected.Zip(Read(name)).Count(p => p.First != p.Second)} pixels");
            Assert.InRange(expected.Count(value => value != Nodata), expected.Length / 9, expected.Length);
            if (metres > 20) Assert.Equal(report.GetProperty(name).EnumerateArray().Select(n => n.GetInt64()), SumsOf(name));
        }
        Assert.Equal(AllBandsScene.Side * AllBandsScene.Side / (metres == 10 ? 1 : 4), record.Pixels!.ByClass.Sum());
    }

    /// <summary>Coarse pixels lose their counts to none: what the classification saw is the same at every resolution.</summary>
    [Fact]
    public async Task Counts_of_snow_water_and_classes_are_the_same_at_every_resolution()
    {
        using var scene = new AllBandsScene();
        List<(long, long, long, string)> counts = [];
        foreach (var metres in new[] { 20, 40, 80, 160 })
        {
            var record = await run.Run(scene.Unit(server, ["ndvi"], metres, 0));
            var sums = SumsOf("ndvi");
            counts.Add((sums[0], sums[3], sums[4], string.Join(' ', record.Pixels!.ByClass)));
        }
        // at 20 m a pixel without DN is not observed, coarser ones are means of those that are there
        Assert.Single(counts[1..].Select(count => count).Distinct());
        Assert.Equal(counts[0].Item4, counts[1].Item4);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(3, 80)]
    public async Task Indices_of_one_unit_are_those_of_units_of_their_own_whatever_the_threads(int threads, int metres)
    {
        using var scene = new AllBandsScene();
        string[] names = ["ndmi", "ndvi", "evi"];
        run.Variables["THREADS"] = $"{threads}";
        var together = await run.Run(scene.Unit(server, names, metres, 0));
        var files = together.Files.Where(file => names.Any(name => file.Name.EndsWith($"_{name}.tif"))).ToList();
        Assert.Equal(names.Length, files.Count);
        Assert.Equal(names, together.Statistics.Keys);
        var cells = names.ToDictionary(name => name, name => run.Cells(together.UnitId, name).Cells);
        List<OutputFile> apart = [];
        foreach (var name in names)
        {
            apart.AddRange((await run.Run(scene.Unit(server, [name], metres, 0))).Files);
            Assert.Equal(cells[name], run.Cells(together.UnitId, name).Cells);
        }
        Assert.All(files, file => Assert.Contains(file, apart));
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
        var address = new Uri(server.Serve(noise).Scene.Red.Href);
        var bytes = new List<long>();
        foreach (var level in new[] { 0, 1 })
        {
            var (file, fetched) = await reader.ReadRest(await reader.ReadHead(address, 64 << 10, deadline), level, deadline);
            using (file) bytes.Add(fetched);
        }
        Assert.InRange(bytes[1], 64 << 10, bytes[0] / 3);
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
    [InlineData("ndvi", 30, "got 30; expected 10, 20, 40, 80, 160 metres")]
    [InlineData("nbr2", 10, "got 10; expected 20, 40, 80, 160 metres")]
    [InlineData("lai", 10, "got \"lai\"; expected ndvi, evi2")]
    public async Task What_cannot_be_computed_is_refused(string index, int metres, string why)
    {
        var record = await run.Run(server.Serve(TestScene.Random(60, 40)) with { Indices = [index], Resolution = metres });
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

    /// <summary>Seen, clear, valid, snow, water and the sum of the values of all cells.</summary>
    long[] SumsOf(string index)
    {
        var cells = run.Cells(index: index);
        return [.. new[] { 1, 2, 3, 6, 7, 4 }.Select(place => cells.Cells.Sum(cell => cell[place]))];
    }

    static JsonElement Numpy(AllBandsScene scene, int metres, int offset, string[] names) => JsonDocument.Parse(Tool.Run(
        RasterioFactAttribute.Python,
        [Path.Combine(Repository.Root, "tests/rooms/worker/levels_reference.py"), scene.Folder, $"{metres}", $"{offset}", "2",
            .. names])).RootElement;
}
