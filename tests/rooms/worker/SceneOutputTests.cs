using System.Security.Cryptography;
using Vegetation.Core.Work;

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
        Assert.Equal(5, files.Count);
        Assert.All(files, file =>
        {
            var bytes = File.ReadAllBytes(run.Output(file.Name));
            Assert.Equal((file.Bytes, file.Sha256), (bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        });
        Assert.Equal(files.Count + 2, OutputFolder.Files(run.Output("")).Count); // the record, and the mark of the start
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
        Assert.Equal(["cells/" + TestScene.Id + "_ndvi.json"], record.Files.Select(f => f.Name));
    }
}
