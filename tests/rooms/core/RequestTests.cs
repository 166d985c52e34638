using System.Text;
using System.Text.Json;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class RequestTests
{
    static readonly DateTimeOffset Wednesday = new(2023, 12, 13, 10, 0, 0, TimeSpan.Zero);

    internal static RequestResult Read(string json) => RequestReader.Read(JsonDocument.Parse(json).RootElement, Wednesday);

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
