using System.Text.Json;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Stac;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Index;

/// <summary>The static catalog: a collection among the products, items beside the NDVI files.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class StacCollectionTests(IndexedRun run)
{
    readonly JsonElement collection = run.Json(ProductNames.Collection);

    [Fact]
    public void It_keeps_every_rule_of_the_specifications_that_it_names() => Assert.Empty(StacRules.Faults(collection));

    [Fact]
    public void Its_items_keep_them_too() => Assert.All(run.Items, item => Assert.Empty(StacRules.Faults(item)));

    [Fact]
    public void The_schemas_of_GeoJSON_and_the_registry_of_STAC_fields_know_all_that_is_there()
    {
        var items = Directory.GetFiles(run.Output("items"), "*.json");
        Assert.Equal(run.Items.Count, items.Length);
        Tool.Run(
            "node", [
            Path.Combine(Repository.Root, "tests", "rooms", "products", "Index", "known.mjs"), run.Product(ProductNames.Footprints),
            run.Product(ProductNames.Collection), .. items]);
    }

    [SharedDataFact(StacSchemas.Folder)]
    public void The_published_schemas_let_all_documents_pass() =>
        StacSchemas.RequireAll([run.Product(ProductNames.Collection), .. Directory.GetFiles(run.Output("items"), "*.json")]);

    [Fact]
    public void Every_link_leads_to_a_file_and_back()
    {
        var items = Links("item");
        Assert.Equal(run.Items.Count, items.Count);
        foreach (var href in items)
        {
            var path = Path.GetFullPath(run.Product(href));
            var item = JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
            Assert.Equal(collection.GetProperty("id").GetString(), item.GetProperty("collection").GetString());
            foreach (
                var link in item.GetProperty("links").EnumerateArray()
                .Where(l => l.GetProperty("rel").GetString() is "root" or "parent" or "collection"))
                Assert.Equal(
                    run.Product(ProductNames.Collection),
                    Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, link.GetProperty("href").GetString()!)));
            foreach (
                var asset in item.GetProperty("assets").EnumerateObject().Select(a => a.Value.GetProperty("href").GetString()!)
                .Where(h => h.StartsWith('.')))
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, asset)), asset);
        }
    }

    [Fact]
    public void Every_product_is_an_asset_under_its_name()
    {
        var assets = collection.GetProperty("assets").EnumerateObject()
            .ToDictionary(a => a.Name, a => a.Value.GetProperty("href").GetString());
        Assert.Equal(
            Directory.GetFiles(run.Products).Select(file => Path.GetFileName(file)).Where(n => n != ProductNames.Collection)
            .Append(ProductNames.Report).Order(StringComparer.Ordinal), assets.Keys.Order(StringComparer.Ordinal));
        Assert.All(assets, asset => Assert.Equal($"./{asset.Key}", asset.Value));
        Assert.Equal(
            "collection-mirror", collection.GetProperty("assets").GetProperty(ProductNames.ItemsParquet).GetProperty("roles")[0]
            .GetString());
    }

    [Fact]
    public void The_extent_is_the_narrowest_around_its_items_in_space_and_time()
    {
        var box = collection.GetProperty("extent").GetProperty("spatial").GetProperty("bbox")[0].EnumerateArray().Select(n => n.GetDouble())
            .ToArray();
        var boxes = run.Items.ToDictionary(
            i => i.GetProperty("id").GetString()!, i => i.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()).ToArray());
        // From Europe eastwards over the antimeridian is the shorter way.
        Assert.Equal((boxes.Values.Min(b => b[0]), boxes[IndexedRun.Cut][2]), (box[0], box[2]));
        Assert.True(box[0] > box[2]);
        Assert.Equal((boxes.Values.Min(b => b[1]), boxes.Values.Max(b => b[3])), (box[1], box[3]));
        var times = run.Items.Select(i => i.GetProperty("properties").GetProperty("datetime").GetString()!).Order(StringComparer.Ordinal)
            .ToList();
        Assert.Equal(
            [times[0], times[^1]], collection.GetProperty("extent").GetProperty("temporal").GetProperty("interval")[0].EnumerateArray()
            .Select(t => t.GetString()!));
    }

    [Fact]
    public void The_summaries_are_those_of_the_items()
    {
        var summaries = collection.GetProperty("summaries");
        Assert.Equal(
            ["EPSG:32601", "EPSG:32632", "EPSG:32633"], summaries.GetProperty("proj:code").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal(["sentinel-2a", "sentinel-2b"], summaries.GetProperty("platform").EnumerateArray().Select(c => c.GetString()!));
        Assert.Equal(1.5, summaries.GetProperty("eo:cloud_cover").GetProperty("maximum").GetDouble());
    }

    [Fact]
    public void The_layout_is_that_of_the_bucket()
    {
        var keys = new RunKeys(new RunId("test-run"));
        Assert.Equal(
            keys.Product(ProductNames.Collection),
                new Uri(new Uri($"s3://b/{keys.Items}x.json"), OutputNames.Collection).AbsolutePath[1..]);
        Assert.Equal(
            $"{keys.Items}x.json",
            new Uri(new Uri($"s3://b/{keys.Product(ProductNames.Collection)}"), $"../output/{OutputNames.Item("x")}").AbsolutePath[1..]);
    }

    List<string> Links(string rel) =>
        [.. collection.GetProperty("links").EnumerateArray().Where(l => l.GetProperty("rel").GetString() == rel)
            .Select(l => l.GetProperty("href").GetString()!)];
}
