using System.Text.Json;
using Vegetation.Core.Composites;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>Outputs cut to an area, against pixels that are looked for one after another.</summary>
public sealed class ClipTests : IAsyncLifetime, IDisposable
{
    const short Nodata = -19999;
    static readonly TestScene Scene = TestScene.Random(300, 200).WithClouds();

    /// <summary>A quadrangle with a hole, and a triangle apart from it.</summary>
    static readonly Area Part = new(
    [
        new([AreaReference.Ring(Scene.Grid, (41.3, 30.2), (170.8, 22.7), (201.2, 150.4), (60.1, 120.9)),
            AreaReference.Ring(Scene.Grid, (100, 60), (140, 60), (120, 90))]),
        new([AreaReference.Ring(Scene.Grid, (220.3, 120.2), (251.7, 130.3), (230.9, 161.6))]),
    ]);

    readonly ShardRun run = new();
    RangeServer server = null!;

    public async Task InitializeAsync() => server = await RangeServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Values_layers_counts_and_cells_are_those_of_the_pixels_inside(int threads)
    {
        run.Variables["THREADS"] = $"{threads}";
        var unit = server.Serve(Scene);
        await run.Run(unit);
        var qa = Read<byte>(OutputNames.Qa(TestScene.Id), Scene.Grid.Width * Scene.Grid.Height);
        var record = await run.Run(unit with { Area = Part });
        var (inside, ndvi) = (AreaReference.Inside(Part, Scene.Grid), Reference.Ndvi(Scene));
        for (var i = 0; i < ndvi.Length; i++) (ndvi[i], qa[i]) = inside[i] ? (ndvi[i], qa[i]) : (Nodata, (byte)0);
        var window = Window(inside);
        Assert.Equal(Cut(ndvi, window), run.Ndvi());
        Assert.Equal(Cut(qa, window), Read<byte>(OutputNames.Qa(TestScene.Id), window.Width * window.Height));
        Assert.Equal((ndvi.Count(value => value != Nodata), window.Width * window.Height), (record.Pixels!.Valid, record.Pixels.Total));
        var expected = Reference.Cells(Scene, ndvi, 600000, 5100000);
        Assert.Equal(expected.OrderBy(cell => cell.Key).Select(cell => (cell.Key, cell.Value.Clear, cell.Value.Valid, cell.Value.Sum)),
            run.Cells().Cells.Where(cell => cell[2] > 0).OrderBy(cell => cell[0])
                .Select(cell => ((int)cell[0], cell[2], cell[3], cell[4])));
        Assert.Equal(0.06, record.Megapixels, 6);
    }

    [GdalInfoFact]
    public async Task File_and_item_have_the_size_and_the_place_of_the_smallest_window()
    {
        await run.Run(server.Serve(Scene) with { Area = Part, Output = new(DataType: OutputDataType.Float32) });
        var window = Window(AreaReference.Inside(Part, Scene.Grid));
        var (west, north) = (Scene.Grid.OriginX + (window.Left * 10), Scene.Grid.OriginY - (window.Top * 10));
        using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json",
            run.Output(OutputNames.Raster(TestScene.Id, "ndvi"))));
        Assert.Equal([window.Width, window.Height], Numbers(info.RootElement.GetProperty("size")));
        Assert.Equal([west, 10, 0, north, 0, -10], Numbers(info.RootElement.GetProperty("geoTransform")));
        var (item, properties) = (run.Item(), run.Item().GetProperty("properties"));
        Assert.Equal([window.Height, window.Width], Numbers(properties.GetProperty("proj:shape")));
        Assert.Equal([10, 0, west, 0, -10, north], Numbers(properties.GetProperty("proj:transform")));
        var (box, bounds) = (Numbers(item.GetProperty("bbox")), Part.Bounds);
        Assert.True(Math.Abs(box[0] - bounds.West) < 0.001 && Math.Abs(box[3] - bounds.North) < 0.001, string.Join(' ', box));
    }

    /// <summary>West and east of a meridian are the whole, also where a pixel lies over several of the classification.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public async Task Two_halves_have_the_sums_of_the_whole(int metres)
    {
        using var scene = new AllBandsScene();
        var unit = scene.Unit(server, ["ndvi"], metres, 0);
        var whole = await Sums(unit);
        var box = Numbers(run.Item().GetProperty("bbox"));
        var middle = (box[0] + box[2]) / 2;
        var west = await Sums(unit with { Area = Area.FromBox(box[0] - 1, 40, middle, 50) });
        var east = await Sums(unit with { Area = Area.FromBox(middle, 40, box[2] + 1, 50) });
        Assert.All(new[] { west, east }, half => Assert.InRange(half[0], whole[0] / 3, whole[0] * 2 / 3));
        Assert.Equal(whole, west.Zip(east, (one, other) => one + other));
    }

    [Fact]
    public async Task A_composite_is_cut_like_a_scene_with_its_days_and_counts()
    {
        var monday = new DateTimeOffset(2022, 6, 6, 0, 0, 0, TimeSpan.Zero);
        var composite = new Compositing(CompositeRule.Best, monday, monday.AddDays(7));
        var other = server.Serve(TestScene.Random(300, 200, seed: 2).WithClouds(), "b", "S2A_32TPS_20220609_0_L2A").Scene;
        var unit = server.Serve(Scene) with
        {
            UnitId = UnitId.Of("32TPS", composite), Composite = composite,
            OtherAcquisitions = [new(other with { Sensed = new(2022, 6, 9, 10, 0, 0, TimeSpan.Zero) }, [])],
        };
        var (inside, pixels) = (AreaReference.Inside(Part, Scene.Grid), Scene.Grid.Width * Scene.Grid.Height);
        string[] names = [.. new[] { "day", "count" }.Select(layer => OutputNames.Origin(unit.UnitId, "ndvi", layer))];
        await run.Run(unit);
        var (ndvi, days, counts) = (run.Ndvi(unit.UnitId), Read<ushort>(names[0], pixels), Read<byte>(names[1], pixels));
        for (var i = 0; i < pixels; i++) if (!inside[i]) (ndvi[i], days[i], counts[i]) = (Nodata, 0, 0);
        var record = await run.Run(unit with { Area = Part });
        var window = Window(inside);
        Assert.Equal(Cut(ndvi, window), run.Ndvi(unit.UnitId));
        Assert.Equal(Cut(days, window), Read<ushort>(names[0], window.Width * window.Height));
        Assert.Equal(Cut(counts, window), Read<byte>(names[1], window.Width * window.Height));
        Assert.Equal(record.Pixels!.Valid, record.Acquisitions!.Sum(acquisition => acquisition.UsedPixels));
    }

    [Fact]
    public async Task Merged_granules_are_cut_like_one()
    {
        var half = Scene with { Red = [.. Scene.Red.Select((dn, i) => i % 300 < 120 ? (ushort)0 : dn)] };
        var unit = server.Serve(half) with { AdditionalGranules = [server.Serve(Scene, "b", "S2A_32TPS_20220612_1_L2A").Scene] };
        await run.Run(unit);
        var (inside, ndvi) = (AreaReference.Inside(Part, Scene.Grid), run.Ndvi());
        for (var i = 0; i < ndvi.Length; i++) if (!inside[i]) ndvi[i] = Nodata;
        var record = await run.Run(unit with { Area = Part });
        Assert.Equal(Cut(ndvi, Window(inside)), run.Ndvi());
        Assert.Equal(ndvi.Count(value => value != Nodata), record.Pixels!.Valid);
        Assert.InRange(run.Cells().Cells.Sum(cell => cell[1]), record.Pixels.Valid, inside.Count(yes => yes));
    }

    [Fact]
    public async Task An_area_without_a_pixel_gives_no_data_and_one_that_covers_all_changes_nothing()
    {
        var unit = server.Serve(Scene);
        var whole = await run.Run(unit);
        Assert.Equal(whole.Files, (await run.Run(unit with { Area = Area.Default })).Files);
        var none = await run.Run(unit with { Area = Area.FromBox(20, 40, 21, 50) });
        Assert.Equal((UnitStatus.NoData, 60000L), (none.Status, none.Pixels!.Nodata));
        Assert.Empty(run.Cells().Cells);
    }

    async Task<long[]> Sums(WorkUnit unit)
    {
        Assert.True((await run.Run(unit)).IsProduct);
        return [.. Enumerable.Range(1, 7).Select(place => run.Cells().Cells.Sum(cell => cell[place]))];
    }

    T[] Read<T>(string name, int expected) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(run.Output(name));
        Assert.Equal(expected, reader.Width * reader.Height);
        var pixels = new T[expected];
        reader.Read<T>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }

    static (int Left, int Top, int Width, int Height) Window(bool[] inside)
    {
        var (all, width) = (Enumerable.Range(0, inside.Length).Where(i => inside[i]).ToList(), Scene.Grid.Width);
        var (left, top) = (all.Min(i => i % width), all[0] / width);
        return (left, top, all.Max(i => i % width) - left + 1, (all[^1] / width) - top + 1);
    }

    static T[] Cut<T>(T[] plane, (int Left, int Top, int Width, int Height) window) => [.. Enumerable.Range(window.Top, window.Height)
        .SelectMany(row => plane.Skip((row * Scene.Grid.Width) + window.Left).Take(window.Width))];

    static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
