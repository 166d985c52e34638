using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Files of zones that a worker leaves, from real files of a scene.</summary>
public sealed class ZoneFilesTests : IAsyncLifetime, IDisposable
{
    static readonly TestScene Scene = TestScene.Random(1100, 740, seed: 6).WithClouds();

    readonly ShardRun run = new();
    readonly TemporaryFolder folder = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose()
    {
        run.Dispose();
        folder.Dispose();
    }

    /// <summary>200 zones over and beyond the scene, about 11 x 7 km.</summary>
    static IReadOnlyList<Geometry> Zones
    {
        get
        {
            double[] x = [Scene.Grid.OriginX, Scene.Grid.Right], y = [Scene.Grid.OriginY, Scene.Grid.Bottom];
            Projection.ToLonLat(Scene.Grid.Epsg, x, y);
            return RandomZones.In(new(x[0], x[1], y[1], y[0]), 200, seed: 8);
        }
    }

    [RasterioFact]
    public async Task Sums_are_those_of_numpy_over_the_file_of_the_index()
    {
        var (zones, unit) = (Zones, server.Serve(Scene));
        var record = await run.Run(unit with { Zones = [.. zones.Select((zone, number) => zone.ToUnit(number))] });
        Assert.True(record.IsProduct, record.Detail);
        Scene.Write(folder["scl.tif"], "scl");
        File.WriteAllText(folder["zones.geojson"], GeoJsonOf(zones));
        var script = Path.Combine(Repository.Root, "tests", "rooms", "worker", "zones_reference.py");
        using var expected = JsonDocument.Parse(Tool.Run(RasterioFactAttribute.Python,
            script, run.Output(OutputNames.Raster(unit.UnitId, "ndvi")), folder["scl.tif"], folder["zones.geojson"]));
        var found = Sums(unit.UnitId);
        foreach (var (number, of) in expected.RootElement.EnumerateArray().Index())
            Assert.Equal((number, RowOf(of)), (number, found.TryGetValue(number, out var sum) ? RowOf(sum) : "0 0 0 0 0"));
        Assert.InRange(found.Count, 150, 200);
        Assert.True(found.Values.Sum(sum => sum.Valid) is > 100_000 and var valid && valid < found.Values.Sum(sum => sum.Clear));
    }

    /// <summary>One zone around everything has the sums of all cells, at every resolution and in composites.</summary>
    [Theory]
    [InlineData(10, CompositeRule.None)]
    [InlineData(20, CompositeRule.None)]
    [InlineData(40, CompositeRule.None)]
    [InlineData(80, CompositeRule.None)]
    [InlineData(160, CompositeRule.None)]
    [InlineData(10, CompositeRule.Best)]
    [InlineData(40, CompositeRule.Max)]
    public async Task A_zone_around_a_scene_has_the_sums_of_its_cells(int metres, CompositeRule rule)
    {
        using var scene = new AllBandsScene();
        var unit = scene.Unit(server, ["ndvi", "ndmi"], metres, 0) with
        {
            Zones = [new(3, [[10, 46, 11, 46, 11, 47, 10, 47, 10, 46], [10.2, 46.2, 10.3, 46.2, 10.3, 46.3, 10.2, 46.2]])],
        };
        if (rule != CompositeRule.None)
            unit = unit with
            {
                UnitId = $"{unit.Scene.Tile}_20220609_20220616_{rule.ToString().ToLowerInvariant()}",
                Composite = new(rule, new(2022, 6, 9, 0, 0, 0, TimeSpan.Zero), new(2022, 6, 16, 0, 0, 0, TimeSpan.Zero)),
            };
        var record = await run.Run(unit);
        Assert.True(record.IsProduct, $"{record.Reason}: {record.Detail}");
        foreach (var index in unit.Indices)
        {
            var (sum, cells) = (Sums(unit.UnitId, index)[3], SumsOfCells(unit.UnitId, index));
            Assert.Equal(cells, [sum.Observed, sum.Clear, sum.Valid, sum.Sum, sum.SumSquares]);
            Assert.Equal((long)AllBandsScene.Side * AllBandsScene.Side / (metres == 10 ? 1 : 4), sum.Pixels);
            Assert.True(sum.IsPossible(SpectralIndex.Of(index)));
        }
    }

    [Fact]
    public async Task Threads_change_no_byte_of_them()
    {
        var unit = server.Serve(Scene) with { Zones = [.. Zones.Select((zone, number) => zone.ToUnit(number * 7))] };
        List<OutputFile> files = [];
        foreach (var threads in new[] { "1", "4" })
        {
            run.Variables["THREADS"] = threads;
            files.Add((await run.Run(unit)).Files.Single(file => file.Name == OutputNames.Contribution(unit.UnitId)));
        }
        Assert.Equal(files[0], files[1]);
    }

    [Theory]
    [InlineData("""[{"number":1,"rings":[[10,46,11,46,10,47,10,46]]},{"number":1,"rings":[[10,46,11,46,10,47,10,46]]}]""")]
    [InlineData("""[{"number":1,"rings":[[10,46,11,46,10,46]]}]""")]
    [InlineData("""[{"number":1,"rings":[[10,46,11,46,10,47,10]]}]""")]
    [InlineData("""[{"number":1,"rings":[[600000,5200000,600010,5200000,600010,5200010,600000,5200000]]}]""")]
    [InlineData("""[{"number":-1,"rings":[[10,46,11,46,10,47,10,46]]}]""")]
    [InlineData("""[{"number":1}]""")]
    public async Task Zones_that_cannot_be_counted_are_a_unit_that_is_invalid(string zones)
    {
        var unit = server.Serve(Scene) with { Zones = JsonSerializer.Deserialize(
            $$"""{"unitId":"a","runId":"b","scene":null,"mask":null,"neighbours":[],"cellsPerDegree":20,"zones":{{zones}}}""",
            CoreJson.Default.WorkUnit)!.Zones };
        var record = await run.Run(unit);
        Assert.Equal((UnitStatus.Invalid, "unit"), (record.Status, record.Reason));
        Assert.Contains("zones", record.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_without_zones_contributes_none()
    {
        var record = await run.Run(server.Serve(Scene));
        Assert.Null(run.Contribution(record.UnitId).Zones);
    }

    Dictionary<int, ZoneSum> Sums(string unitId, string index = "ndvi") =>
        run.Contribution(unitId).Zones![index].Zones
            .Select(row => ZonesDocument.Read(row)!.Value).ToDictionary(read => (int)read.Number, read => read.Sum);

    List<long> SumsOfCells(string unitId, string index)
    {
        var cells = run.Cells(unitId, index).Cells;
        return [.. Enumerable.Range(1, 5).Select(figure => cells.Sum(cell => cell[figure]))];
    }

    static string RowOf(ZoneSum sum) => $"{sum.Pixels} {sum.Clear} {sum.Valid} {sum.Sum} {sum.SumSquares}" + (sum.Valid == 0 ? ""
        : $" {sum.Minimum} {sum.Maximum} {string.Join(' ', sum.Histogram.Bins().Select(bin => $"{bin.Bin}:{bin.Count}"))}");

    static string RowOf(JsonElement of)
    {
        string[] figures = [.. new[] { "pixels", "clear", "valid", "sum", "sumSquares" }.Select(name => of.GetProperty(name).GetRawText())];
        return string.Join(' ', figures) + (of.GetProperty("valid").GetInt64() == 0 ? ""
            : $" {of.GetProperty("minimum")} {of.GetProperty("maximum")} "
                + string.Join(' ', of.GetProperty("bins").EnumerateArray().Select(bin => $"{bin[0]}:{bin[1]}")));
    }

    static string GeoJsonOf(IEnumerable<Geometry> zones) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', zones.Select(zone =>
            $$"""{"type":"Feature","properties":{},"geometry":{{GeoJson.MultiPolygon(zone.ToPolygons()).ToJsonString()}}}"""))}}]}""";
}
