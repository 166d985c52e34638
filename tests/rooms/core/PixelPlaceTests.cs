using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Geography;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>Where an item says that its pixels lie.</summary>
public sealed class PixelPlaceTests
{
    static readonly PixelPlace Place = new(600000, 5200020, 10);

    public static TheoryData<string, string, bool> Transforms => new()
    {
        { "six numbers", "[10,0,600000,0,-10,5200020]", true },
        { "the whole matrix", "[10.0,0.0,600000.0,0.0,-10.0,5200020.0,0,0,1]", true },
        { "GDAL's order", "[600000,10,0,5200020,0,-10]", false },
        { "turned", "[8,6,600000,6,-8,5200020]", false },
        { "pixels that are not square", "[10,0,600000,0,-20,5200020]", false },
        { "south up", "[10,0,600000,0,10,5200020]", false },
        { "infinitely far", "[10,0,1e999,0,-10,5200020]", false },
        { "texts", """["10","0","600000","0","-10","5200020"]""", false },
        { "too few", "[10,0,600000,0,-10]", false },
        { "no list", "10", false },
    };

    [Theory]
    [MemberData(nameof(Transforms))]
    public void A_transform_is_read_or_is_as_good_as_none(string form, string transform, bool isPlace)
    {
        var item = Item();
        foreach (var band in new[] { "red", "nir", "scl" }) item["assets"]![band]!["proj:transform"] = JsonNode.Parse(transform);
        var (scene, unreadable) = Read(item);
        Assert.True(unreadable is null, $"{form}: {unreadable?.Reason}");
        Assert.NotNull(scene);
        Assert.Equal(isPlace ? Place : (PixelPlace?)null, scene.Red.Place);
        Assert.Equal(scene.Red.Place, scene.Scl.Place);
        var back = JsonSerializer.Deserialize(JsonSerializer.Serialize(scene, Vegetation.Core.CoreJson.Default.Scene),
            Vegetation.Core.CoreJson.Default.Scene)!;
        Assert.Equal(scene, back with { Outline = scene.Outline, Assets = scene.Assets });
        Assert.Equal(scene.Assets, back.Assets);
    }

    /// <summary>The worker holds files to the raster that the tile's name fixes: real items all say that it is theirs.</summary>
    [SharedDataFact("stac_items")]
    public void Real_items_lie_on_the_rasters_of_their_tiles()
    {
        var seen = 0;
        foreach (var file in Directory.EnumerateFiles(SharedData.Folder, "*.json", SearchOption.AllDirectories))
        {
            if (Item(file) is not { } item || Read(item).Scene is not { } scene || scene.Red.Place is not { } place) continue;
            var (west, _, _, north) = MgrsSquare.Of(Tile.Parse(scene.Tile)).RasterMetres;
            Assert.True(new PixelPlace(west, north, 10) == place, $"{file}: {place}");
            seen++;
        }
        Assert.InRange(seen, 5, int.MaxValue);
    }

    static JsonObject? Item(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static (Scene? Scene, UnreadableItem? Unreadable) Read(JsonNode item) =>
        StacItemReader.Read(JsonSerializer.SerializeToElement(item), "test", NdviScene.Bands);

    static JsonObject Item() => JsonNode.Parse("""
        {"id":"S2A_32TPS_20220612_0_L2A","collection":"sentinel-2-l2a",
         "properties":{"datetime":"2022-06-12T10:00:00Z","s2:processing_baseline":"04.00"},
         "assets":{"red":{"href":"https://a.test/r.tif"},"nir":{"href":"https://a.test/n.tif"},"scl":{"href":"https://a.test/s.tif"}}}
        """)!.AsObject();
}
