using System.Text.Json;
using System.Text.RegularExpressions;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Raster;
using Vegetation.Tests.Products.Index;
using Vegetation.Tests.Raster;
using Vegetation.Tests.Worker;

namespace Vegetation.Tests.Functions;

/// <summary>A run of three indices at 40 m: a real worker's files through the aggregation, and what GDAL reads of the products.</summary>
public sealed partial class AggregatedIndicesTests(EmbeddedS3 s3) : IClassFixture<EmbeddedS3>, IAsyncLifetime, IDisposable
{
    static readonly string[] Indices = ["ndvi", "evi2", "ndmi"];
    static readonly string[] Kinds =
    [
        "map_2023-W49.tif", "map_2023-W49.qml", "map_2023-W49.png", "map_2023-W49.svg", "histogram_2023-W49.png",
        "histogram_2023-W49.svg", "latitude-profile_2023-W49.png", "latitude-profile_2023-W49.svg",
    ];

    readonly TemporaryFolder folder = new();
    ObjectStore store = null!;
    RunOnS3 run = null!;

    public async Task InitializeAsync()
    {
        store = await s3.EmptyStore();
        await using var server = await RangeServer.Start();
        using var scene = new AllBandsScene(offset: 0);
        using var worker = new ShardRun();
        var unit = scene.Unit(server, Indices, 40, 0);
        run = await RunOnS3.WithScenes(store, "three", [unit.Scene],
            """{"area":[10,46,11,47],"indices":["ndvi","evi2","ndmi"],"resolution":40}""");
        await run.Plan();
        await worker.Run(await store.GetJson(run.Keys.Unit(unit.UnitId), CoreJson.Default.WorkUnit, default));
        foreach (var file in Directory.GetFiles(worker.Output(""), "*", SearchOption.AllDirectories))
            await store.Put(run.Keys.Output + Path.GetRelativePath(worker.Output(""), file), await File.ReadAllBytesAsync(file), "any/type",
                default);
        Assert.Equal("published", (await run.Aggregate()).Outcome);
        foreach (var stored in await store.List(run.Keys.Root, default))
        {
            var path = folder[stored.Key[run.Keys.Root.Length..]];
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, await store.Get(stored.Key, default));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    string Product(string name) => folder[$"products/{name}"];

    [Fact]
    public void Every_index_has_all_of_its_products_and_the_run_the_others_once()
    {
        string[] expected =
        [
            .. Indices.SelectMany(index => Kinds.Select(kind => $"{index}-{kind}")),
            .. Indices.Select(index => run.Files(index)).SelectMany(files => new[]
                { files.TileIndex, files.TileIndexStyle, files.Mosaic(32632), files.MosaicStyle(32632) }),
            "collection.json", "coverage.png", "coverage.svg", "index.geojson", "index.html", "items.parquet", "ledger.json",
            "ledger.parquet", "published.json", "viewer.html",
        ];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            Directory.GetFiles(folder["products"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [GdalInfoFact]
    public void A_map_names_its_index_and_resolution_and_has_the_mean_of_its_cells()
    {
        foreach (var index in Indices.Select(SpectralIndex.Of))
        {
            using var info = JsonDocument.Parse(Tool.Run(GdalInfoFactAttribute.Program!, "-json", Product(run.Files(index.Name).Map)));
            var tags = info.RootElement.GetProperty("metadata").GetProperty("");
            Assert.Equal((index.LabelAt(40), "40 m"), (tags.GetProperty("INDEX").GetString(), tags.GetProperty("RESOLUTION").GetString()));
            Assert.StartsWith("each 20 m pixel of the classification with the value of its 40 m pixel",
                tags.GetProperty("COUNTING").GetString(), StringComparison.Ordinal);
            Assert.Equal(
                [$"{index.Label} mean", $"{index.Label} standard deviation", "observations: valid 20 m pixels of land"],
                info.RootElement.GetProperty("bands").EnumerateArray().Take(3).Select(band => band.GetProperty("description").GetString()));
            var (mean, count) = MeanOfMap(index.Name);
            var sums = Cells(index.Name);
            Assert.Equal((sums.Valid, (double)sums.Sum / sums.Valid), (count, mean), (one, other) =>
                one.Item1 == other.Item1 && Math.Abs(one.Item2 - other.Item2) < 1);
        }
        Assert.Equal(3, Indices.Select(index => MeanOfMap(index).Mean).Distinct().Count());
    }

    [GdalInfoFact]
    public void A_mosaic_of_an_index_holds_the_pixels_of_its_files()
    {
        foreach (var index in Indices)
        {
            var file = Directory.GetFiles(folder[$"output/{index}"], "*.tif").Single();
            Assert.Equal(Checksum(file), Checksum(Product(run.Files(index).Mosaic(32632))));
            Assert.Contains($"<LocationField>{index}<", File.ReadAllText(Product(run.Files(index).TileIndex)), StringComparison.Ordinal);
        }
        Assert.Equal(3, Indices.Select(index => Checksum(Product(run.Files(index).Mosaic(32632)))).Distinct().Count());

        static string Checksum(string file) => ChecksumLine().Match(Tool.Run(GdalInfoFactAttribute.Program!, "-checksum", file)).Value;
    }

    [Fact]
    public void Ledger_tables_and_catalog_have_a_field_for_each_index()
    {
        var row = Json(ProductNames.LedgerJson).GetProperty("rows").EnumerateArray().Single(r => r.TryGetProperty("unitId", out _));
        var item = JsonDocument.Parse(File.ReadAllBytes(Directory.GetFiles(folder["output/items"]).Single())).RootElement;
        var feature = Json(ProductNames.Footprints).GetProperty("features")[0].GetProperty("properties");
        var columns = string.Join(", ", Indices.Select(index =>
            $"statistics_{index}_mean AS {index}_mean, products_{index} AS {index}_file"));
        var table = DuckDb.Rows(
            $"SELECT resolution, {columns} FROM '{Product(ProductNames.LedgerParquet)}' WHERE unit_id IS NOT NULL").Single();
        Assert.Equal((40, 40), (row.GetProperty("resolution").GetInt32(), (int)table["resolution"]!));
        foreach (var index in Indices)
        {
            var (mean, file) = (
                row.GetProperty("statistics").GetProperty(index).GetProperty("mean").GetDouble(),
                row.GetProperty("products").GetProperty(index).GetString());
            Assert.Equal((mean, file), ((double)table[$"{index}_mean"]!, (string)table[$"{index}_file"]!));
            Assert.Equal((mean, $"../output/{file}"),
                (feature.GetProperty($"{index}_mean").GetDouble(), feature.GetProperty(index).GetString()));
            Assert.Equal($"../{file}", item.GetProperty("assets").GetProperty(index).GetProperty("href").GetString());
            Assert.Equal($"../output/{file}", DuckDb.Rows(
                $"SELECT assets.{index}.href AS href FROM '{Product(ProductNames.ItemsParquet)}'").Single()["href"]);
        }
    }

    [Fact]
    public void The_collection_says_what_was_computed_and_keeps_the_rules()
    {
        var collection = Json(ProductNames.Collection);
        Assert.Empty(StacRules.Faults(collection));
        Assert.Matches(
            @"^Scenes of NDVI, EVI2, NDMI of mean reflectance at 40 m, 20\d\d-\d\d-\d\d to ", collection.GetProperty("title").GetString());
        Assert.Equal(
            ["NDVI", "EVI2", "NDMI", "vegetation", "Sentinel-2", "40 m"],
            collection.GetProperty("keywords").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(39.927, collection.GetProperty("summaries").GetProperty("gsd")[0].GetDouble()); // 10980 m in 275 pixels
        var assets = collection.GetProperty("item_assets");
        Assert.All(Indices, index => Assert.Equal(
            SpectralIndex.Of(index).LabelAt(40), assets.GetProperty(index).GetProperty("title").GetString()));
    }

    [Fact]
    public async Task An_index_that_the_earlier_run_lacks_has_no_change_and_another_resolution_no_earlier_run()
    {
        var changes = await ChangesOf("more", 40, ["nbr", "ndvi"]);
        Assert.Equal(("three", null), (changes["ndvi"].RunId, changes["ndvi"].UnavailableReason));
        Assert.Equal("the map of NBR of three does not exist", changes["nbr"].UnavailableReason);
        Assert.NotNull(await store.TryGet("runs/more/products/ndvi-change_2023-W50.tif", default));
        Assert.Null(await store.TryGet("runs/more/products/nbr-change_2023-W50.tif", default));
        Assert.Equal(
            "no run of an earlier time was published for this area at this resolution", (await ChangesOf("fine", 20, ["ndvi"]))["ndvi"]
                .UnavailableReason);
    }

    /// <summary>Of a run of the week after.</summary>
    async Task<IReadOnlyDictionary<string, ChangeBasis>> ChangesOf(string name, int resolution, string[] indices)
    {
        var from = Json(ProductNames.LedgerJson).GetProperty("request").GetProperty("to").GetDateTimeOffset();
        var later = await RunOnS3.WithScenes(store, name, [RunOnS3.Scene("32TPS")], JsonSerializer.Serialize(
            new { area = new[] { 10, 46, 11, 47 }, indices, resolution, from, to = from.AddDays(7) }));
        await later.Plan();
        await later.Finish(RunOnS3.Scene("32TPS").Id, UnitStatus.Done, at: new(10.6, 46.82));
        Assert.Equal("published", (await later.Aggregate()).Outcome);
        return (await store.GetJson(later.Keys.Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, default)).Change;
    }

    JsonElement Json(string product) => JsonDocument.Parse(File.ReadAllBytes(Product(product))).RootElement;

    (double Mean, long Count) MeanOfMap(string index)
    {
        using var map = RasterReader.OpenFile(Product(run.Files(index).Map));
        var (means, counts) = (new int[map.Width * map.Height], new int[map.Width * map.Height]);
        map.Read(1, 0, 0, map.Width, map.Height, means.AsSpan());
        map.Read(3, 0, 0, map.Width, map.Height, counts.AsSpan());
        var seen = means.Zip(counts).Where(cell => cell.Second > 0).ToList();
        var count = seen.Sum(cell => (long)cell.Second);
        return (seen.Sum(cell => (double)cell.First * cell.Second) / count, count);
    }

    (long Valid, long Sum) Cells(string index)
    {
        var file = Directory.GetFiles(folder["output/contributions"]).Single();
        var cells = JsonSerializer.Deserialize(File.ReadAllBytes(file), CoreJson.Default.Contribution)!.Cells[index].Cells;
        return (cells.Sum(cell => cell[3]), cells.Sum(cell => cell[4]));
    }

    [GeneratedRegex(@"Checksum=\d+")]
    private static partial Regex ChecksumLine();
}
