using System.Text.Json;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>One scene as several versions of STAC and several catalogs write it.</summary>
public sealed class StacShapeTests
{
    const string Product = "S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531", Earth = "S2A_33UXP_20230605_0_L2A";

    static (Scene? Scene, UnreadableItem? Unreadable) Read(
        string id, string properties, string assets, string collection = "sentinel-2-l2a")
    {
        using var json = JsonDocument.Parse($$$"""
            {"id":"{{{id}}}","collection":"{{{collection}}}","properties":{"datetime":"2023-06-05T10:00:31Z"{{{properties}}} },"assets":{ {{{assets}}} } }
            """);
        return StacItemReader.Read(json.RootElement, "test", NdviScene.Bands);
    }

    static string Assets(string red = "red", string nir = "nir", string scl = "scl", string more = "") =>
        $$$"""{{{Asset(red, more)}}},{{{Asset(nir)}}},{{{Asset(scl)}}}""";

    static string Asset(string key, string more = "") => $$"""  "{{key}}":{"href":"https://example.org/{{key}}.tif"{{more}}}  """;

    const string Baseline = ",\"s2:processing_baseline\":\"05.10\"";

    [Theory]
    [InlineData("raster 1 in the band", ",\"raster:bands\":[{\"offset\":-0.1}]", -0.1)]
    [InlineData("raster 2 in the band", ",\"bands\":[{\"name\":\"B04\",\"raster:offset\":-0.1}]", -0.1)]
    [InlineData("raster 2 in the asset", ",\"raster:offset\":-0.1,\"bands\":[{\"name\":\"B04\"}]", -0.1)]
    [InlineData("both, and they agree", ",\"raster:offset\":-0.1,\"raster:bands\":[{\"offset\":-0.1}]", -0.1)]
    [InlineData("both, and they differ", ",\"raster:offset\":0,\"raster:bands\":[{\"offset\":-0.1}]", null)]
    [InlineData("none", ",\"bands\":[]", null)]
    [InlineData("a text", ",\"bands\":[\"raster:offset\"],\"raster:offset\":[]", null)]
    public void The_offset_is_read_as_each_version_of_the_raster_extension_declares_it(string name, string declared, double? offset)
    {
        _ = name;
        foreach (var key in new[] { "red", "B04", "B04_10m" })
        {
            var (scene, unreadable) = Read(Earth, Baseline, Assets(red: key, more: declared), "sentinel-2-c1-l2a");
            Assert.Equal(offset is null ? "offset" : null, unreadable?.Reason); // in collection 1 it has to be there
            Assert.Equal(offset, scene?.DeclaredOffset);
            Assert.Equal(offset, Read(Earth, Baseline, Assets(red: key, more: declared)).Scene!.DeclaredOffset);
        }
    }

    [Theory]
    [InlineData("red", "nir", "scl")]
    [InlineData("B04", "B08", "SCL")]
    [InlineData("B04_10m", "B08_10m", "SCL_20m")]
    public void Assets_are_known_by_the_keys_of_each_catalog(string red, string nir, string scl)
    {
        var scene = Read(Earth, Baseline, Assets(red, nir, scl)).Scene!;
        Assert.Equal(
            new[] { red, nir, scl }.Select(key => $"https://example.org/{key}.tif"), [scene.Red.Href, scene.Nir.Href, scene.Scl.Href]);
    }

    [Fact]
    public void Of_two_keys_the_one_with_a_file_that_can_be_read_counts()
    {
        var assets = """ "red":{"href":"s3://bucket/B04.jp2"}, """ + Assets(red: "B04_10m");
        Assert.Equal("https://example.org/B04_10m.tif", Read(Earth, Baseline, assets).Scene!.Red.Href);
    }

    [Theory]
    [InlineData(",\"proj:code\":\"EPSG:32633\"", "", null)]
    [InlineData("", ",\"proj:code\":\"EPSG:32633\"", null)]
    [InlineData(",\"proj:epsg\":32633", "", null)]
    [InlineData(",\"proj:code\":\"EPSG:32632\"", "", "grid")]
    [InlineData("", ",\"proj:code\":\"EPSG:32632\"", "grid")]
    [InlineData("", ",\"proj:epsg\":32632", "grid")]
    public void The_projection_is_read_from_the_item_or_its_asset(string item, string asset, string? refused)
    {
        var (scene, unreadable) = Read(Earth, Baseline + item, Assets(more: asset));
        Assert.Equal((refused, refused is null ? 32633 : (int?)null), (unreadable?.Reason, scene?.Epsg));
    }

    [Theory]
    [InlineData(Product, "\"grid:code\":\"MGRS-06VVN\"", "06VVN", null)]
    [InlineData(Product, "\"s2:mgrs_tile\":\"06VVN\"", "06VVN", null)]
    [InlineData(Product, "\"mgrs:utm_zone\":6,\"mgrs:latitude_band\":\"V\",\"mgrs:grid_square\":\"VN\"", "06VVN", null)]
    [InlineData(Product, "\"grid:code\":\"WRS2-001002\"", "06VVN", null)] // another grid: the id says the tile
    [InlineData(Product, "\"platform\":\"sentinel-2b\"", "06VVN", null)]
    [InlineData(Product, "\"grid:code\":\"MGRS-6VVN\",\"s2:mgrs_tile\":\"06VVN\"", "06VVN", null)]
    [InlineData(Product, "\"grid:code\":\"MGRS-06VVP\"", "06VVP", "tile")]
    [InlineData(Product, "\"grid:code\":\"MGRS-06VVN\",\"s2:mgrs_tile\":\"06VVP\"", "06VVN", "tile")]
    [InlineData("an-id-of-another-kind", "\"grid:code\":\"MGRS-06VVP\"", "06VVP", "id")]
    [InlineData("an-id-of-another-kind", "\"mgrs:utm_zone\":6,\"mgrs:latitude_band\":\"V\",\"mgrs:grid_square\":\"VN\"", "06VVN", "id")]
    [InlineData("an-id-of-another-kind", "\"platform\":\"sentinel-2b\"", null, "id")]
    public void The_tile_is_the_one_that_the_item_names_wherever_it_does(string id, string properties, string? tile, string? refused)
    {
        var (scene, unreadable) = Read(id, $"{Baseline},{properties}", Assets());
        Assert.Equal((refused, tile), (unreadable?.Reason, scene?.Tile ?? unreadable?.Tile));
    }

    [Fact]
    public void A_product_of_ESA_says_its_baseline_in_its_id()
    {
        var id = "S2B_MSIL2A_20260319T084559_N0512_R107_T48XVR_20260319T110755";
        var scene = Read(
            id, ",\"eopf:datatake_id\":\"GS2B_20260319T084559_047180_N05.12\"", Assets("B04_10m", "B08_10m", "SCL_20m")).Scene!;
        Assert.Equal(("05.12", "S2B_20260319T084559", "48XVR"), (scene.Baseline, scene.Acquisition, scene.Tile));
        Assert.Equal("baseline", Read(Product, "", Assets()).Unreadable?.Reason); // Planetary Computer's has none
    }

    [Fact]
    public void What_is_kept_of_a_scene_is_never_long()
    {
        var longText = new string('x', 10_000);
        var assets = Assets().Replace("/red.tif", "/" + longText, StringComparison.Ordinal);
        Assert.Equal("missing-asset", Read(Earth, Baseline, assets).Unreadable?.Reason);
        var scene = Read(Earth, $"{Baseline},\"platform\":\"{longText}\"", Assets()).Scene!;
        Assert.Null(scene.Platform);
        var ring = string.Join(',', Enumerable.Repeat("[16,48]", 5000));
        using var item = JsonDocument.Parse($$$"""
            {"id":"{{{Earth}}}","geometry":{"type":"Polygon","coordinates":[[{{{ring}}}]]},
             "properties":{"datetime":"2023-06-05T10:00:31Z"{{{Baseline}}} },"assets":{ {{{Assets()}}} } }
            """);
        Assert.Null(StacItemReader.Read(item.RootElement, "test", NdviScene.Bands).Scene!.Outline);
    }
}
