using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>What one scene becomes: its offset, its outcome, and the files of its record, however many threads there are.</summary>
public sealed class SceneOutputTests : IAsyncLifetime, IDisposable
{
    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task Raw_pixels_get_the_offset_that_the_catalog_declares()
    {
        var scene = TestScene.Random(300, 200);
        var unit = server.Serve(scene);
        var declared = unit.Scene with { DeclaredOffset = -0.1, OffsetApplied = null, Baseline = "05.10" };
        var record = await run.Run(unit with { Scene = declared with { Collection = "sentinel-2-c1-l2a" } });
        Assert.Equal((-1000, "declared"), (record.Offset, record.OffsetBasis));
        Assert.Equal(Reference.Ndvi(scene, -1000), run.Ndvi());
    }

    [Fact]
    public async Task Dark_pixels_overrule_a_catalog_that_says_the_offset_is_still_there()
    {
        var scene = TestScene.Random(600, 600);
        var unit = server.Serve(scene);
        var record = await run.Run(unit with { Scene = unit.Scene with { OffsetApplied = false } });
        Assert.Equal((0, "pixels", UnitStatus.Suspect), (record.Offset, record.OffsetBasis, record.Status));
        Assert.Contains("the catalog says offset -1000 (flag), the files' tags say nothing; taken is 0 (pixels, high", record.Detail);
        Assert.Equal(Reference.Ndvi(scene), run.Ndvi());
    }

    [Fact]
    public async Task The_record_names_every_file_with_its_size_and_checksum()
    {
        var files = (await run.Run(server.Serve(TestScene.Random(300, 200)))).Files;
        Assert.Equal(6, files.Count);
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(run.Output(file.Name));
            Assert.Equal((file.Bytes, file.Sha256), (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        });
        Assert.Equal(files.Count + 2, OutputFolder.Files(run.Output("")).Count); // the record, and the mark of the start
    }

    [GdalInfoFact]
    public async Task A_file_on_its_own_says_what_it_is()
    {
        var unit = server.Serve(TestScene.Random(300, 200));
        var scene = unit.Scene with { DeclaredOffset = -0.1, OffsetApplied = null, Baseline = "05.10", Collection = "sentinel-2-c1-l2a" };
        await run.Run(unit with { Scene = scene });
        var tags = Tags(OutputNames.Raster(TestScene.Id, "ndvi"));
        Assert.Equal(
            (unit.RunId, TestScene.Id, scene.Tile, "10 m", "NDVI", "-1000 added to DN (declared)"),
            (tags["RUN"], tags["SCENE"], tags["TILE"], tags["RESOLUTION"], tags["INDEX"], tags["OFFSET"]));
        Assert.Equal(SpectralIndex.Ndvi.ExpressionWith(-1000), tags["FORMULA"]);
        Assert.Equal(scene.Sensed, DateTimeOffset.Parse(tags["DATE"], null), TimeSpan.FromSeconds(1));
        Assert.StartsWith("SCL classes 0, 1, ", tags["MASK"], StringComparison.Ordinal);
        Assert.Equal($"Contains modified Copernicus Sentinel data {scene.Sensed.Year}", tags["SOURCE"]);
        var qa = Tags(OutputNames.Qa(TestScene.Id));
        Assert.Equal((tags["SCENE"], tags["MASK"], false), (qa["SCENE"], qa["MASK"], qa.ContainsKey("FORMULA")));
        Assert.Contains("; 1 clear; 2 clear water; 3 cloud; ", qa["CLASSES"], StringComparison.Ordinal);

        Dictionary<string, string> Tags(string name)
        {
            using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", run.Output(name)));
            return info.RootElement.GetProperty("metadata").GetProperty("").EnumerateObject().ToDictionary(
                item => item.Name, item => item.Value.GetString()!);
        }
    }

    [Fact]
    public async Task The_colours_for_qgis_lie_beside_the_raster_under_its_name()
    {
        await run.Run(server.Serve(TestScene.Random(300, 200)));
        var style = Path.ChangeExtension(run.Output(OutputNames.Raster(TestScene.Id, "ndvi")), ".qml");
        Assert.Equal(QgisStyle.Of(1, SpectralIndex.Ndvi.Ramp), await File.ReadAllBytesAsync(style));
    }

    [Fact]
    public async Task The_threads_do_not_change_a_byte_of_the_products()
    {
        var unit = server.Serve(TestScene.Random(1500, 1100).WithClouds());
        var one = await Products("1");
        Assert.Equal(one, await Products("3"));

        async Task<List<string>> Products(string threads)
        {
            run.Variables["THREADS"] = threads;
            return [.. (await run.Run(unit)).Files.Select(f => $"{f.Name} {f.Sha256}")];
        }
    }

    [Fact]
    public async Task A_scene_without_a_clear_pixel_is_no_data()
    {
        var scene = TestScene.Random(300, 200);
        var record = await run.Run(server.Serve(scene with { Scl = [.. scene.Scl.Select(_ => (byte)9)] }));
        Assert.Equal((UnitStatus.NoData, "no-clear-pixel"), (record.Status, record.Reason));
        Assert.Equal(["contributions/" + TestScene.Id + ".json"], record.Files.Select(f => f.Name));
    }
}
