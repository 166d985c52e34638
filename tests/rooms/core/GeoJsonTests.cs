using System.Text.Json;
using Vegetation.Core.Geography;

namespace Vegetation.Tests.Core;

/// <summary>Polygons as GeoJSON has them, and cut along meridians.</summary>
public sealed class GeoJsonTests
{
    static readonly AreaPolygon Square = new([[new(10, 40), new(12, 40), new(12, 42), new(10, 42), new(10, 40)]]);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var hole = new AreaPolygon([Square.Rings[0], [new(10.5, 40.5), new(11.5, 40.5), new(11.5, 41.5), new(10.5, 40.5)]]);
        Assert.Equal(Positions([hole]), Positions(GeoJson.Polygons(JsonSerializer.SerializeToElement(GeoJson.Polygon(hole)))!));
        Assert.Equal(Positions([Square, hole]),
            Positions(GeoJson.Polygons(JsonSerializer.SerializeToElement(GeoJson.MultiPolygon([Square, hole])))!));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"type":5,"coordinates":[]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2]}""")]
    [InlineData("""{"type":"Polygon"}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[1,2]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[["1","2"]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1e999,2]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[1,2],[3,4]]]}""")]
    public void What_is_no_polygon_of_numbers_is_not_read(string geometry) =>
        Assert.Null(GeoJson.Polygons(JsonSerializer.Deserialize<JsonElement>(geometry)));

    [Fact]
    public void Both_sides_of_a_meridian_share_the_points_on_it()
    {
        var (west, east) = (PolygonClipper.WestOf(Square.Rings[0], 11), PolygonClipper.EastOf(Square.Rings[0], 11));
        Assert.Equal([new(10, 40), new(11, 40), new(11, 42), new(10, 42), new(10, 40)], west);
        Assert.Equal([new(11, 40), new(12, 40), new(12, 42), new(11, 42), new(11, 40)], east);
        Assert.Empty(PolygonClipper.WestOf(Square.Rings[0], 9));
        Assert.Equal(Square.Rings[0], PolygonClipper.EastOf(Square.Rings[0], 9));
    }

    static IEnumerable<string> Positions(IEnumerable<AreaPolygon> polygons) =>
        polygons.Select(polygon => string.Join(" | ", polygon.Rings.Select(ring => string.Join(' ', ring))));
}
