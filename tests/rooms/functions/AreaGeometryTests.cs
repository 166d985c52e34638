using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Functions.Searching;
using Vegetation.Products.Shapes;

namespace Vegetation.Tests.Functions;

public sealed class AreaGeometryTests
{
    static AreaGeometry Area(string area) => new(Requested(area));

    static Area Requested(string area)
    {
        using var json = JsonDocument.Parse($$"""{"area":{{area}}}""");
        return RequestReader.Read(json.RootElement, DateTimeOffset.UnixEpoch.AddYears(54)).OrThrow().Area;
    }

    static Scene Item(string id, string geometry)
    {
        using var item = JsonDocument.Parse($$$"""
            {"id":"{{{id}}}","geometry":{{{geometry}}},"properties":{"datetime":"2023-12-05T10:00:00Z","s2:processing_baseline":"05.09"},
             "assets":{"red":{"href":"https://example.org/1"},"nir":{"href":"https://example.org/2"},"scl":{"href":"https://example.org/3"} } }
            """);
        return StacItemReader.Read(item.RootElement, "earth-search", NdviScene.Bands).Scene!;
    }

    static string Polygon(double west, double south, double east, double north) =>
        FormattableString.Invariant(
            $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{east}},{{south}}],[{{east}},{{north}}],[{{west}},{{north}}],[{{west}},{{south}}]]]}""");

    [Fact]
    public void An_outline_in_its_tile_says_where_the_pixels_are()
    {
        var east = Area("[17.5, 47.9, 17.6, 48.5]"); // within 33UXP
        Assert.False(east.Touches(Item("S2A_33UXP_20231205_0_L2A", Polygon(16.4, 47.9, 17, 48.6))));
        Assert.True(east.Touches(Item("S2A_33UXP_20231205_0_L2A", Polygon(17.2, 47.9, 17.8, 48.6))));
        Assert.False(Area("[20, 47.9, 21, 48.5]").Touches(Item("S2A_33UXP_20231205_0_L2A", Polygon(16.4, 47.9, 17, 48.6))));
    }

    [Theory] // most tiles are told by their boxes
    [InlineData("[-179,-56,179.4,83.8]")]
    [InlineData("[5.9,45.8,10.5,47.8]")]
    [InlineData("[10,76,34,81]")]
    [InlineData("[170,-48,-170,-10]")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-10,36],[30,36],[25,71],[5,62],[-10,36]],[[6,46],[6,52],[14,52],[14,46],[6,46]]]}""")]
    public void A_tile_touches_an_area_where_its_outline_does(string area)
    {
        var (geometry, tiles) = (Area(area), LandTiles.All.Where((_, i) => i % 6 == 0).ToList());
        var polygons = Requested(area).Polygons.Select(polygon => TileGeometry.Polygon(polygon.Rings));
        var outline = PreparedGeometryFactory.Prepare(new GeometryFactory().CreateMultiPolygon([.. polygons]));
        var expected = tiles.Where(tile => outline.Intersects(TileGeometry.Of(MgrsSquare.Of(tile)))).ToList();
        Assert.InRange(expected.Count, 1, tiles.Count);
        Assert.Equal(expected, tiles.Where(geometry.Touches));
    }

    [Theory] // fault 16
    [InlineData("null")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[16,48],[17,48]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":"none"}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[180.0001,48],[180.0002,48],[180.0002,49],[180.0001,48]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[16.5,48.2],[16.5,48.2],[16.5,48.2],[16.5,48.2]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[16.5,48],[17.8,48.6],[16.5,48.6],[17.8,48],[16.5,48]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[100,10],[101,10],[101,11],[100,10]]]}""")]
    public void Where_the_outline_cannot_be_right_the_tile_counts(string geometry)
    {
        Assert.True(Area("[17.5, 48.28, 17.6, 48.32]").Touches(Item("S2A_33UXP_20231205_0_L2A", geometry)));
        Assert.False(Area("[100, 10, 101, 11]").Touches(Item("S2A_33UXP_20231205_0_L2A", geometry)));
    }

    [Theory] // fault 16: 01KAB lies on both sides of the antimeridian
    [InlineData("[179.3, -17, 179.9, -16.5]", true)]
    [InlineData("[-179.95, -17, -179.8, -16.5]", true)]
    [InlineData("[179.5, -17, -179.5, -16.5]", true)]
    [InlineData("""{"type":"Polygon","coordinates":[[[179.5,-17],[180.5,-17],[180.5,-16.5],[179.5,-17]]]}""", true)]
    [InlineData("[178, -17, 179, -16.5]", false)]
    [InlineData("[-179, -17, -170, -16.5]", false)]
    [InlineData("[0, -17, 10, -16.5]", false)]
    public void A_tile_across_the_antimeridian_is_found_from_both_sides(string area, bool touches)
    {
        const string inverted =
            """{"type":"Polygon","coordinates":[[[179.2,-17.2],[-179.7,-17.2],[-179.7,-16.2],[179.2,-16.2],[179.2,-17.2]]]}""";
        foreach (
            var geometry in new[] {
            "null", inverted, Polygon(-180, -17.2, 180, -16.2), Polygon(179.25, -17.2, 180.28, -16.3),
            Polygon(-180.75, -17.2, -179.72, -16.3), Polygon(100, -17.2, 101, -16.3) })
            Assert.Equal(touches, Area(area).Touches(Item("S2A_1KAB_20230821_0_L2A", geometry)));
    }

    [Theory]
    [InlineData("[[10,44],[20,50],[20,44],[10,49],[10,44]]")] // crosses itself
    [InlineData("[[10,44],[14.5,46.7],[20,44],[20,50],[14.5,46.7],[10,49],[10,44]]")] // touches itself
    public void All_parts_of_an_area_that_meets_itself_count(string ring)
    {
        var area = Area($$"""{"type":"Polygon","coordinates":[{{ring}}]}""");
        Assert.All(["32TPS", "33TYN"], tile => Assert.True(area.Touches(Tile.Parse(tile)), tile));
        Assert.False(area.Touches(Tile.Parse("33UVQ")));
    }

    [Fact]
    public void An_area_with_a_hole_is_not_in_its_hole()
    {
        var ring = Area(
            """{"type":"Polygon","coordinates":[[[10,40],[25,40],[25,55],[10,55],[10,40]],[[14,46],[20,46],[20,50],[14,50],[14,46]]]}""");
        Assert.False(ring.Touches(Tile.Parse("33UXP")));
        Assert.True(ring.Touches(Tile.Parse("33TVK")));
    }
}
