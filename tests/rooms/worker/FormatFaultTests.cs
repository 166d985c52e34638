using System.Text;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Faults 30 to 33 and 37: files that are odd, wrong or hostile. Whatever is a GeoTIFF of the right shape is read to the last pixel.
/// </summary>
public sealed class FormatFaultTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(200, 160);
    static readonly short[] Expected = Reference.Ndvi(Scene);

    readonly ShardRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;
    WorkUnit unit = null!;

    public async Task InitializeAsync()
    {
        server = await RangeServer.Start(run.Time);
        string Serve(string band) => server.Serve($"{band}.tif", Scene.File(folder.Path, band));
        unit = Scene.Unit(Serve("red"), Serve("nir"), Serve("scl"));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string, object> ValidForms => new()
    {
        { "BigTIFF", (TiffFile file) => file with { BigTiff = true } },
        { "big-endian", (TiffFile file) => file with { BigEndian = true } },
        { "big-endian BigTIFF in strips with predictor 2", (TiffFile file) =>
            file with { BigEndian = true, BigTiff = true, BlockWidth = 0, BlockHeight = 9, Predictor = 2 } },
        { "strips of one row", (TiffFile file) => file with { BlockWidth = 0, BlockHeight = 1 } },
        { "one strip", (TiffFile file) => file with { BlockWidth = 0, BlockHeight = 1000 } },
        { "blocks of 16", (TiffFile file) => file with { BlockWidth = 16, BlockHeight = 16 } },
        { "blocks of 1024 with predictor 2", (TiffFile file) => file with { BlockWidth = 1024, BlockHeight = 1024, Predictor = 2 } },
        { "uncompressed", (TiffFile file) => file with { Deflate = false, BlockWidth = 64, BlockHeight = 32 } },
    };

    [Theory]
    [MemberData(nameof(ValidForms))]
    public async Task Fault_31_an_unusual_GeoTIFF_is_read(string form, object change)
    {
        foreach (var band in new[] { "red", "nir", "scl" }) server.Serve(
            $"{band}.tif", ((Func<TiffFile, TiffFile>)change)(TiffFile.Of(Scene, band)).Bytes());
        Assert.True((await run.Run(unit)).IsProduct, form);
        Assert.Equal(Expected, run.Ndvi());
    }

    [Theory]
    [InlineData("LZW")]
    [InlineData("ZSTD")]
    [InlineData("NONE")]
    public async Task Fault_31_another_compression_is_read(string compression)
    {
        CogWriter.Write<ushort>(folder["red.tif"], Scene.Grid, [Scene.Red], 0, [new("red")], new(compression, BlockSize: 128));
        server.Serve("red.tif", File.ReadAllBytes(folder["red.tif"]));
        Assert.True((await run.Run(unit)).IsProduct);
        Assert.Equal(Expected, run.Ndvi());
    }

    public static TheoryData<string, string, byte[]> NoTiffs => new()
    {
        { "Fault 31: 0 bytes", "not-a-tiff", [] },
        { "Fault 31: a magic number only", "not-a-tiff", "II*\0"u8.ToArray() },
        { "Fault 31: header only", "truncated", (TiffFile.Of(Scene, "red") with { BlockWidth = 128, BlockHeight = 128 }).Bytes()[..600] },
        { "Fault 31: cut off in the last block", "truncated",
            (TiffFile.Of(Scene, "red") with { BlockWidth = 64, BlockHeight = 64 }).Bytes()[..^1] },
        { "Fault 31: zeros", "not-a-tiff", new byte[5000] },
        { "Fault 37: VRT", "not-a-tiff",
            Encoding.UTF8.GetBytes(
            "<VRTDataset rasterXSize=\"200\" rasterYSize=\"160\"><VRTRasterBand dataType=\"UInt16\" band=\"1\"/></VRTDataset>") },
        { "Fault 37: XML", "not-a-tiff",
            Encoding.UTF8.GetBytes("<GDAL_WMS><Service name=\"TMS\"><ServerUrl>http://169.254.169.254/</ServerUrl></Service></GDAL_WMS>") },
        { "Fault 37: JSON", "not-a-tiff", Encoding.UTF8.GetBytes("{\"type\":\"FeatureCollection\",\"features\":[]}") },
        { "Fault 37: zip", "not-a-tiff", [.. "PK\u0003\u0004"u8, .. new byte[100]] },
        { "Fault 37: a path", "not-a-tiff", Encoding.UTF8.GetBytes("/vsicurl/http://169.254.169.254/latest/meta-data") },
    };

    [Theory]
    [MemberData(nameof(NoTiffs))]
    public async Task What_is_no_whole_GeoTIFF_is_invalid(string form, string reason, byte[] bytes)
    {
        foreach (var band in new[] { "red", "scl" })
        {
            var good = Scene.File(folder.Path, band);
            server.Serve($"{band}.tif", bytes);
            var record = await run.Run(unit);
            Assert.True((UnitStatus.Invalid, reason) == (record.Status, record.Reason),
                $"{form} as {band}: {record.Status}, {record.Reason}, {record.Detail}");
            server.Serve($"{band}.tif", good);
        }
    }

    [Theory]
    [InlineData("red", 0)]
    [InlineData("nir", 7)]
    [InlineData("scl", 1)]
    public async Task Fault_30_a_block_that_is_absent_from_within_the_footprint_fails_the_unit(string band, int block)
    {
        server.Serve($"{band}.tif", (TiffFile.Of(Scene, band) with { BlockWidth = 64, BlockHeight = 64, Absent = [block] }).Bytes());
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Failed, "missing-block"), (record.Status, record.Reason));
    }

    [Fact]
    public async Task Fault_30_a_block_that_is_absent_from_outside_the_footprint_is_nodata()
    {
        var seen = Scene with { Scl = [.. Scene.Scl.Select((code, i) => i % 100 < 32 && i / 100 < 32 ? (byte)0 : (byte)4)] };
        server.Serve("scl.tif", seen.File(folder.Path, "scl"));
        server.Serve("red.tif", (TiffFile.Of(seen, "red") with { BlockWidth = 64, BlockHeight = 64, Absent = [0] }).Bytes());
        Assert.True((await run.Run(unit)).IsProduct);
        Assert.Equal(Reference.Ndvi(seen), run.Ndvi());
    }

    [Theory]
    [InlineData("red")]
    [InlineData("nir")]
    public async Task Fault_30_a_block_of_zeros_within_the_footprint_is_suspect(string band)
    {
        ushort[] Emptied(ushort[] dn) => [.. dn.Select((value, i) => i % 200 < 64 && i / 200 < 64 ? (ushort)0 : value)];
        var seen = Scene with { Red = band == "red" ? Emptied(Scene.Red) : Scene.Red, Nir = band == "nir" ? Emptied(Scene.Nir) : Scene.Nir,
            Scl = [.. Scene.Scl.Select(_ => (byte)4)] };
        foreach (var name in new[] { "red", "nir", "scl" }) server.Serve(
            $"{name}.tif", (TiffFile.Of(seen, name) with { BlockWidth = 64, BlockHeight = 64 }).Bytes());
        var record = await run.Run(unit);
        Assert.Equal(UnitStatus.Suspect, record.Status);
        Assert.Contains("1 blocks hold nothing but zeros", record.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, object> WrongShapes => new()
    {
        { "int16", "red", (TiffFile file) => Lie(file, 339, 2) },
        { "float", "nir", (TiffFile file) => Lie(file with { Bits = 32 }, 339, 3) },
        { "two bands", "red", (TiffFile file) => Lie(Lie(file, 277, 2), 258, 8, 8) },
        { "another size", "nir", (TiffFile file) => file with { Grid = Moved(Scene.Grid, width: 198),
            Samples = [.. file.Samples.Take(198 * 160)] } },
        { "another CRS", "red", (TiffFile file) => file with { Grid = Moved(Scene.Grid, epsg: 32633) } },
        { "no CRS", "red", (TiffFile file) => Lie(file, 34735) },
        { "south-up", "red", (TiffFile file) => Lie(Lie(Lie(file, 33550), 33922), 34264, 10, 0, 0, 600000, 0, 10, 0, 5198420, 0, 0, 0, 0, 0,
            0, 0, 1) },
        { "nowhere", "red", (TiffFile file) => Lie(file, 33922, 0, 0, 0, double.NaN, 5200020, 0) },
        { "infinitely far", "scl", (TiffFile file) => Lie(file, 33922, 0, 0, 0, 600000, double.PositiveInfinity, 0) },
        { "rotated", "red", (TiffFile file) => Lie(Lie(Lie(file, 33550), 33922), 34264, 8, 6, 0, 600000, 6, -8, 0, 5200020, 0, 0, 0, 0, 0,
            0, 0, 1) },
        { "shifted by one pixel", "nir", (TiffFile file) => file with { Grid = Moved(Scene.Grid, east: 10) } },
        { "SCL shifted by one of its pixels", "scl", (TiffFile file) => file with { Grid = Moved(Scene.Coarse, east: 20) } },
        { "SCL at 10 m", "scl", (TiffFile _) => new TiffFile(Scene.Grid, [.. Scene.Red.Select(dn => dn & 7)], 8) },
        { "SCL of 16 bits", "scl", (TiffFile file) => file with { Bits = 16 } },
    };

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public async Task Fault_32_a_file_of_another_shape_is_invalid(string shape, string band, object change)
    {
        server.Serve($"{band}.tif", ((Func<TiffFile, TiffFile>)change)(TiffFile.Of(Scene, band)).Bytes());
        var record = await run.Run(unit);
        Assert.True((UnitStatus.Invalid, "grid") == (record.Status, record.Reason),
            $"{shape}: {record.Status}, {record.Reason}, {record.Detail}");
    }

    [Fact]
    public async Task Fault_32_files_of_another_tile_are_invalid() // all three agree with each other
    {
        var other = Scene with { Grid = Moved(Scene.Grid, east: -100_000) };
        foreach (var band in new[] { "red", "nir", "scl" }) server.Serve($"{band}.tif", TiffFile.Of(other, band).Bytes());
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Invalid, "grid"), (record.Status, record.Reason));
        Assert.Contains("not on the pixels of tile 32TPS", record.Detail, StringComparison.Ordinal);
    }

    static TiffFile Lie(TiffFile file, int tag, params double[] values) => file with { Lies = new(file.Lies) { [tag] = values } };

    static GeoGrid Moved(GeoGrid grid, double east = 0, int? width = null, int? epsg = null) =>
        new(width ?? grid.Width, grid.Height, grid.OriginX + east, grid.OriginY, grid.PixelSize, epsg ?? grid.Epsg);
}
