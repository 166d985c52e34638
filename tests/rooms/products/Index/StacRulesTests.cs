using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vegetation.Tests.Products.Index;

/// <summary>The rules themselves: a document with one thing wrong breaks that rule and no other.</summary>
[Collection(IndexedRunCollection.Name)]
public sealed class StacRulesTests(IndexedRun run)
{
    [Theory]
    [InlineData("stac_version", "\"1.0.0\"", "stac_version")]
    [InlineData("bbox", "[10, 47, 11]", "bbox")]
    [InlineData("bbox", "[10, 48, 11, 47]", "bbox")]
    [InlineData("collection", "null", "collection")]
    [InlineData("geometry/type", "\"Point\"", "geometry")]
    [InlineData("properties/datetime", "\"2022-06-12 10:00\"", "datetime")]
    [InlineData("properties/gsd", "0", "gsd")]
    [InlineData("properties/proj:code", "32632", "proj:code")]
    [InlineData("properties/proj:shape", "[80.5, 120]", "proj:shape")]
    [InlineData("properties/proj:transform", "[10, 0, 600000]", "proj:transform")]
    [InlineData("properties/grid:code", "\"32TPS\"", "grid:code")]
    [InlineData("properties/eo:cloud_cover", "101", "eo:cloud_cover")]
    [InlineData("properties/sar:product_type", "\"GRD\"", "sar: needs its extension")]
    [InlineData("properties/processing:level", "\"three\"", "processing:level")]
    [InlineData("properties/processing:software", """{"worker":1}""", "processing:software")]
    [InlineData("assets/ndvi/href", "null", "ndvi: an asset has an href")]
    [InlineData("assets/ndvi/file:checksum", "\"abc\"", "file:checksum")]
    [InlineData("assets/ndvi/processing:expression", "\"nir - red\"", "processing:expression")]
    [InlineData("assets/ndvi/file:size", "-1", "file:size")]
    [InlineData("assets/ndvi/bands/0/data_type", "\"short\"", "data_type")]
    [InlineData("assets/ndvi/bands/0/nodata", "\"none\"", "nodata")]
    [InlineData("assets/ndvi/bands/0/statistics/mean", "1e9", "mean")]
    [InlineData("assets/scl/classification:classes/0/name", "\"no data\"", "classes have names")]
    [InlineData("links/0/href", "null", "a link has rel and href")]
    public void An_item_with_one_fault_breaks_that_rule(string path, string value, string rule) =>
        Breaks(run.Items[0].GetRawText(), path, value, rule);

    [Theory]
    [InlineData("license", "\"see below!\"", "license")]
    [InlineData("extent/spatial/bbox", "[]", "extent.spatial")]
    [InlineData("extent/temporal/interval/0/0", "\"2022\"", "extent.temporal")]
    [InlineData("providers/0/roles/0", "\"owner\"", "role")]
    [InlineData("summaries/platform", "[]", "the summary platform")]
    [InlineData("item_assets/ndvi/href", "\"x.tif\"", "a definition none")]
    [InlineData("stac_extensions/0", "\"https://stac-extensions.github.io/projection/v1.0.0/schema.json\"", "proj: needs its extension")]
    public void A_collection_with_one_fault_breaks_that_rule(string path, string value, string rule) =>
        Breaks(run.Text("collection.json"), path, value, rule);

    static void Breaks(string document, string path, string value, string rule)
    {
        var root = JsonNode.Parse(document)!;
        var (at, steps) = (root, path.Split('/'));
        foreach (var step in steps[..^1]) at = int.TryParse(step, out var index) ? at![index] : at![step];
        if (int.TryParse(steps[^1], out var last)) at![last] = JsonNode.Parse(value);
        else at![steps[^1]] = JsonNode.Parse(value);
        Assert.Contains(
            StacRules.Faults(JsonDocument.Parse(root.ToJsonString()).RootElement), fault => fault.Contains(rule, StringComparison.Ordinal));
    }
}
