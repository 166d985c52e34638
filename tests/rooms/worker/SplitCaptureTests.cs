using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>One acquisition in several granules: fault 7.</summary>
public sealed class SplitCaptureTests : IAsyncLifetime, IDisposable
{
    const string PartId = "S2A_32TPS_20220612_1_L2A";

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(300, 200)]
    [InlineData(97, 65)]
    public async Task Two_halves_are_the_whole_to_the_last_byte(int width, int height)
    {
        var scene = TestScene.Random(width, height, seed: 3).WithClouds();
        var whole = await run.Run(server.Serve(scene, "whole"));
        var (expected, cells) = (run.Ndvi(), run.Cells(whole.UnitId).Cells);
        run.Variables["THREADS"] = "2";
        var merged = await run.Run(Split(Only(scene, below: true), Only(scene, below: false)));
        Assert.Equal(expected, run.Ndvi());
        Assert.Equal(whole.Files.Where(f => !OutputFolder.IsOfItem(f.Name)), merged.Files.Where(f => !OutputFolder.IsOfItem(f.Name)));
        Assert.Equal(cells, run.Cells(merged.UnitId).Cells);
        Assert.Equivalent(whole.Pixels, merged.Pixels);
        Assert.Equal((whole.Statistics["ndvi"], whole.Status, whole.Detail), (merged.Statistics["ndvi"], merged.Status, merged.Detail));
        Assert.True(merged.BytesRead > whole.BytesRead);
    }

    [Fact]
    public async Task Where_both_saw_something_the_first_counts_and_the_other_fills_its_holes()
    {
        var (first, other) = (TestScene.Random(120, 80, seed: 3), TestScene.Random(120, 80, seed: 4));
        await run.Run(Split(first, other) with { Mask = new([0, 1, 3, 8, 9, 10, 11], 0), Output = new(DataType: OutputDataType.Float32) });
        var (one, two) = (Reference.Ndvi(first, growth: 0), Reference.Ndvi(other, growth: 0));
        var expected = one.Select((n, i) => HasData(first, i) ? n : HasData(other, i) ? two[i] : (short)-19999).ToArray();
        Assert.Contains(Enumerable.Range(0, one.Length), i => !HasData(first, i) && two[i] != -19999);
        Assert.Equal(Reference.Exact(first, one).Zip(Reference.Exact(other, two), (a, b) => (a, b)).Select(
            (pair, i) => HasData(first, i) ? pair.a : HasData(other, i) ? pair.b : float.NaN), run.Ndvi<float>());
        var rounded = await run.Run(Split(first, other) with { Mask = new([0, 1, 3, 8, 9, 10, 11], 0) });
        Assert.Equal(expected.Count(n => n != -19999), rounded.Pixels!.Valid);
        Assert.Equal(expected, run.Ndvi());
    }

    [Fact]
    public async Task Each_granule_has_its_own_offset()
    {
        var scene = TestScene.Random(120, 80);
        var (upper, lower) = (Only(scene, below: false), Only(scene, below: true));
        var unit = Split(upper, lower);
        var record = await run.Run(unit with { AdditionalGranules = [unit.AdditionalGranules[0] with { OffsetApplied = false }],
            Mask = new([0, 1, 3, 8, 9, 10, 11], 0) });
        var (corrected, raw) = (Reference.Ndvi(scene, growth: 0), Reference.Ndvi(scene, -1000, growth: 0));
        Assert.Equal(corrected.Select((n, i) => upper.Scl[Coarse(scene, i)] != 0 ? n : raw[i]), run.Ndvi());
        Assert.Equal(0, record.Offset);
        var links = run.Item().GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == "derived_from")
            .Select(l => (l.GetProperty("title").GetString(), l.GetProperty("vegetation:offset").GetInt32()));
        Assert.Equal([(TestScene.Id, 0), (PartId, -1000)], links);
    }

    [Fact]
    public async Task A_part_that_cannot_be_had_fails_the_unit_with_its_reason()
    {
        var unit = Split(TestScene.Random(120, 80), TestScene.Random(120, 80));
        server.BreakAlways("part-nir.tif", Fault.NotFound);
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Failed, "asset-missing", 0), (record.Status, record.Reason, record.Files.Count));
        Assert.Contains("part-nir.tif", record.Detail);
    }

    [Fact]
    public async Task A_part_on_another_grid_is_invalid()
    {
        var record = await run.Run(Split(TestScene.Random(120, 80), TestScene.Random(120, 80, originX: 600020)));
        Assert.Equal((UnitStatus.Invalid, "grid"), (record.Status, record.Reason));
        Assert.Contains(PartId, record.Detail);
    }

    WorkUnit Split(TestScene first, TestScene other) => server.Serve(first) with { AdditionalGranules = [server.Serve(
        other, "part", PartId).Scene] };

    static int Coarse(TestScene scene, int pixel) => (pixel / scene.Grid.Width / 2 * scene.Coarse.Width) + (pixel % scene.Grid.Width / 2);

    static bool HasData(TestScene scene, int pixel) => scene.Red[pixel] != 0 && scene.Nir[pixel] != 0
        && scene.Scl[Coarse(scene, pixel)] != 0;

    /// <summary>
    /// The half on one side of a line from corner to corner, along whole 20 m pixels: through clouds, so that growth crosses it.
    /// </summary>
    static TestScene Only(TestScene scene, bool below)
    {
        bool Kept(int coarse) =>
            coarse / scene.Coarse.Width * scene.Coarse.Width > coarse % scene.Coarse.Width * scene.Coarse.Height == below;
        return scene with
        {
            Red = [.. scene.Red.Select((dn, i) => Kept(Coarse(scene, i)) ? dn : (ushort)0)],
            Nir = [.. scene.Nir.Select((dn, i) => Kept(Coarse(scene, i)) ? dn : (ushort)0)],
            Scl = [.. scene.Scl.Select((code, i) => Kept(i) ? code : (byte)0)],
        };
    }
}
