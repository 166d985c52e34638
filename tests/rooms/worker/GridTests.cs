using Vegetation.Core.Masking;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Reading;
using Vegetation.Worker.Writing;

namespace Vegetation.Tests.Worker;

public sealed class GridTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly TestScene scene = TestScene.Random(64, 32);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bands_that_belong_together_have_a_grid() => Assert.Equal(scene.Grid, Check(scene, scene, scene).Pixels);

    [Fact]
    public void Bands_that_do_not_belong_together_are_invalid()
    {
        var shifted = TestScene.Random(64, 32, originX: 600010);
        var larger = TestScene.Random(66, 32);
        Assert.Contains("red lies at", Refused(scene, shifted, scene));
        Assert.Contains("red lies at", Refused(scene, larger, scene));
        Assert.Contains("half the resolution", Refused(scene, scene, shifted));
        Assert.Contains("half the resolution", Refused(scene, scene, larger));
    }

    [Fact]
    public void A_scene_of_another_zone_or_size_is_invalid()
    {
        Assert.Contains("EPSG:32633", Refused(scene, scene, scene, s => s with { Epsg = 32633 }));
        Assert.Contains("the catalog says 10980 x 10980", Refused(scene, scene, scene,
            s => s.With("red", s.Red with { Width = 10980, Height = 10980 })));
    }

    [Fact]
    public void A_classification_in_place_of_a_band_is_invalid()
    {
        using var files = TestFiles.Of(Memory(scene, "scl"), Memory(scene, "nir"), Memory(scene, "scl"));
        Assert.Contains("red holds Byte", Assert.Throws<UnitFailure>(() => WorkingGrid.Of(files, scene.Unit("r", "n", "s").Scene)).Message);
    }

    [Fact]
    public void Bands_are_decoded_by_the_largest_block_so_that_none_is_decoded_twice()
    {
        MemoryFile Blocks(string band, int size) => Pictures.InMemory(
            (TiffFile.Of(scene, band) with { BlockWidth = size, BlockHeight = size }).Bytes());
        using var files = TestFiles.Of(Blocks("red", 16), Blocks("nir", 32), Blocks("scl", 16));
        var grid = WorkingGrid.Of(files, scene.Unit("r", "n", "s").Scene);
        using var lease = new PixelLease(new());
        var codes = ClassCodes.Read(BandView.Of(files, BandRole.Classes), grid.Classes, threads: 1, lease);
        var classes = ClassMap.Of(codes, codes, MaskRule.Default, grid, threads: 1, lease);
        var bands = new GranuleBands([BandView.Of(files, BandRole.Red), BandView.Of(files, BandRole.Nir)], grid, classes, 1, default);
        List<PixelWindow> windows = [];
        bands.Read(() => 0, (window, _, _) => windows.Add(window), _ => { });
        Assert.Equal([new(0, 0, 32, 32), new(32, 0, 64, 32)], windows);
    }

    [Fact]
    public void Positions_between_the_nodes_are_those_of_the_projection()
    {
        var grid = new GeoGrid(10980, 300, 399960, 7900020, 10, 32601); // zone 1: its west edge is the antimeridian
        var lattice = GeolocationGrid.LonLat(grid);
        foreach (var (column, row) in new[] { (0, 0), (31, 31), (63, 64), (5000, 127), (10979, 299) })
        {
            double[] x = [grid.OriginX + (column * 10) + 5], y = [grid.OriginY - (row * 10) - 5];
            Projection.ToLonLat(32601, x, y);
            var (longitude, latitude) = lattice.Row(row).At(column);
            Assert.InRange(Math.IEEERemainder(x[0] - longitude, 360), -1e-6, 1e-6); // a hundredth of a pixel
            Assert.InRange(y[0] - latitude, -1e-6, 1e-6);
        }
    }

    [Fact]
    public void A_footprint_over_the_antimeridian_is_cut_in_two()
    {
        var footprint = Footprint.Of(new GeoGrid(1000, 1000, 344000, 7000000, 10, 32601)); // 180 lies near easting 348000 here
        Assert.Equal("MultiPolygon", (string)footprint.Geometry["type"]!);
        Assert.True(footprint.Box[0] > 179 && footprint.Box[2] < -179);
        var longitudes = footprint.Geometry["coordinates"]!.AsArray().SelectMany(p => p![0]!.AsArray()).Select(p => (double)p![0]!)
            .ToList();
        Assert.All(longitudes, longitude => Assert.InRange(longitude, -180, 180));
        Assert.Contains(180, longitudes);
        Assert.Contains(-180, longitudes);
    }

    string Refused(TestScene red, TestScene nir, TestScene scl, Func<Scene, Scene>? change = null)
    {
        var failure = Assert.Throws<UnitFailure>(() => Check(red, nir, scl, change));
        Assert.Equal((UnitStatus.Invalid, "grid"), (failure.Status, failure.Reason));
        return failure.Message;
    }

    WorkingGrid Check(TestScene red, TestScene nir, TestScene scl, Func<Scene, Scene>? change = null)
    {
        using var files = TestFiles.Of(Memory(red, "red"), Memory(nir, "nir"), Memory(scl, "scl"));
        var catalogued = scene.Unit("r", "n", "s").Scene;
        return WorkingGrid.Of(files, change?.Invoke(catalogued) ?? catalogued);
    }

    MemoryFile Memory(TestScene of, string band) => Pictures.InMemory(of.File(folder.Path, band));
}
