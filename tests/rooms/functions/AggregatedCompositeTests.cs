using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Functions;

/// <summary>A composite of a week: planned as one work unit of a tile, computed by a real worker, aggregated.</summary>
public sealed class AggregatedCompositeTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>
{
    const string UnitId = "32TPS_20220606_20220613_best";

    [Fact]
    public async Task A_week_of_a_tile_is_one_unit_whose_acquisitions_are_in_ledger_item_and_tables()
    {
        var store = await s3.EmptyStore();
        using var folder = new TemporaryFolder();
        await using var server = await RangeServer.Start();
        using var worker = new ShardRun();
        var units = new[] { 7, 9, 11 }.Select(day => Day(server, day)).ToList();
        var run = await RunOnS3.WithScenes(store, "composite", [.. units.Select(unit => unit.Scene)],
            """{"area":[10,46,11,47],"from":"2022-06-06","to":"2022-06-13","composite":"best"}""");
        await run.Plan();
        var unit = await store.GetJson(run.Keys.Unit(UnitId), CoreJson.Default.WorkUnit, default);
        Assert.Equal([9, 11, 7], unit.Acquisitions.Select(acquisition => acquisition.Scene.Sensed.Day)); // nearest to Thursday noon first
        await worker.Run(unit);
        foreach (var file in Directory.GetFiles(worker.Output(""), "*", SearchOption.AllDirectories))
            await store.Put(run.Keys.Output + Path.GetRelativePath(worker.Output(""), file), await File.ReadAllBytesAsync(file), "any/type",
                default);
        Assert.Equal("published", (await run.Aggregate()).Outcome);

        var ledger = await Json(store, run.Keys.Product(ProductNames.LedgerJson));
        var row = ledger.GetProperty("rows").EnumerateArray().Single(r => r.TryGetProperty("unitId", out _));
        var acquisitions = row.GetProperty("acquisitions").EnumerateArray().ToList();
        Assert.Equal([9, 11, 7], acquisitions.Select(acquisition => acquisition.GetProperty("sensed").GetDateTimeOffset().Day));
        Assert.Equal(row.GetProperty("pixels").GetProperty("valid").GetInt64(),
            acquisitions.Sum(acquisition => acquisition.GetProperty("usedPixels").GetInt64()));
        Assert.False(row.TryGetProperty("sensed", out _));
        var item = await Json(store, run.Keys.Items + UnitId + ".json");
        Assert.Empty(StacRules.Faults(item));
        Assert.Equal(JsonValueKind.Null, item.GetProperty("properties").GetProperty("datetime").ValueKind);
        Assert.Equal($"../ndvi/{UnitId}_ndvi_day.tif", item.GetProperty("assets").GetProperty("ndvi_day").GetProperty("href").GetString());
        var collection = await Json(store, run.Keys.Product(ProductNames.Collection));
        Assert.Empty(StacRules.Faults(collection));
        Assert.Equal(["2022-06-06T00:00:00.000Z", "2022-06-13T00:00:00.000Z"], collection.GetProperty("extent").GetProperty("temporal")
            .GetProperty("interval")[0].EnumerateArray().Select(time => time.GetString()));
        Assert.Equal(item.GetProperty("assets").EnumerateObject().Select(asset => asset.Name).Order(),
            collection.GetProperty("item_assets").EnumerateObject().Select(asset => asset.Name).Order());
        foreach (var name in new[] { ProductNames.ItemsParquet, ProductNames.LedgerParquet })
            await File.WriteAllBytesAsync(folder[name], await store.Get(run.Keys.Product(name), default));
        var items = DuckDb.Rows(
            $"SELECT start_datetime AS s, end_datetime AS e, assets.ndvi_count.href AS c FROM '{folder[ProductNames.ItemsParquet]}'")
            .Single();
        Assert.Equal($"../output/ndvi/{UnitId}_ndvi_count.tif", items["c"]);
        Assert.Equal(new DateTime(2022, 6, 6), ((DateTime)items["s"]!).Date);
        var used = DuckDb.Rows($"SELECT list_sum([a.used_pixels FOR a IN acquisitions]) AS n FROM '{folder[ProductNames.LedgerParquet]}' "
            + "WHERE unit_id IS NOT NULL").Single();
        Assert.Equal(row.GetProperty("pixels").GetProperty("valid").GetInt64(), (long)(System.Numerics.BigInteger)used["n"]!);
    }

    static WorkUnit Day(RangeServer server, int day)
    {
        var scene = TestScene.Random(300, 210, day).WithClouds();
        var unit = server.Serve(scene, $"day-{day}", $"S2A_32TPS_202206{day:00}_0_L2A");
        return unit with { Scene = unit.Scene with { Sensed = new(2022, 6, day, 10, 0, 0, TimeSpan.Zero), CloudyShare = 0.5,
            CloudCover = 50 } };
    }

    static async Task<JsonElement> Json(ObjectStore store, string key) => JsonElement.Parse(await store.Get(key, default));
}
