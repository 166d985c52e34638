using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;

namespace Vegetation.Tests.Core;

/// <summary>
/// Every node of a good document in turn replaced by every kind of nonsense: readers answer, they do not break. Fault 17.
/// </summary>
public sealed class OddJsonTests
{
    static readonly string[] Nonsense =
        ["null", "true", "-1", "1e999", "12345678901234567890", "0.5", "\"\"", "\"x\"", "\"\\u0000\\n\"", "\"\\ud800\"", "[]", "[[]]",
            "[null,null]", "{}", "[1]", "[\"a\",{}]"];

    const string Mark = "here";

    const string Item = """
        {"id":"S2A_33UXP_20230605_0_L2A","collection":"sentinel-2-c1-l2a","bbox":[16.3,47.8,17.9,48.8],
         "links":[{"rel":"self","href":"https://example.org/i"}],
         "properties":{"datetime":"2023-06-05T10:00:31Z","platform":"sentinel-2a","eo:cloud_cover":12.5,
           "proj:epsg":32633,"proj:code":"EPSG:32633","s2:processing_baseline":"05.09","earthsearch:boa_offset_applied":true,
           "s2:nodata_pixel_percentage":20,"s2:high_proba_clouds_percentage":3},
         "assets":{"red":{"href":"https://example.org/B04.tif","proj:shape":[10980,10980],"raster:bands":[{"offset":-0.1}]},
           "nir":{"href":"https://example.org/B08.tif"},"scl":{"href":"https://example.org/SCL.tif"} } }
        """;

    const string Request = """
        {"area":{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}},
         "from":"2023-12-04","to":"2023-12-11","maxCloudCover":10,"catalogs":["earth-search"],"selection":"clearest",
         "mask":{"classes":[1],"dilationPixels":2},"jobs":1,"instancesPerJob":1,"instanceType":"ml.m5.xlarge","maxScenes":5,
         "dryRun":false,"minimumProcessed":0.5,"minimumObservedOfPrevious":0.25,"scheduledAt":"2023-12-11T06:00:00Z"}
        """;

    [Fact]
    public void An_odd_item_is_a_scene_or_a_reason()
    {
        var (scenes, reasons) = (0, 0);
        foreach (var odd in Variants(Item))
        {
            var (scene, unreadable) = StacItemReader.Read(odd, "earth-search", NdviScene.Bands);
            Assert.True(scene is null != unreadable is null, odd.GetRawText());
            if (scene is null) reasons++;
            else scenes++;
            if (scene is not null) _ = (CatalogOffset.Of(scene), Candidate.Of(scene).ClearShare);
        }
        Assert.True(scenes > 50 && reasons > 50, $"{scenes} scenes, {reasons} reasons");
    }

    [Fact]
    public void An_odd_request_is_a_request_or_errors()
    {
        var wrong = 0;
        foreach (var odd in Variants(Request))
        {
            var result = RequestReader.Read(odd, DateTimeOffset.UnixEpoch.AddYears(54));
            Assert.True(result.Request is null == result.Errors.Count > 0, odd.GetRawText());
            if (result.Request is null) wrong++;
        }
        Assert.True(wrong > 100, $"{wrong}");
    }

    static IEnumerable<JsonElement> Variants(string document)
    {
        foreach (var nonsense in Nonsense)
        {
            var count = Paths(JsonNode.Parse(document)!).Count();
            for (var i = 0; i < count; i++)
            {
                var whole = JsonNode.Parse(document)!;
                var place = Paths(whole).ElementAt(i);
                if (place.Parent is JsonObject parent) parent[place.GetPropertyName()] = Mark;
                else if (place.Parent is JsonArray array) array[place.GetElementIndex()] = Mark;
                yield return JsonDocument.Parse(
                    whole.ToJsonString().Replace($"\"{Mark}\"", nonsense, StringComparison.Ordinal)).RootElement;
            }
            yield return JsonDocument.Parse(nonsense).RootElement;
        }
    }

    /// <summary>Every node below a root.</summary>
    static IEnumerable<JsonNode> Paths(JsonNode node) => node switch
    {
        JsonObject o => o.Select(p => p.Value).OfType<JsonNode>().SelectMany(c => Paths(c).Prepend(c)),
        JsonArray a => a.OfType<JsonNode>().SelectMany(c => Paths(c).Prepend(c)),
        _ => [],
    };
}
