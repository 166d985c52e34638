using Vegetation.Core.Geography;

namespace Vegetation.Tests.Core;

public sealed class GroundAreaTests
{
    /// <summary>GeographicLib's areas of the ellipsoid and of a degree at the equator, whose sides along it are geodesics.</summary>
    [Theory]
    [InlineData(-180, -90, 180, 90, 510_065_621.724)]
    [InlineData(0, 0, 180, 90, 127_516_405.431)]
    public void Boxes_have_the_areas_of_the_ellipsoid(double west, double south, double east, double north, double km2) =>
        Assert.Equal(km2, GroundArea.SquareKilometres([new([Box(west, south, east, north)])]), 0.001);

    [Fact]
    public void Holes_are_left_out_parts_add_up_and_the_direction_of_rings_does_not_matter()
    {
        var (outer, inner, beside) = (Box(10, 46, 11, 47), Box(10.2, 46.2, 10.4, 46.4), Box(11, 46, 12, 47));
        double Area(params AreaPolygon[] polygons) => GroundArea.SquareKilometres(polygons);
        Assert.Equal(
            Area(new AreaPolygon([outer])) - Area(new AreaPolygon([inner])), Area(new AreaPolygon([outer, [.. inner.Reverse()]])), 1e-9);
        Assert.Equal(Area(new AreaPolygon([Box(10, 46, 12, 47)])), Area(new([outer]), new([beside])), 1e-9);
    }

    /// <summary>On the map a square of UTM is 0.04 % larger to 0.03 % smaller than on the ground.</summary>
    [Fact]
    public void A_square_of_100_km_has_10_000_square_kilometres_but_for_the_scale_of_the_map()
    {
        var square = MgrsSquare.Of(Tile.Parse("32TPS"));
        Assert.Equal(10_000 / (0.9996 * 0.9996) * 0.99945, GroundArea.SquareKilometres([new([square.SquareOutline()])]), 5.0);
    }

    static IReadOnlyList<Position> Box(double west, double south, double east, double north) =>
        [new(west, south), new(east, south), new(east, north), new(west, north), new(west, south)];
}
