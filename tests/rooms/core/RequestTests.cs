using System.Text;
using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class RequestTests
{
    static readonly DateTimeOffset Wednesday = new(2023, 12, 13, 10, 0, 0, TimeSpan.Zero);

    static RequestResult Read(string json) => RequestReader.Read(JsonDocument.Parse(json).RootElement, Wednesday);

    [Fact]
    public void Nothing_asked_is_the_last_full_week_of_the_posts_box()
    {
        var request = Read("{}").OrThrow();
        Assert.Equal(new DateTimeOffset(2023, 12, 4, 0, 0, 0, TimeSpan.Zero), request.Window.From);
        Assert.Equal(new DateTimeOffset(2023, 12, 11, 0, 0, 0, TimeSpan.Zero), request.Window.To);
        Assert.Equal(-179.034845, request.Area.Bounds.West);
        Assert.Equal(
            (10, 25, 20, 0.95, 0.5),
            (request.MaxCloudCover, request.Jobs, request.InstancesPerJob, request.MinimumProcessed, request.MinimumObservedOfPrevious));
        Assert.Equal([0, 1, 3, 8, 9, 10, 11], request.Mask.Classes);
    }

    [Theory]
    [InlineData("2023-12-11T00:00:00Z", "2023-12-04")] // a Monday: the week before
    [InlineData("2023-12-10T23:59:59Z", "2023-11-27")] // a Sunday: its own week has not ended
    [InlineData("2021-01-04T06:00:00Z", "2020-12-28")] // over the year's end
    public void The_default_week_is_the_last_that_had_ended(string now, string monday)
    {
        var window = Window.LastFullWeekBefore(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(monday, window.From.ToString("yyyy-MM-dd"));
        Assert.Equal(TimeSpan.FromDays(7), window.Length);
    }

    [Fact]
    public void Week_53_belongs_to_the_year_that_it_began_in() =>
        Assert.Equal("2020-W53", Window.LastFullWeekBefore(new DateTimeOffset(2021, 1, 4, 6, 0, 0, TimeSpan.Zero)).IsoWeek.ToString());

    [Fact]
    public void A_window_is_half_open()
    {
        var window = Read("""{"from":"2023-12-04","to":"2023-12-05"}""").OrThrow().Window;
        Assert.True(window.Contains(window.From));
        Assert.True(window.Contains(window.To.AddTicks(-1)));
        Assert.False(window.Contains(window.To));
        Assert.Equal("2023-12-04 to 2023-12-04", window.ToString());
    }

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

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """{"area":[170,-20,-170,10],"from":"2023-12-04T06:30:00Z","selection":"all","mask":{"classes":[8,9,10],"dilationPixels":0},"maxScenes":7,"dryRun":true}""")]
    [InlineData("""{"mask":{"scl":"nearest"},"output":{"compression":"zstd","dataType":"float32"}}""")]
    [InlineData("""{"output":{"clip":true,"grid":"native"}}""")]
    [InlineData("""{"baseline":{"source":"s3://my-bucket/clms-ndvi-lts/","scale":0.004,"offset":-0.08,"validRange":[0,250]}}""")]
    [InlineData("""{"indices":["evi2"],"baseline":{"minimumYears":3,"source":"/data/my own/","index":"evi2"}}""")]
    [InlineData("""{"zones":"countries"}""")]
    [InlineData("""{"zones":{"key":"zones/2023/fields.json","id":"code"}}""")]
    [InlineData("""{"zones":{"features":{"type":"FeatureCollection","features":[{"id":7}]},"name":"label"}}""")]
    [InlineData(
        """{"indices":["evi","nbr2"],"resolution":40,"composite":"median","mask":{"cloudProbability":40},"output":{"qa":false}}""")]
    [InlineData(
        """{"area":{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},"scheduledAt":"2024-01-02T06:00:00Z"}""")]
    public void Written_and_read_again_a_request_is_the_same_bytes(string json)
    {
        var once = RequestWriter.Write(Read(json).OrThrow());
        var again = RequestReader.Read(JsonDocument.Parse(once).RootElement, DateTimeOffset.UnixEpoch.AddYears(50)).OrThrow();
        Assert.Equal(once, RequestWriter.Write(again));
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
    public void A_folder_with_a_baseline_may_be_written_without_its_last_slash()
    {
        var (without, with) = (Read("""{"baseline":{"source":"/data/my own"}}"""), Read("""{"baseline":{"source":"/data/my own/"}}"""));
        Assert.Equal("/data/my own/", without.OrThrow().Baseline.Foreign!.Source.Text);
        Assert.Equal(RequestWriter.Hash(with.OrThrow()), RequestWriter.Hash(without.OrThrow()));
        var error = Assert.Single(Read("""{"baseline":{"source":"s3://bucket/clms"}}""").Errors);
        Assert.EndsWith("each ends in /", error.Expected, StringComparison.Ordinal);
        Assert.Single(Read("""{"baseline":{"source":"/"}}""").Errors);
    }

    [Theory]
    [InlineData("http://127.0.0.1:21000/demonstration/", true)]
    [InlineData("http://localhost/demonstration", true)]
    [InlineData("http://127.0.0.1:21000/", false)]
    [InlineData("https://example.org/demonstration/", false)]
    [InlineData("http://localhost/stac?path=/demonstration", false)]
    [InlineData("http://127.0.0.1:8080/collections/demonstration", false)]
    [InlineData("earth-search", false)]
    public void A_request_to_the_demonstration_s_catalog_knows_that_its_scenes_are_generated(string catalog, bool isGenerated) =>
        Assert.Equal(isGenerated, Read($$"""{"catalogs":["{{catalog}}"]}""").OrThrow().IsGenerated);

    [Fact]
    public void The_posts_linear_sampling_is_refused_and_what_is_always_done_may_be_said()
    {
        Assert.Contains(
            "bench/Scenes only", Assert.Throws<InvalidRequestException>(() => Read("""{"mask":{"scl":"linear"}}""").OrThrow()).Message);
        Assert.Equal(Read("{}").OrThrow().Mask, Read("""{"mask":{"scl":"nearest"}}""").OrThrow().Mask);
    }

    [Fact]
    public void The_output_is_deflated_int16_unless_it_is_asked_otherwise()
    {
        Assert.Equal(new OutputFormat(OutputCompression.Deflate, OutputDataType.Int16), Read("{}").OrThrow().Output);
        Assert.Equal(
            new OutputFormat(OutputCompression.Zstd, OutputDataType.Int16), Read("""{"output":{"compression":"zstd"}}""").OrThrow().Output);
        Assert.NotEqual(
            RequestWriter.Hash(Read("{}").OrThrow()), RequestWriter.Hash(Read("""{"output":{"dataType":"float32"}}""").OrThrow()));
    }

    [Fact]
    public void Outputs_are_cut_to_the_area_only_if_it_is_asked_and_have_no_other_grid()
    {
        var (plain, clipped) = (Read("{}").OrThrow(), Read("""{"output":{"clip":true}}""").OrThrow());
        Assert.Equal((false, true), (plain.Output.Clip, clipped.Output.Clip));
        Assert.NotEqual(RequestWriter.Hash(plain), RequestWriter.Hash(clipped));
        Assert.Equal(RequestWriter.Hash(plain), RequestWriter.Hash(Read("""{"output":{"clip":false,"grid":"native"}}""").OrThrow()));
        var refused = Assert.Single(Read("""{"output":{"grid":"EPSG:3035"}}""").Errors);
        Assert.Equal("output.grid", refused.Field);
        Assert.Contains("\"native\" (gdalwarp makes other grids", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_that_are_typed_become_an_object_whose_key_follows_from_them()
    {
        static string Typed(string id) =>
            """{"zones":{"features":{"type":"FeatureCollection","features":[{"properties":{"id":"X"}}]}}}""".Replace("X", id, StringComparison.Ordinal);
        var (one, same, other) = (Read(Typed("a")).OrThrow(), Read(Typed("a")).OrThrow(), Read(Typed("b")).OrThrow());
        Assert.Matches("^zones/[0-9a-f]{16}\\.geojson$", one.Zones!.Key);
        Assert.Equal("""{"type":"FeatureCollection","features":[{"properties":{"id":"a"}}]}""", Encoding.UTF8.GetString(one.Zones.Features!));
        Assert.DoesNotContain("properties", Encoding.UTF8.GetString(RequestWriter.Write(one)), StringComparison.Ordinal);
        Assert.Equal(RequestWriter.Hash(one), RequestWriter.Hash(same));
        Assert.NotEqual(RequestWriter.Hash(one), RequestWriter.Hash(other));
    }

    [Fact]
    public void A_box_over_the_antimeridian_is_split_in_two()
    {
        var area = Read("""{"area":[170,-20,-170,10]}""").OrThrow().Area;
        Assert.Equal(
            [(170, 180), (-180, -170)],
            area.Polygons.Select(p => ((int)p.Rings[0].Min(r => r.Longitude), (int)p.Rings[0].Max(r => r.Longitude))));
    }
}
