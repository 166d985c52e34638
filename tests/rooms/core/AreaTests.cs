using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;

namespace Vegetation.Tests.Core;

public sealed class AreaTests
{
    static RequestResult Read(string area)
    {
        using var json = JsonDocument.Parse($$"""{"area":{{area}}}""");
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54));
    }

    static List<(double West, double South, double East, double North)> Boxes(string area) =>
        [.. Read(area).OrThrow().Area.Polygons.Select(p => new Area([p]).Bounds).OrderBy(b => b.West)];

    [Theory]
    [InlineData("[177, -19, -179, -16]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[177,-19],[181,-19],[181,-16],[177,-16],[177,-19]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-183,-19],[-179,-19],[-179,-16],[-183,-16],[-183,-19]]]}""")]
    [InlineData(
        """{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[177,-19],[180,-19],[180,-16],[177,-16],[177,-19]]],[[[-180,-19],[-179,-19],[-179,-16],[-180,-16],[-180,-19]]]]}}""")]
    public void An_area_across_the_antimeridian_has_a_part_on_each_side(string area) =>
        Assert.Equal([(-180, -19, -179, -16), (177, -19, 180, -16)], Boxes(area));

    [Fact]
    public void A_slanted_edge_is_cut_where_it_crosses()
    {
        var (west, east) = (Boxes("""{"type":"Polygon","coordinates":[[[178,0],[182,4],[178,8],[178,0]]]}""") is [var a, var b]) ? (a, b)
            : throw new InvalidOperationException();
        Assert.Equal((-180, 2, -178, 6), west);
        Assert.Equal((178, 0, 180, 8), east);
    }

    [Fact]
    public void All_polygons_of_a_collection_s_features_are_the_area_with_their_holes()
    {
        const string collection = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[1,1]]]}},
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[3,3],[5,3],[5,5],[3,3]]]}},
            {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[8,8],[9,8],[9,9],[8,8]]],[[[179,0],[181,0],[181,1],[179,0]]]]}}]}
            """;
        var area = Read(collection).OrThrow().Area;
        Assert.Equal([(-180, 0, -179, 1), (0, 0, 4, 4), (3, 3, 5, 5), (8, 8, 9, 9), (179, 0, 180, 0.5)], Boxes(collection));
        Assert.Equal([2, 1, 1, 1, 1], area.Polygons.Select(polygon => polygon.Rings.Count));
    }

    [Theory]
    [InlineData("[-180, -90, 180, 90]")]
    [InlineData("[-180, 60, 180, 90]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-180,60],[0,60],[180,60],[180,90],[-180,90],[-180,60]]]}""")]
    public void Areas_reach_the_poles(string area) => Assert.Equal(90, Read(area).OrThrow().Area.Bounds.North);

    [Theory]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[177,-19],[-179,-19],[-179,-16],[177,-16],[177,-19]]]}""", "either way around the Earth")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,1],[2,2],[0,0]]]}""", "without area")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""", "does not end where it starts")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[400,0],[400,1],[0,0]]]}""", "[400, 0]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,91],[0,0]]]}""", "[1, 91]")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[]}""", "without polygons")]
    [InlineData("""{"type":"Point","coordinates":[0,0]}""", "Point")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "without features")]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},{"type":"Feature","geometry":{"type":"Point","coordinates":[0,0]}}]}""",
        "in feature 2 of 2 a GeoJSON Point")]
    [InlineData(
        """{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{}]}""", "in feature 1 of 2 a Feature without a geometry")]
    [InlineData("""{"type":"Feature","properties":{}}""", "a Feature without a geometry")]
    [InlineData(
        """{"type":"Polygon","coordinates":[[[600000,5300000],[600100,5300000],[600100,5300100],[600000,5300000]]]}""",
        "position [600000, 5300000] (these look like metres: reproject to EPSG:4326 with  ogr2ogr -t_srs EPSG:4326 degrees.geojson FILE  "
        + "and with -s_srs EPSG:CODE where FILE does not name its own CRS)")]
    [InlineData(
        "[600000, 5300000, 600100, 5300100]",
        "position [600000, 5300000] (these look like metres: type the box in degrees of EPSG:4326, such as 10.5,45.2,14.9,47.7)")]
    [InlineData("[361, 45, 372, 46]", "these look like metres")]
    [InlineData("""{"type":"Polygon","coordinates":[[[48,116],[48,117],[49,117],[48,116]]]}""", "these look swapped")]
    [InlineData("[180.0001, 0, 181, 1]", "180.0001")]
    [InlineData("[180, 0, -180, 1]", "an empty box")]
    [InlineData("[12, 47, 11, 46]", "[12, 47, 11, 46], whose south lies above its north (did you mean [11,46,12,47]?)")]
    [InlineData("[170, 10, -170, -10]", "(did you mean [170,-10,-170,10]?)")]
    public void What_is_no_area_is_refused_with_what_to_do(string area, string said)
    {
        var error = Assert.Single(Read(area).Errors);
        Assert.Equal("area", error.Field);
        Assert.Contains(said, error.Got, StringComparison.Ordinal);
        Assert.Equal(!area.StartsWith('['), error.Expected.Contains("write 177 to 181", StringComparison.Ordinal)); // a box has no edges
    }

    [Theory]
    [InlineData("[-179.034845, -55.973798, 179.371094, 83.780085]")]
    [InlineData("[170, -20, -170, -10]")]
    [InlineData("[170, -20, -180, -10]")]
    [InlineData("[180, -20, -170, -10]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[177,-19],[181,-19],[181,-16],[177,-16],[177,-19]]]}""")]
    public void A_request_that_is_written_is_read_as_it_was(string area)
    {
        var first = RequestWriter.Write(Read(area).OrThrow());
        using var json = JsonDocument.Parse(first);
        Assert.Equal(first, RequestWriter.Write(RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch).OrThrow()));
    }

    [Theory] // ISO weeks: Monday to Monday, whatever the year
    [InlineData("2021-01-08T05:00:00Z", "2020-12-28", "2021-01-04", "2020-W53")] // fault 18
    [InlineData("2021-01-11T00:00:00Z", "2021-01-04", "2021-01-11", "2021-W01")]
    [InlineData("2024-01-03T12:00:00Z", "2023-12-25", "2024-01-01", "2023-W52")]
    [InlineData("2025-01-06T00:00:00Z", "2024-12-30", "2025-01-06", "2025-W01")]
    [InlineData("2027-01-05T23:59:59Z", "2026-12-28", "2027-01-04", "2026-W53")]
    public void Weeks_are_right_at_the_ends_of_years(string moment, string from, string to, string week)
    {
        var window = Window.LastFullWeekBefore(DateTimeOffset.Parse(moment));
        Assert.Equal((from, to, week), (window.From.ToString("yyyy-MM-dd"), window.To.ToString("yyyy-MM-dd"), window.IsoWeek.ToString()));
        Assert.True(window.Contains(window.From) && !window.Contains(window.To) && window.Contains(window.To.AddTicks(-1)));
    }
}
