using System.Runtime.InteropServices;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Products;
using Vegetation.Raster;

namespace Vegetation.Tests.Functions;

/// <summary>The map and its change, cell by cell.</summary>
public sealed class AggregatedMapTests(EmbeddedS3 s3) : AggregationTest(s3)
{
    [Fact]
    public async Task The_map_holds_the_mean_of_all_tiles_of_a_cell()
    {
        var (run, units) = await Planned();
        await run.Finish(units[0], UnitStatus.Done, at: new(15.0025, 49.9975), value: 4000);
        await run.Finish(units[1], UnitStatus.Done, at: new(15.0025, 49.9975), value: 6000);
        await run.Finish(units[2], UnitStatus.Suspect, "range", at: new(15.0125, 49.9975), value: -2000);
        await run.Finish(units[3], UnitStatus.NoData, at: new(15.0075, 49.9975));
        await run.Aggregate();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await Product(run, run.Files().Map));
        using (var map = RasterReader.OpenFile(file))
        {
            Assert.Equal(Name, map.Tag("RUN"));
            Assert.Equal("(nir - red) / (nir + red + 2 * offset), in DN, with the offset of each scene", map.Tag("FORMULA"));
            Assert.StartsWith("SCL classes 0, 1, 3, 8, 9, 10, 11 dropped", map.Tag("MASK"), StringComparison.Ordinal);
            Assert.StartsWith("vegetation-maps ", map.Tag("SOFTWARE"), StringComparison.Ordinal);
            Assert.Equal("Contains modified Copernicus Sentinel data 2023", map.Tag("SOURCE"));
            Assert.Equal(["", "", "pixels", "", ""], Enumerable.Range(1, 5).Select(band => map.Info(band).Unit));
            var bands = new int[5, 3];
            for (var band = 0; band < 5; band++) map.Read(band + 1, 0, 0, 3, 1, MemoryMarshal.CreateSpan(ref bands[band, 0], 3));
            Assert.Equal(new GeoGrid(600, 800, 15, 50, 0.005, 4326), map.Grid);
            Assert.Equal([5000, -19999, -2000], new[] { bands[0, 0], bands[0, 1], bands[0, 2] });
            Assert.Equal((1000, 4, 5000), (bands[1, 0], bands[2, 0], bands[3, 0]));
            Assert.Equal((0, 0), (bands[2, 1], bands[3, 1])); // looked at, and not one clear pixel
        }
        File.Delete(file);
    }

    [Fact]
    public async Task The_change_is_the_difference_to_the_run_before_on_the_same_grid()
    {
        var (run, units) = await Planned(",\"from\":\"2023-12-04\",\"to\":\"2023-12-11\"");
        await run.Finish(units[0], UnitStatus.Done, value: 4000);
        foreach (var unit in units[1..]) await run.Finish(unit, UnitStatus.NoData);
        await run.Aggregate();
        var later = await RunOnS3.WithScenes(Store, Name + "-later", [RunOnS3.Scene("33UWP", 12)],
            RunOnS3.SmallArea[..^1] + ",\"from\":\"2023-12-11\",\"to\":\"2023-12-18\"}");
        await later.Plan();
        await later.Finish(RunOnS3.Scene("33UWP", 12).Id, UnitStatus.Done, value: 5500);
        await later.Aggregate();
        Assert.Equal(Name, (await Ledger(later)).Change["ndvi"].RunId);
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, await Product(later, later.Files().Change));
        using (var change = RasterReader.OpenFile(file))
        {
            var band = new short[change.Width * change.Height];
            change.Read(1, 0, 0, change.Width, change.Height, band.AsSpan());
            Assert.Equal(1500, Assert.Single(band, value => value != short.MinValue));
        }
        File.Delete(file);
    }
}
