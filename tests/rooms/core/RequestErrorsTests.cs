using Vegetation.Core.Requests;
using static Vegetation.Tests.Core.RequestTests;

namespace Vegetation.Tests.Core;

/// <summary>Requests that are refused, with every field that is wrong.</summary>
public sealed class RequestErrorsTests
{
    [Theory]
    [InlineData("""{"maxClouds":5}""", "maxClouds", "unknown")]
    [InlineData("""{"maxCloudCover":101}""", "maxCloudCover", "101")]
    [InlineData("""{"maxCloudCover":"10"}""", "maxCloudCover", "\"10\"")]
    [InlineData("""{"jobs":0}""", "jobs", "0")]
    [InlineData("""{"jobs":2.5}""", "jobs", "2.5")]
    [InlineData("""{"area":[10,50,9]}""", "area", "3 numbers")]
    [InlineData("""{"area":[10,50,11,49]}""", "area", "did you mean [10,49,11,50]?")]
    [InlineData("""{"area":[10,50,11,50]}""", "area", "empty box")]
    [InlineData("""{"area":[10,50,11,91]}""", "area", "91")]
    [InlineData("""{"area":{"type":"Point","coordinates":[1,2]}}""", "area", "Point")]
    [InlineData("""{"area":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}""", "area", "3 positions")]
    [InlineData("""{"area":"Bavaria"}""", "area", "Bavaria")]
    [InlineData("""{"from":"yesterday"}""", "from", "yesterday")]
    [InlineData("""{"from":"2023-12-05","to":"2023-12-04"}""", "to", "2023-12-05")]
    [InlineData("""{"catalogs":["ftp://example.org"]}""", "catalogs", "ftp")]
    [InlineData("""{"catalogs":["http://example.org/v1"]}""", "catalogs", "http://example.org")]
    [InlineData("""{"catalogs":[]}""", "catalogs", "[]")]
    [InlineData("""{"selection":"best"}""", "selection", "best")]
    [InlineData("""{"mask":{"classes":[12]}}""", "mask.classes", "12")]
    [InlineData("""{"mask":{"dilationPixels":6}}""", "mask.dilationPixels", "6")]
    [InlineData("""{"mask":{"dilate":1}}""", "mask.dilate", "unknown")]
    [InlineData("""{"mask":[8]}""", "mask", "[8]")]
    [InlineData("""{"mask":{"scl":"cubic"}}""", "mask.scl", "cubic")]
    [InlineData("""{"mask":{"scl":"linear"}}""", "mask.scl", "\"linear\"")]
    [InlineData("""{"output":"float32"}""", "output", "float32")]
    [InlineData("""{"output":{"compression":"lzw"}}""", "output.compression", "lzw")]
    [InlineData("""{"output":{"dataType":16}}""", "output.dataType", "16")]
    [InlineData("""{"output":{"level":9}}""", "output.level", "unknown")]
    [InlineData("""{"zones":"districts"}""", "zones", "districts")]
    [InlineData("""{"zones":["a"]}""", "zones", "[\"a\"]")]
    [InlineData("""{"zones":{}}""", "zones", "{}")]
    [InlineData("""{"zones":{"key":"runs/a/request.json"}}""", "zones.key", "runs/a/request.json")]
    [InlineData("""{"zones":{"key":"zones/../latest.json"}}""", "zones.key", "zones/../latest.json")]
    [InlineData("""{"zones":{"key":"zones/a.geojson","id":""}}""", "zones.id", "\"\"")]
    [InlineData("""{"zones":{"key":"zones/a.geojson","column":"b"}}""", "zones.column", "an unknown field")]
    [InlineData("""{"zones":{"features":{"type":"Feature"}}}""", "zones.features", "Feature")]
    [InlineData("""{"zones":{"features":{"type":"FeatureCollection","features":[]}}}""", "zones.features", "0 features")]
    [InlineData(
        """{"zones":{"features":{"type":"FeatureCollection","features":[{"id":1,"properties":{"code":1}}]},"id":"parcel"}}""",
        "zones.id", "parcel")]
    [InlineData("""{"zones":{"features":{"type":"FeatureCollection","features":[{}]}}}""", "zones.id", "id")]
    [InlineData("""{"catalogs":["http://127.0.0.1:1/demonstration","earth-search"]}""", "catalogs", "generated scenes beside others")]
    [InlineData("""{"dryRun":"yes"}""", "dryRun", "yes")]
    [InlineData("""{"minimumProcessed":-0.1}""", "minimumProcessed", "-0.1")]
    [InlineData("""{"minimumObservedOfPrevious":1.1}""", "minimumObservedOfPrevious", "1.1")]
    [InlineData("""{"minimumCoverage":0.9}""", "minimumCoverage", "an unknown field")]
    [InlineData("""{"baseline":{"source":"clms/"}}""", "baseline.source", "clms/")]
    [InlineData("""{"baseline":{"source":"s3://bucket/clms"}}""", "baseline.source", "s3://bucket/clms")]
    [InlineData("""{"baseline":{"source":"s3://b/a/"}}""", "baseline.source", "s3://b/a/")]
    [InlineData("""{"baseline":{"source":"baselines/../runs/"}}""", "baseline.source", "baselines/../runs/")]
    [InlineData("""{"baseline":{"source":"baselines/a/","validRange":[250,0]}}""", "baseline.validRange", "[250,0]")]
    [InlineData("""{"baseline":{"source":"baselines/a/","scale":0}}""", "baseline.scale", "0")]
    [InlineData("""{"baseline":{"source":"baselines/a/","index":"evi2"}}""", "baseline.index", "evi2")]
    [InlineData("""{"indices":["evi2"],"baseline":{"source":"baselines/a/"}}""", "baseline.index", "nothing, which is ndvi")]
    [InlineData("""{"baseline":{"scale":0.004}}""", "baseline.scale", "0.004")]
    [InlineData("""{"baseline":{"folder":"a"}}""", "baseline.folder", "an unknown field")]
    [InlineData("""{"instanceType":"m5.xlarge"}""", "instanceType", "m5.xlarge")]
    [InlineData("[]", "request", "[]")]
    public void An_error_names_the_field_and_what_came(string json, string field, string came)
    {
        var error = Assert.Single(Read(json).Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(came, error.Got, StringComparison.Ordinal);
        Assert.NotEmpty(error.Expected);
    }

    [Fact]
    public void All_errors_are_named_at_once() =>
        Assert.Equal(3, Read("""{"jobs":-1,"selection":"best","speed":9}""").Errors.Count);

    [Theory]
    [InlineData("""{"indices":["ndvi","lai"]}""", "indices", "ndvi, evi2, savi, msavi2, gndvi, ndwi, ndmi, nbr, nbr2, ndre, evi, kndvi")]
    [InlineData("""{"indices":["ndvi","ndvi"]}""", "indices", "each index once")]
    [InlineData("""{"indices":[]}""", "indices", "a list of 1 to 12 texts")]
    [InlineData("""{"resolution":30}""", "resolution", "10, 20, 40, 80, 160")]
    [InlineData("""{"indices":["nbr2"],"resolution":10}""", "resolution", "20, 40, 80, 160, since the bands of nbr2 have 20 m")]
    [InlineData("""{"composite":"mean"}""", "composite", "\"median\"")]
    [InlineData("""{"composite":"best","selection":"clearest"}""", "selection", "\"all\" or nothing beside a composite")]
    [InlineData("""{"mask":{"cloudProbability":0}}""", "mask.cloudProbability", "1 to 100")]
    [InlineData("""{"mask":{"classes":[0,1],"cloudProbability":40}}""", "mask.classes", "8 among them beside cloudProbability")]
    [InlineData("""{"output":{"qa":1}}""", "output.qa", "true or false")]
    public void An_error_says_what_is_expected(string json, string field, string expected)
    {
        var error = Assert.Single(Read(json).Errors);
        Assert.Equal(field, error.Field);
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_quoted_is_short_and_on_one_line()
    {
        var error = Assert.Single(Read("{\"selection\":\"" + new string('x', 500) + "\"}").Errors);
        Assert.InRange(error.Got.Length, 1, 64);
        Assert.DoesNotContain('\n', Assert.Single(Read("{\"a\\nb\":1}").Errors).ToString());
    }

    [Fact]
    public void Where_no_zone_has_the_property_those_that_there_are_are_named()
    {
        const string features =
            """{"type":"FeatureCollection","features":[{"properties":{"parcel":1,"crop":"rye"}},{"properties":{"name":"x","crop":2}},{"properties":null}]}""";
        var error = Assert.Single(Read($$$"""{"zones":{"features":{{{features}}},"id":"code"}}""").Errors);
        Assert.Equal("zones.id: got code; expected a property of the features, which have parcel, crop, name.", error.ToString());
        Assert.Empty(Read($$$"""{"zones":{"features":{{{features}}},"id":"name"}}""").Errors);
    }

    [Fact]
    public void The_posts_linear_sampling_is_refused_and_what_is_always_done_may_be_said()
    {
        Assert.Contains(
            "bench/Scenes only", Assert.Throws<InvalidRequestException>(() => Read("""{"mask":{"scl":"linear"}}""").OrThrow()).Message);
        Assert.Equal(Read("{}").OrThrow().Mask, Read("""{"mask":{"scl":"nearest"}}""").OrThrow().Mask);
    }
}
