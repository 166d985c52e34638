using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

public sealed class SceneTests
{
    const string Item = """
        {"type":"Feature","stac_version":"1.0.0","id":"S2A_33UXP_20230605_0_L2A","collection":"sentinel-2-l2a","bbox":[16.3,47.8,17.9,48.8],
         "properties":{"datetime":"2023-06-05T10:00:31.024000Z","platform":"sentinel-2a","eo:cloud_cover":12.5,"proj:epsg":32633,
           "s2:processing_baseline":"05.09","earthsearch:boa_offset_applied":true,"s2:nodata_pixel_percentage":20,
           "s2:medium_proba_clouds_percentage":5,"s2:high_proba_clouds_percentage":3,"s2:thin_cirrus_percentage":2,"s2:cloud_shadow_percentage":10},
         "assets":{"red":{"href":"https://example.org/B04.tif","proj:shape":[10980,10980],"raster:bands":[{"offset":-0.1}]},
           "nir":{"href":"https://example.org/B08.tif"},"scl":{"href":"https://example.org/SCL.tif"}}}
        """;

    static (Scene? Scene, UnreadableItem? Unreadable) Read(string json) =>
        StacItemReader.Read(JsonDocument.Parse(json).RootElement, "earth-search", NdviScene.Bands);

    static (Scene? Scene, UnreadableItem? Unreadable) ReadChanged(Action<JsonNode> change)
    {
        var item = JsonNode.Parse(Item)!;
        change(item);
        return Read(item.ToJsonString());
    }

    [Fact]
    public void An_item_of_v1_becomes_a_scene()
    {
        var scene = Read(Item).Scene!;
        Assert.Equal(("33UXP", 32633, "05.09"), (scene.Tile, scene.Epsg, scene.Baseline));
        Assert.Equal(0.8 * 0.8, Candidate.Of(scene).ClearShare, 12);
        Assert.Equal((10980, 10980), (scene.Red.Height, scene.Red.Width));
        Assert.Equal(new BoaOffset(0, "flag"), CatalogOffset.Of(scene));
    }

    [Fact]
    public void What_is_missing_or_wrong_is_named()
    {
        Assert.Equal("missing-asset", ReadChanged(i => ((JsonObject)i["assets"]!).Remove("scl")).Unreadable?.Reason);
        Assert.Equal("missing-asset", ReadChanged(i => i["assets"]!["red"]!["href"] = "s3://sentinel-s2-l2a/B04.jp2").Unreadable?.Reason);
        Assert.Equal("baseline", ReadChanged(i => i["properties"]!["s2:processing_baseline"] = "five").Unreadable?.Reason);
        Assert.Equal("baseline", ReadChanged(i => ((JsonObject)i["properties"]!).Remove("s2:processing_baseline")).Unreadable?.Reason);
        Assert.Equal("datetime", ReadChanged(i => i["properties"]!["datetime"] = null).Unreadable?.Reason);
        Assert.Equal("grid", ReadChanged(i => i["properties"]!["proj:epsg"] = 32632).Unreadable?.Reason);
        Assert.Equal(
            "offset",
            ReadChanged(i => (i["collection"], i["assets"]!["red"]!["raster:bands"]) = ("sentinel-2-c1-l2a", null)).Unreadable?.Reason);
        Assert.Equal("id", ReadChanged(i => i["id"] = "../../etc/passwd").Unreadable?.Reason);
        Assert.Equal("json", ReadChanged(i => ((JsonObject)i).Remove("properties")).Unreadable?.Reason);
        Assert.Equal("id", Read("[]").Unreadable?.Reason);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("nir")]
    [InlineData("scl")]
    public void Fault_9_an_item_without_one_of_its_files_is_unreadable(string asset) =>
        Assert.Equal("missing-asset", ReadChanged(i => ((JsonObject)i["assets"]!).Remove(asset)).Unreadable?.Reason);

    [Fact]
    public void Fault_9_an_L1C_item_is_unreadable() =>
        Assert.Equal("id", ReadChanged(i => i["id"] = "S2A_33UXP_20230605_0_L1C").Unreadable?.Reason);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5.09")]
    [InlineData("05.09 ")]
    [InlineData("05,09")]
    [InlineData("05.0\0")]
    [InlineData("+5.09")]
    [InlineData("99.99.99")]
    public void Fault_10_a_baseline_that_is_none_makes_an_item_unreadable(string? baseline) =>
        Assert.Equal("baseline", ReadChanged(i => i["properties"]!["s2:processing_baseline"] = baseline).Unreadable?.Reason);

    [Fact]
    public void The_baseline_may_stand_in_the_product_name_only()
    {
        var scene = ReadChanged(i =>
        {
            ((JsonObject)i["properties"]!).Remove("s2:processing_baseline");
            i["properties"]!["sentinel:product_id"] = "S2B_MSIL2A_20220107T060239_N0301_R091_T42TUM_20220107T080113";
        }).Scene!;
        Assert.Equal("03.01", scene.Baseline);
    }

    [Fact]
    public void The_projection_may_be_a_code_and_percentages_texts()
    {
        var scene = ReadChanged(i =>
        {
            ((JsonObject)i["properties"]!).Remove("proj:epsg");
            i["properties"]!["proj:code"] = "EPSG:32633";
            i["properties"]!["eo:cloud_cover"] = "7.5";
        }).Scene!;
        Assert.Equal((32633, 7.5), (scene.Epsg, scene.CloudCover));
    }

    [Fact]
    public void Where_no_cloud_cover_is_said_the_shares_of_clouds_make_it()
    {
        Scene? Without(params string[] shares) => ReadChanged(i =>
        {
            var properties = i["properties"]!.AsObject();
            foreach (
                var name in properties.Select(p => p.Key)
                .Where(n => n.Contains("cloud", StringComparison.Ordinal) || n.Contains("cirrus", StringComparison.Ordinal))
                .ToList()) properties.Remove(name);
            foreach (var share in shares) properties[$"s2:{share}_percentage"] = 20;
        }).Scene;
        Assert.Equal(60, Without("medium_proba_clouds", "high_proba_clouds", "thin_cirrus", "cloud_shadow")!.CloudCover);
        Assert.Null(Without("cloud_shadow")!.CloudCover);
    }

    [Fact]
    public void A_box_around_the_Earth_is_no_footprint() =>
        Assert.Null(ReadChanged(i => i["bbox"] = new JsonArray(-180, 60, 180, 61)).Scene!.Bounds);

    [Theory] // faults 11 to 13
    [InlineData("sentinel-2-c1-l2a", "05.10", null, -0.1, -1000, "declared")]
    [InlineData("sentinel-2-pre-c1-l2a", "02.14", null, 0.0, 0, "declared")]
    [InlineData("sentinel-2-l2a", "02.14", false, 0.0, 0, "baseline")]
    [InlineData("sentinel-2-l2a", "05.09", true, -0.1, 0, "flag")] // the flag wins over what is declared
    [InlineData("sentinel-2-l2a", "05.00", false, -0.1, -1000, "flag")]
    [InlineData("sentinel-s2-l2a-cogs", "04.00", null, null, -1000, "baseline")]
    [InlineData("sentinel-s2-l2a-cogs", "03.01", null, null, 0, "baseline")]
    public void The_offset_follows_collection_baseline_and_flag(
        string collection, string baseline, bool? applied, double? declared, int value, string basis)
    {
        var scene = Read(
            Item).Scene! with { Collection = collection, Baseline = baseline, OffsetApplied = applied, DeclaredOffset = declared };
        Assert.Equal(new BoaOffset(value, basis), CatalogOffset.Of(scene));
    }

    [SharedDataFact("xcube_stac_earthsearch")]
    public void Recorded_items_of_Earth_Search_become_scenes_of_both_offset_states()
    {
        var read = Recorded("StacDataStoreTest_test_search_data_searchable_catalog_1.json")
            .Concat(Recorded("StacDataStoreTest_test_search_data_searchable_catalog_12.json")).ToList();
        Assert.Equal(16, read.Count);
        Assert.Equal(8, read.Count(s => s is { Baseline: "02.14", OffsetApplied: false }));
        Assert.Equal(8, read.Count(s => s is { Baseline: "05.00", OffsetApplied: true }));
        Assert.All(read, s => Assert.Equal(0, CatalogOffset.Of(s).Value));
    }

    static IEnumerable<Scene> Recorded(string file)
    {
        using var exchange = JsonDocument.Parse(File.ReadAllText(SharedData.File($"xcube_stac_earthsearch/{file}")!));
        var body = exchange.RootElement.GetProperty("body");
        using var answer = JsonDocument.Parse(body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());
        foreach (var item in answer.RootElement.GetProperty("features").EnumerateArray())
            if (StacItemReader.Read(item.Clone(), "earth-search", NdviScene.Bands).Scene is { } scene) yield return scene;
    }

    [SharedDataFact("stac_items")]
    public void Recorded_items_of_other_shapes_are_read_or_refused_with_a_reason()
    {
        (Scene? Scene, UnreadableItem? Unreadable) Of(string file) => Read(File.ReadAllText(SharedData.File($"stac_items/{file}.json")!));
        Assert.Equal((0, "baseline"), Offset(Of("odc-tools__S2A_28QCH_20200714_0_L2A")));
        Assert.Equal((0, "flag"), Offset(Of("openeo-processes-dask__s2_l2a_test_item")));
        Assert.Equal((0, "flag"), Offset(Of("odc-tools__S2A_17SPR_20221106_0_L2A")));
        Assert.Equal((0, "baseline"), Offset(Of("odc-tools__S2B_42TUM_20220107_0_L2A")));
        Assert.NotNull(Of("stactools__S2A_T60CWS_20240109T203651_L2A").Unreadable);
        Assert.Equal((0, "baseline"), Offset(Of("odc-stac__S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531")));

        static (int, string) Offset((Scene? Scene, UnreadableItem? Unreadable) read)
        {
            Assert.Null(read.Unreadable);
            var offset = CatalogOffset.Of(read.Scene!);
            return (offset.Value, offset.Basis);
        }
    }
}
