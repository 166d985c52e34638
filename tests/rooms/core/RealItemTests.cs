using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>A test over rows of which each names a file of ../shared/data; skipped, saying so, where they are absent.</summary>
sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string name)
    {
        if (SharedData.File(name) is null) Skip = $"../shared/data/{name} is absent beside the repository";
    }
}

/// <summary>
/// Real items of many catalogs (contain modified Copernicus Sentinel data): what offset each leads to, and on what ground, or why it is
/// refused. Faults 9 to 13.
/// </summary>
public sealed class RealItemTests
{
    const string Cogs = "rio_tiler_pds/sentinel-cogs/sentinel-s2-l2a-cogs";

    [SharedDataTheory("stac_items")]
    // v0: the baseline stands in the product's name, or the flag in sentinel:boa_offset_applied
    [InlineData("stac_items/odc-tools__S2A_28QCH_20200714_0_L2A_old.json", "28QCH", "02.14", 0, "baseline")]
    [InlineData("stac_items/odc-stac__S2A_28QCH_20200714_0_L2A.json", "28QCH", "02.14", 0, "baseline")]
    [InlineData("stac_items/odc-tools__S2B_42TUM_20220107_0_L2A.json", "42TUM", "03.01", 0, "baseline")]
    [InlineData("stac_items/odc-tools__S2A_17SPR_20221106_0_L2A.json", "17SPR", "04.00", 0, "flag")]
    [InlineData("stac_items/pystac__raster-sentinel2-example.json", "33SVB", "02.14", 0, "baseline")]
    [InlineData("geoengine/stac_responses_items_page_1_limit_500.json", "36MWC", "03.01", 0, "baseline")]
    [InlineData($"{Cogs}/31/N/BJ/2019/5/S2A_31NBJ_20190524_0_L2A/S2A_31NBJ_20190524_0_L2A.json", "31NBJ", "02.12", 0, "baseline")]
    // v1: an old baseline has no offset, whatever the flag; a true flag wins over the declared -0.1
    [InlineData("stac_items/odc-tools__S2A_28QCH_20200714_0_L2A.json", "28QCH", "02.14", 0, "baseline")]
    [InlineData("stac_items/odc-tools__S2B_31QGB_20200831_0_L2A.json", "31QGB", "02.14", 0, "baseline")]
    [InlineData($"{Cogs}/29/R/KH/2020/2/S2A_29RKH_20200219_0_L2A/S2A_29RKH_20200219_0_L2A.json", "29RKH", "02.14", 0, "baseline")]
    [InlineData("stac_items/rastervision__item.json", "31UDQ", "05.09", 0, "flag")]
    [InlineData("stac_items/openeo-processes-dask__s2_l2a_test_item.json", "32TPS", "05.09", 0, "flag")]
    [InlineData("geoengine/stac_responses_items_element84.json", "30VVJ", "05.12", 0, "flag")]
    [InlineData("xcube_stac_earthsearch/StacDataStoreTest_test_search_data_searchable_catalog_1.json", "32TMT", "05.00", 0, "flag")]
    public void An_item_leads_to_its_offset(string file, string tile, string baseline, int offset, string basis)
    {
        var (scene, unreadable) = First(file);
        Assert.Null(unreadable?.Reason);
        Assert.Equal((tile, baseline, new BoaOffset(offset, basis)), (scene!.Tile, scene.Baseline, CatalogOffset.Of(scene)));
    }

    [SharedDataTheory("stac_items")] // the orbit by ESA's product name where it is no field; v0 has no angles
    [InlineData("stac_items/odc-tools__S2A_28QCH_20200714_0_L2A.json", 72.3265746876894, 82.5474507305508, 123)]
    [InlineData("stac_items/rastervision__item.json", 62.8124866958782, 157.538523857604, 94)]
    [InlineData("stac_items/odc-tools__S2A_28QCH_20200714_0_L2A_old.json", null, null, 123)]
    public void An_item_tells_the_height_of_the_sun_and_the_orbit(string file, double? elevation, double? azimuth, int? orbit)
    {
        var scene = First(file).Scene!;
        Assert.Equal((elevation, azimuth, orbit), (scene.SunElevation, scene.SunAzimuth, scene.RelativeOrbit));
    }

    // The mirror's collection and s3:// links stand in the way of reading; the item itself is one of collection 1.
    [SharedDataTheory("stac_items")]
    [InlineData("stac_items/odc-tools__S2B_T37MGP_20240710T073012_L2A_C1.json")]
    [InlineData("stac_items/odc-tools__S2B_T37MGP_20240710T073012_L2A_C1_rel_links.json")]
    public void An_item_of_collection_1_declares_its_offset(string file)
    {
        Assert.Equal("missing-asset", First(file).Unreadable?.Reason);
        var text = File.ReadAllText(SharedData.File(file)!).Replace("s2_l2a_c1", "sentinel-2-c1-l2a")
            .Replace("s3://deafrica-sentinel-2-l2a-c1-dev/", "https://e84-earth-search-sentinel-data.s3.us-west-2.amazonaws.com/");
        using var item = JsonDocument.Parse(text);
        var scene = StacItemReader.Read(item.RootElement, "test", NdviScene.Bands).Scene!;
        Assert.Equal(("37MGP", "05.10", new BoaOffset(-1000, "declared")), (scene.Tile, scene.Baseline, CatalogOffset.Of(scene)));
    }

    /// <summary>
    /// As Element84/earth-search#71 tells of real ones: the flag says false, the pixels are corrected. The catalog alone leads to -1000;
    /// the pixels will overrule it.
    /// </summary>
    [SharedDataTheory("stac_items")]
    [InlineData("stac_items/rastervision__item.json", "false", -1000, "flag")]
    [InlineData("geoengine/stac_responses_items_element84.json", "false", -1000, "flag")]
    [InlineData("geoengine/stac_responses_items_element84.json", "null", -1000, "baseline")]
    [InlineData("stac_items/odc-tools__S2A_28QCH_20200714_0_L2A.json", "null", 0, "baseline")]
    public void A_flag_that_is_wrong_or_missing_is_taken_at_its_word(string file, string flag, int offset, string basis)
    {
        var text = File.ReadAllText(SharedData.File(file)!);
        foreach (var said in new[] { "true", "false" })
            text = text.Replace(
                $"\"earthsearch:boa_offset_applied\": {said}", $"\"earthsearch:boa_offset_applied\": {flag}", StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(new BoaOffset(offset, basis), CatalogOffset.Of(Read(json.RootElement).Scene!));
    }

    // Planetary Computer: ids of ESA's products, s2:mgrs_tile, no flag
    [SharedDataTheory("stac_items")]
    [InlineData("stac_items/odc-stac__S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531.json", "06VVN", "02.12", 0, "baseline")]
    [InlineData("stac_items/odc-stac__pc_site2-35MNM.geojson", "35MNM", "02.12", 0, "baseline")]
    [InlineData("stac_items/stac-geoparquet__sentinel-2-l2a-pc.json", "47XML", "05.10", -1000, "baseline")]
    // STAC 1.1 over files of Earth Search v0
    [InlineData("stac_items/stac-ext-raster__item-sentinel2.json", "33SVB", "02.14", 0, "baseline", "B08")]
    // items of ESA's products and granules, whose links are relative and lead to JPEG 2000
    [InlineData(
        "stac_items/stactools__S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022157.SAFE.json", "01WCP", "05.09", -1000,
        "baseline")]
    [InlineData(
        "stac_items/stactools__S2A_MSIL2A_20230821T221941_N0509_R029_T01KAB_20230822T021825.SAFE.json", "01KAB", "05.09", -1000,
        "baseline")]
    [InlineData("stac_items/stactools__S2A_T60CWS_20240109T203651_L2A.json", "60CWS", "05.10", -1000, "baseline")]
    [InlineData(
        "stac_items/stactools__S2B_MSIL2A_20200914T231559_N0500_R087_T01VCG_20230315T224658.json", "01VCG", "05.00", -1000, "baseline")]
    [InlineData(
        "stac_items/stactools__S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE.json", "33XWJ", "04.00", -1000,
        "baseline")]
    [InlineData(
        "stac_items/stactools__esa_S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500.SAFE.json", "22HBD", "02.14", 0,
        "baseline")]
    // Copernicus Data Space and its mirror, STAC 1.1: keys as B04_10m, the baseline in the id
    [InlineData("stac_items/openeo-geopyspark__cdse_search_1043.json", "36NYH", "05.00", -1000, "baseline")]
    [InlineData("stac_items/openeo-geopyspark__cdse_search_1547_S2C.json", "55WFR", "05.12", -1000, "baseline")]
    [InlineData("geoengine/stac_responses_items_code-de.json", "48XVR", "05.12", -1000, "baseline")]
    public void An_item_of_another_shape_is_a_scene_once_its_files_can_be_read(
        string file, string tile, string baseline, int offset, string basis, string missing = "")
    {
        var item = FirstNode(file);
        foreach (var asset in item["assets"]!.AsObject().Select(a => a.Value).OfType<JsonObject>())
            if ((string?)asset["href"] is { } href && !href.StartsWith("https://", StringComparison.Ordinal))
                asset["href"] = $"https://example.org/{Path.GetFileName(href)}";
        if (missing.Length > 0) item["assets"]![missing] ??= new JsonObject { ["href"] = "https://example.org/B08.tif" };
        var (scene, unreadable) = Read(JsonSerializer.SerializeToElement(item));
        Assert.Null(unreadable?.Reason);
        Assert.Equal((tile, baseline, new BoaOffset(offset, basis)), (scene!.Tile, scene.Baseline, CatalogOffset.Of(scene)));
    }

    /// <summary>STAC 1.1 of a real item: the offset stands in the asset. Read as of collection 1 it counts.</summary>
    [SharedDataFact("geoengine")]
    public void A_real_offset_in_the_words_of_raster_2_is_declared()
    {
        var item = FirstNode("geoengine/stac_responses_items_code-de.json");
        foreach (var key in new[] { "B04_10m", "B08_10m", "SCL_20m" }) item["assets"]![key]!["href"] = $"https://example.org/{key}.tif";
        item["collection"] = "sentinel-2-c1-l2a";
        var scene = Read(JsonSerializer.SerializeToElement(item)).Scene!;
        Assert.Equal((-0.1, new BoaOffset(-1000, "declared")), (scene.DeclaredOffset, CatalogOffset.Of(scene)));
        Assert.Equal(("S2B_20260319T084559", "20260319T084555"), (scene.Acquisition, scene.Datastrip));
    }

    [SharedDataTheory("stac_items")]
    [InlineData("stac_items/openeo-geopyspark__cdse_search_1043.json", "missing-asset", "36NYH")] // s3:// links to JPEG 2000
    [InlineData("stac_items/openeo-geopyspark__cdse_search_1547_S2C.json", "missing-asset", "55WFR")]
    [InlineData("stac_items/hls__cdse_opensearch_example_search_response.json", "id", null)]
    [InlineData("stac_items/stactools__S2A_T60CWS_20240109T203651_L2A.json", "missing-asset", "60CWS")] // relative links to JPEG 2000
    [InlineData("stac_items/stactools__S2B_MSIL2A_20200914T231559_N0500_R087_T01VCG_20230315T224658.json", "missing-asset", "01VCG")]
    [InlineData("stac_items/stactools__S2A_MSIL2A_20230625T234621_N0509_R073_T01WCP_20230626T022157.SAFE.json", "missing-asset", "01WCP")]
    [InlineData("stac_items/stactools__S2A_MSIL2A_20230821T221941_N0509_R029_T01KAB_20230822T021825.SAFE.json", "missing-asset", "01KAB")]
    [InlineData("stac_items/stactools__S2B_MSIL2A_20220413T150759_N0400_R025_T33XWJ_20220414T082126.SAFE.json", "missing-asset", "33XWJ")]
    [InlineData(
        "stac_items/stactools__esa_S2B_MSIL2A_20210122T133229_N0214_R081_T22HBD_20210122T155500.SAFE.json", "missing-asset", "22HBD")]
    [InlineData("stac_items/sat-stac-sentinel__item.json", "missing-asset", "23VMF")]
    [InlineData("stac_items/stac-ext-raster__item-sentinel2.json", "missing-asset", "33SVB")]
    [InlineData("stac_items/stac-task__sentinel2-l2a-j2k-payload.json", "baseline", "52HGH")] // fault 10: it has none
    [InlineData("geoengine/stac_responses_items_element84-marburg-minimal.json", "baseline", "32UMB")]
    [InlineData("geoengine/stac_responses_items_code-de.json", "missing-asset", "48XVR")]
    // it was asked for few fields, and the id is none of them
    [InlineData("geoengine/stac_responses_items_code-de-marburg.json", "id", null)]
    [InlineData("geoengine/copernicus_dataspace_stac_responses_stac_response_1.json", "missing-asset", "32UMB")]
    [InlineData("xcube_stac_earthsearch/StacDataStoreTest_test_get_data_ids_include_attrs_1.json", "id", null)] // Sentinel-1
    public void An_item_that_cannot_be_read_is_refused_by_name(string file, string reason, string? tile)
    {
        var (scene, unreadable) = First(file);
        Assert.Null(scene);
        Assert.Equal((reason, tile), (unreadable!.Reason, unreadable.Tile));
    }

    /// <summary>The item of a file, or the first of a page, a list or a recorded answer.</summary>
    static (Scene? Scene, UnreadableItem? Unreadable) First(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(SharedData.File(file)!));
        return Read(json.RootElement);
    }

    static JsonObject FirstNode(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(SharedData.File(file)!))!;
        return (root is JsonArray list ? list[0]! : root["features"]?[0] ?? root).AsObject();
    }

    static (Scene? Scene, UnreadableItem? Unreadable) Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return Read(root[0]);
        if (root.TryGetProperty("body", out var body))
            return Read(body.ValueKind == JsonValueKind.String ? JsonDocument.Parse(body.GetString()!).RootElement : body);
        return root.TryGetProperty("features", out var features) ? Read(features[0]) : StacItemReader.Read(root, "test", NdviScene.Bands);
    }
}
