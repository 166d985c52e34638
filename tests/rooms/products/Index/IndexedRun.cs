using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;
using Vegetation.Raster;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Products.Index;

/// <summary>
/// A run's output as the worker writes it, and the index products over it: two overlapping files of one zone, one of the next zone, one
/// that the antimeridian cuts, and a tile of which no scene was taken. Made once for all tests.
/// </summary>
public sealed class IndexedRun : IAsyncLifetime
{
    public const string Lower = "S2A_32TPS_20220612_0_L2A", Upper = "S2B_32TQS_20220613_0_L2A", NextZone = "S2A_33TUM_20220612_0_L2A",
        Cut = "S2A_01TBM_20220614_0_L2A";

    readonly ShardRun shard = new();
    readonly List<(WorkUnit Unit, UnitRecord Record)> done = [];

    public Request Request { get; } = Read("""{"area":[9,46,16,48],"from":"2022-06-12","to":"2022-06-19"}""");
    public LedgerDocument Ledger { get; private set; } = null!;
    public IReadOnlyList<JsonElement> Items { get; private set; } = [];

    /// <summary>A file of the products; they lie beside the output, as in the bucket.</summary>
    public string Product(string name) => Path.Combine(Products, name);

    /// <summary>The files of NDVI among them.</summary>
    public IndexFiles Files => new("ndvi", Request.Window);

    public string Products => Path.GetFullPath(shard.Output(Path.Combine("..", "products")));
    public string Text(string product) => File.ReadAllText(Product(product));
    public JsonElement Json(string product) => JsonDocument.Parse(Text(product)).RootElement;
    public short[] Ndvi(string unitId) => shard.Ndvi(unitId);
    public string Output(string name) => shard.Output(name);

    public async Task InitializeAsync()
    {
        await using var server = await RangeServer.Start();
        await Map(server, Lower, "32TPS", "sentinel-2a", TestScene.Random(240, 200, 1, originX: 698400).WithClouds());
        await Map(server, Upper, "32TQS", "sentinel-2b", TestScene.Random(240, 200, 2, originX: 700200, originY: 5199420).WithClouds());
        await Map(server, NextZone, "33TUM", "sentinel-2a", In(TestScene.Random(120, 120, 3, originX: 300000), 32633), cloudCover: null);
        await Map(server, Cut, "01TBM", "sentinel-2a", In(TestScene.Random(240, 100, 4, originX: 271000), 32601));
        Items = [.. done.Select(d => JsonDocument.Parse(File.ReadAllBytes(shard.Output(OutputNames.Item(d.Unit.UnitId)))).RootElement)];
        Ledger = LedgerOf([.. done.Zip(Items,
        (d, item) => LedgerRow.Of(UnitScene.Of(d.Unit), d.Record, d.Unit.Resolution, GeometryJson.Polygons(item.GetProperty("geometry")))),
            new LedgerRow { Tile = "32TPT", Reason = "no-acquisition", Geometry = Footprints.OfTile("32TPT") }]);
        await Write(Products, Ledger, Items);
    }

    public Task DisposeAsync()
    {
        shard.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Makes the products of the index in a folder in which the map lies already.</summary>
    public async Task Write(string folder, LedgerDocument ledger, IEnumerable<JsonElement> items)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Files.Map), "stands for the map");
        var scratch = Directory.CreateTempSubdirectory("index-");
        var lines = Path.Combine(scratch.FullName, "items.ndjson");
        File.WriteAllLines(lines, items.Select(item => JsonSerializer.Serialize(item)));
        await CatalogProducts.Write(folder, Request, ledger, lines);
        scratch.Delete(recursive: true);
    }

    public static LedgerDocument LedgerOf(IReadOnlyList<LedgerRow> rows) => new()
    {
        RunId = "test-run", Outcome = Outcome.Published, Message = "", Processed = 1, Request = JsonElement.Parse("{}"),
        Counts = StatusCounts.Of(rows), ScenesFound = rows.Count, Rows = rows, SoftwareVersion = "0.1.0",
        TileCounts = new Dictionary<string, int>(), Land = LandArea.Of(rows),
    };

    async Task Map(RangeServer server, string id, string tile, string platform, TestScene scene, double? cloudCover = 1.5)
    {
        var served = server.Serve(scene, id, id);
        var day = int.Parse(id.Split('_')[2][6..], System.Globalization.CultureInfo.InvariantCulture);
        var unit =
            served with { Scene = served.Scene with { Tile = tile, Platform = platform, CloudCover = cloudCover,
            Sensed = new(2022, 6, day, 10, 0, 0, 123, TimeSpan.Zero) } };
        done.Add((unit, await shard.Run(unit)));
    }

    static TestScene In(TestScene scene, int epsg) =>
        scene with { Grid = new GeoGrid(scene.Grid.Width, scene.Grid.Height, scene.Grid.OriginX, scene.Grid.OriginY, 10, epsg) };

    static Request Read(string request)
    {
        using var json = JsonDocument.Parse(request);
        return RequestReader.Read(json.RootElement, new DateTimeOffset(2022, 7, 1, 0, 0, 0, TimeSpan.Zero)).OrThrow();
    }
}

[CollectionDefinition(Name)]
public sealed class IndexedRunCollection : ICollectionFixture<IndexedRun>
{
    public const string Name = "indexed run";
}
