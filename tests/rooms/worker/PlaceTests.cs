using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Fault 32: files that agree with each other and lie elsewhere than their tile, or than the catalog says. Tile 32TPS begins at 600000,
/// 5200020.
/// </summary>
public sealed class PlaceTests : IAsyncLifetime, IDisposable
{
    static readonly PixelPlace Origin = new(600000, 5200020, 10);

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start(run.Time);

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("the tile's origin", 600000, 5200020, 10)]
    [InlineData("a part of the tile", 675000, 5154960, 10)]
    [InlineData("its last pixels", 600000 + 109800 - 640, 5200020 - 109800 + 320, 10)]
    [InlineData("coarser pixels, as of the demonstration", 600000, 5200020, 100)]
    public async Task Files_on_the_pixels_of_their_tile_are_read(string where, double west, double north, double pixel)
    {
        var record = await Process(west, north, pixel, null);
        Assert.True(record.IsProduct, $"{where}: {record.Detail}");
    }

    [Theory]
    [InlineData("5 km to the west", 595000, 5200020, 10)]
    [InlineData("5 km to the north", 600000, 5205020, 10)]
    [InlineData("beyond the east of the tile", 600000 + 109800 - 630, 5200020, 10)]
    [InlineData("beyond its south", 600000, 5200020 - 109800 + 310, 10)]
    [InlineData("between the pixels", 600005, 5200020, 10)]
    [InlineData("between the pixels to the south", 600000, 5200013, 10)]
    [InlineData("pixels of 1 m", 600000, 5200020, 1)]
    [InlineData("pixels of 15 m", 600000, 5200020, 15)]
    public async Task Files_elsewhere_than_their_tile_are_invalid(string where, double west, double north, double pixel)
    {
        var record = await Process(west, north, pixel, null);
        Assert.True((UnitStatus.Invalid, "grid") == (record.Status, record.Reason), $"{where}: {record.Status}, {record.Reason}");
        Assert.Contains("not on the pixels of tile 32TPS", record.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, object, object> Stated => new()
    {
        { "red", Origin, Origin with { West = 605000 } },
        { "red", Origin, Origin with { North = 5195020 } },
        { "nir", Origin, Origin with { PixelMetres = 20 } },
        { "scl", Origin with { PixelMetres = 20 }, Origin with { PixelMetres = 10 } },
    };

    [Theory]
    [MemberData(nameof(Stated))]
    public async Task Files_elsewhere_than_the_catalog_says_are_invalid(string band, object right, object wrong)
    {
        Assert.True((await Process(600000, 5200020, 10, scene => With(scene, band, (PixelPlace)right))).IsProduct);
        var record = await Process(600000, 5200020, 10, scene => With(scene, band, (PixelPlace)wrong));
        Assert.Equal((UnitStatus.Invalid, "grid"), (record.Status, record.Reason));
        Assert.Contains($"{band} lies at 600000, 5200020, ", record.Detail, StringComparison.Ordinal);
        Assert.Contains($"the catalog says {((PixelPlace)wrong).West}, {((PixelPlace)wrong).North} with pixels of "
            + $"{((PixelPlace)wrong).PixelMetres}", record.Detail, StringComparison.Ordinal);
    }

    static Scene With(Scene scene, string band, PixelPlace place) => scene.With(band, scene.Assets[band] with { Place = place });

    async Task<UnitRecord> Process(double west, double north, double pixel, Func<Scene, Scene>? change)
    {
        var scene = TestScene.Random(64, 32);
        var unit = server.Serve(scene with { Grid = new GeoGrid(64, 32, west, north, pixel, 32632) });
        return await run.Run(unit with { Scene = change?.Invoke(unit.Scene) ?? unit.Scene });
    }
}
