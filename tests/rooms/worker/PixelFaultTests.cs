using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Faults 10 to 13 and 34 to 36: catalogs that are wrong about the offset, and pixels that are no measurements, from the files to the
/// product.
/// </summary>
public sealed class PixelFaultTests : IAsyncLifetime, IDisposable
{
    const short Nodata = -19999;

    /// <summary>NDVI x 10000 of reflectances 0.03 and 0.35; 5517 with the offset ignored, 17778 with it subtracted twice.</summary>
    const short Golden = 8421;

    static readonly (ushort Red, ushort Nir) Corrected = (300, 3500), Raw = (1300, 4500);

    readonly ShardRun run = new();
    Dictionary<string, string> tags = [], tagsOfNir = [];
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(run.Time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("five")]
    [InlineData("")]
    [InlineData("05.1\0")]
    [InlineData("-5.00")]
    public async Task Fault_10_a_baseline_that_is_none_is_invalid_and_never_guessed(string baseline)
    {
        var record = await Process(TestScene.Plain(20, 20, 300, 3500, 4), scene => scene with { Baseline = baseline });
        Assert.Equal((UnitStatus.Invalid, "baseline"), (record.Status, record.Reason));
    }

    [Theory]
    [InlineData("Fault 11", "sentinel-2-l2a", "05.09", false, -0.1, false, 0, "pixels", UnitStatus.Suspect)]
    [InlineData("Fault 11", "sentinel-2-l2a", "05.11", null, -0.1, false, 0, "pixels", UnitStatus.Suspect)]
    [InlineData("Fault 12", "sentinel-2-l2a", "05.09", true, -0.1, false, 0, "flag", UnitStatus.Done)]
    [InlineData("Fault 12", "sentinel-2-l2a", "04.00", true, -0.1, false, 0, "flag", UnitStatus.Done)]
    [InlineData("Fault 12", "sentinel-2-l2a", "05.09", true, -0.1, true, -1000, "pixels", UnitStatus.Suspect)]
    [InlineData("Fault 13", "sentinel-2-c1-l2a", "05.10", null, -0.1, true, -1000, "declared", UnitStatus.Done)]
    [InlineData("Fault 13", "sentinel-2-l2a", "02.14", null, 0.0, false, 0, "baseline", UnitStatus.Done)]
    [InlineData("Fault 13", "sentinel-2-l2a", "05.00", null, -0.1, true, -1000, "baseline", UnitStatus.Done)] // although sensed in 2018
    public async Task The_offset_is_taken_once(
        string fault, string collection, string baseline, bool? flag, double declared, bool pixelsAreRaw, int offset, string basis,
            UnitStatus status)
    {
        var (red, nir) = pixelsAreRaw ? Raw : Corrected;
        var record = await Process(TestScene.Plain(220, 220, red, nir, 4), scene => scene with
        {
            Collection = collection, Baseline = baseline, OffsetApplied = flag, DeclaredOffset = declared,
                Sensed = new(2018, 6, 12, 10, 0, 0, TimeSpan.Zero),
        });
        Assert.Equal((fault, offset, basis, status), (fault, record.Offset, record.OffsetBasis, record.Status));
        Assert.All(run.Ndvi(), ndvi => Assert.Equal(Golden, ndvi));
        if (status == UnitStatus.Suspect) Assert.Equal("offset-conflict", record.Reason);
    }

    [Theory]
    [InlineData("collection 1, as it is", "-0.1", true, "0.0001", -1000, "declared", "high", UnitStatus.Done)]
    [InlineData("without tags", null, true, null, -1000, "declared", "low", UnitStatus.Done)]
    [InlineData("tags against the catalog", "0", true, "0.0001", 0, "tag", "low", UnitStatus.Suspect)]
    [InlineData("a tag that says neither", "-0.2", true, "0.0001", -1000, "declared", "low", UnitStatus.Done)]
    [InlineData("a scale of 0", "-0.1", true, "0", -1000, "declared", "low", UnitStatus.Done)]
    [InlineData("red and nir do not agree", "-0.1", false, "0.0001", -1000, "declared", "low", UnitStatus.Done)]
    public async Task The_files_own_tags_are_a_witness_where_the_pixels_prove_nothing(
        string what, string? tag, bool inBoth, string? scale, int offset, string basis, string confidence, UnitStatus status)
    {
        tags = tag is null ? [] : new() { ["OFFSET"] = tag, ["SCALE"] = scale! };
        tagsOfNir = inBoth ? tags : [];
        var record = await Process(TestScene.Plain(220, 220, 2500, 3500, 5), scene => scene with
        {
            Collection = "sentinel-2-c1-l2a", Baseline = "05.10", OffsetApplied = null, DeclaredOffset = -0.1,
        });
        Assert.Equal(
            (what, offset, basis, confidence, status),
            (what, record.Offset, record.OffsetBasis, record.OffsetConfidence, record.Status));
        if (status == UnitStatus.Suspect)
            Assert.Contains("says offset -1000 (declared), the files' tags say 0; taken is 0", record.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ice that is called water", 3500, 3000)]
    [InlineData("haze over water", 1500, 1300)]
    public async Task Bright_water_alone_does_not_overrule_the_catalog(string what, ushort red, ushort nir)
    {
        var record = await Process(TestScene.Plain(220, 220, red, nir, 6),
            scene => scene with { Baseline = "05.09", OffsetApplied = true });
        Assert.Equal((what, 0, "flag", "low"), (what, record.Offset, record.OffsetBasis, record.OffsetConfidence));
    }

    [Fact]
    public async Task Fault_34_a_scene_without_data_is_no_data()
    {
        var record = await Process(TestScene.Plain(30, 20, 0, 0, 0));
        Assert.Equal((UnitStatus.NoData, 600), (record.Status, record.Pixels!.Nodata));
    }

    [Fact]
    public async Task Fault_34_all_cloud_is_no_data() => Assert.Equal(
        UnitStatus.NoData, (await Process(TestScene.Plain(30, 20, 3000, 3500, 9))).Status);

    [Fact]
    public async Task Fault_34_one_valid_pixel_is_a_product()
    {
        var scene = TestScene.Plain(30, 20, 0, 0, 4);
        (scene.Red[333], scene.Nir[333]) = Corrected;
        var record = await Process(scene);
        Assert.Equal((true, 1L), (record.IsProduct, record.Pixels!.Valid));
        Assert.Equal(Golden, run.Ndvi()[333]);
        Assert.Equal((0.8421, 0.8421, 0.0),
            (record.Statistics["ndvi"]!.Minimum, record.Statistics["ndvi"].Maximum, record.Statistics["ndvi"].StandardDeviation));
    }

    [Theory]
    [InlineData("Fault 34", 1, 3500, 0, Nodata)] // clipped
    [InlineData("Fault 34", 300, 1, 0, Nodata)]
    [InlineData("Fault 34", 65535, 3500, 0, Nodata)] // saturated
    [InlineData("Fault 34", 300, 64500, 0, Nodata)] // below zero, and wrapped around
    [InlineData("Fault 35", 0, 0, 0, Nodata)] // R + N = 0
    [InlineData("Fault 35", 0, 3500, 0, Nodata)] // would be +1
    [InlineData("Fault 35", 1000, 1000, -1000, Nodata)] // R + N = 0 after the offset
    [InlineData("Fault 35", 900, 1100, -1000, Nodata)] // below 0 after the offset, and the sum 0
    [InlineData("Fault 35", 999, 4500, -1000, Nodata)]
    [InlineData("Fault 35", 300, 300, 0, 0)] // R = N
    [InlineData("Fault 35", 1001, 21000, -1000, 9999)]
    [InlineData("Fault 35", 2, 20000, 0, 9998)]
    public async Task What_is_no_measurement_has_no_value(string fault, ushort red, ushort nir, int offset, short expected)
    {
        var around = offset == 0 ? Corrected : Raw;
        var scene = TestScene.Plain(30, 20, around.Red, around.Nir, 4);
        (scene.Red[333], scene.Nir[333]) = (red, nir);
        await Process(scene, s => s with { OffsetApplied = offset == 0 });
        Assert.Equal((fault, expected), (fault, run.Ndvi()[333]));
        Assert.All(run.Ndvi(), ndvi => Assert.True(ndvi is >= -10000 and <= 10000 or Nodata));
    }

    [Theory]
    [InlineData(1, 3500, 0, 1, 0)]
    [InlineData(300, 1, 0, 1, 0)]
    [InlineData(1, 25000, 0, 1, 0)] // clipped is the first reason that holds
    [InlineData(300, 20001, 0, 0, 1)]
    [InlineData(1, 4500, -1000, 0, 1)] // in raw pixels DN 1 is a reflectance of -0.0999
    public async Task Fault_34_what_was_clipped_to_DN_1_is_counted_apart(ushort red, ushort nir, int offset, int clipped, int outOfRange)
    {
        var around = offset == 0 ? Corrected : Raw;
        var scene = TestScene.Plain(30, 20, around.Red, around.Nir, 4);
        (scene.Red[333], scene.Nir[333]) = (red, nir);
        var pixels = (await Process(scene, s => s with { OffsetApplied = offset == 0 })).Pixels!;
        Assert.Equal((599, clipped, outOfRange), (pixels.Valid, pixels.Clipped, pixels.OutOfRange));
    }

    [Fact]
    public async Task Water_leaves_the_sums_of_the_cells_but_not_the_statistics_of_the_file()
    {
        var scene = TestScene.Plain(40, 20, 300, 3500, 4);
        for (var i = 0; i < scene.Red.Length; i += 40) scene.Red.AsSpan(i, 20).Fill(3500); // NDVI 0 over the western half
        for (var i = 0; i < scene.Scl.Length; i += 20) scene.Scl.AsSpan(i, 10).Fill(6);
        var record = await Process(scene);
        var cells = run.Cells().Cells;
        Assert.Equal((800, 800, 400, 400 * Golden, 400), (Sum(1), Sum(2), Sum(3), Sum(4), Sum(7)));
        var ndvi = record.Statistics["ndvi"]!;
        Assert.Equal((800L, 0.0, 0.8421, Math.Round(0.8421 / 2, 6)), (record.Pixels!.Valid, ndvi.Minimum, ndvi.Maximum, ndvi.Mean));

        long Sum(int place) => cells.Sum(cell => cell[place]);
    }

    [Theory]
    [InlineData(64000)]
    [InlineData(65534)]
    public async Task Fault_34_dark_pixels_that_wrapped_around_make_the_scene_suspect(ushort dn)
    {
        var scene = TestScene.Plain(30, 20, 300, 3500, 4);
        for (var i = 0; i < 30; i++) scene.Red[i] = dn;
        var record = await Process(scene);
        Assert.Equal((UnitStatus.Suspect, "range", 30L), (record.Status, record.Reason, record.Pixels!.Saturated));
    }

    [Fact]
    public async Task Fault_36_codes_that_do_not_exist_are_masked_and_suspect()
    {
        var scene = TestScene.Plain(512, 2, 300, 3500, 4);
        for (var code = 0; code < 256; code++) scene.Scl[code] = (byte)code;
        var record = await Process(scene, mask: new([], 0));
        Assert.Equal((UnitStatus.Suspect, "scl-code"), (record.Status, record.Reason));
        Assert.Equal(Enumerable.Range(0, 512).Select(column => column / 2 is > 0 and < 12 ? Golden : Nodata), run.Ndvi()[..512]);
    }

    [Theory]
    [InlineData(1, UnitStatus.Done)]
    [InlineData(24, UnitStatus.Done)] // 0.1 % of 24,000
    [InlineData(28, UnitStatus.Suspect)]
    public async Task Fault_36_a_stray_code_is_masked_and_counted_and_makes_no_scene_suspect(int pixels, UnitStatus status)
    {
        var scene = TestScene.Plain(200, 120, 300, 3500, 4);
        for (var i = 0; i < (pixels + 3) / 4; i++) scene.Scl[i * 7] = 77;
        var strays = (pixels + 3) / 4 * 4;
        var record = await Process(scene);
        var found = record.Pixels!;
        Assert.Equal((status, (long)strays, (long)strays, 24_000L - strays), (record.Status, found.ByClass[12], found.Masked, found.Valid));
        if (status == UnitStatus.Suspect)
            Assert.Equal(
                ("scl-code", "28 of 24000 pixels have SCL codes that do not exist; expected at most 24 (0.1 %)"),
                (record.Reason, record.Detail));
    }

    Dictionary<string, string> TagsOf(string band) => band switch { "red" => tags, "nir" => tagsOfNir, _ => [] };

    Task<UnitRecord> Process(TestScene scene, Func<Scene, Scene>? change = null, UnitMask? mask = null)
    {
        string Serve(string band) => server.Serve(
            $"{band}.tif", (TiffFile.Of(scene, band) with { BlockWidth = 256, BlockHeight = 256, BandTags = TagsOf(band) }).Bytes());
        var unit = scene.Unit(Serve("red"), Serve("nir"), Serve("scl"));
        return run.Run(unit with { Scene = change?.Invoke(unit.Scene) ?? unit.Scene, Mask = mask ?? new([0, 1, 3, 8, 9, 10, 11], 0) });
    }
}
