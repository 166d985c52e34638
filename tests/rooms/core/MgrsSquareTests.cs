using System.Globalization;
using Vegetation.Core.Geography;
using Vegetation.Raster;

namespace Vegetation.Tests.Core;

public sealed class MgrsSquareTests
{
    [Theory]
    [InlineData("33XVP", 399_960, 9_290_220, 509_760, 9_400_020)]
    [InlineData("01CEH", 499_980, 690_220, 609_780, 800_020)]
    public void A_tile_reaches_109_800_m_from_the_north_west_of_its_square(
        string tile, double west, double south, double east, double north) =>
        Assert.Equal((west, south, east, north), MgrsSquare.Of(Tile.Parse(tile)).RasterMetres);

    [Theory]
    [InlineData("33AAA")] // letters of another zone
    [InlineData("32XNG")] // a zone that Svalbard has given up
    [InlineData("33XVT")] // a row far from its band
    public void A_name_that_stands_for_nothing_has_no_square(string name) =>
        Assert.False(Tile.TryParse(name, out var tile) && MgrsSquare.TryOf(tile, out _));

    [Fact]
    public void A_raster_lies_within_its_box_which_is_little_larger() =>
        Assert.All(LandTiles.All.Where((_, i) => i % 5 == 0 || i < 500).Concat(LandTiles.All.Where(t => t.Band is 'C' or 'X')), tile =>
    {
        var square = MgrsSquare.Of(tile);
        var ((west, south, east, north), outline) = (square.Box, square.Outline());
        Assert.All(outline, position => Assert.True(
            west <= position.Longitude && position.Longitude <= east && south <= position.Latitude && position.Latitude <= north,
            $"{tile}: {position} is outside {square.Box}"));
        var most = Math.Abs(south + north) < 160 ? 1.5 : 8; // degrees of longitude are short at the poles
        Assert.True(east - west - (outline.Max(p => p.Longitude) - outline.Min(p => p.Longitude)) < most, $"{tile}: {square.Box}");
    });

    [Fact]
    public void A_square_has_one_name()
    {
        var squares = MgrsSquare.All().ToList();
        Assert.Equal(squares.Count, squares.Select(s => (s.Tile.Epsg, s.West, s.South)).Distinct().Count());
        Assert.InRange(squares.Count, 56_000, 57_500); // ESA counts about 56,700
    }

    [Theory] // against PROJ
    [InlineData("33UXP")]
    [InlineData("01KAB")]
    [InlineData("60WXA")]
    [InlineData("31XDH")]
    [InlineData("18FYF")]
    public void Outlines_are_where_PROJ_has_them(string name)
    {
        var square = MgrsSquare.Of(Tile.Parse(name));
        var (west, south, east, north) = square.RasterMetres;
        double[] x = [west, east, east, west], y = [south, south, north, north];
        Projection.ToLonLat(square.Tile.Epsg, x, y);
        var outline = square.Outline();
        Assert.Equal(outline[0], outline[^1]);
        for (var corner = 0; corner < 4; corner++)
        {
            var point = outline[corner * (outline.Count - 1) / 4];
            Assert.InRange(Math.Abs(Math.IEEERemainder(point.Longitude - x[corner], 360)), 0, 1e-7);
            Assert.InRange(Math.Abs(point.Latitude - y[corner]), 0, 1e-8);
        }
    }

    [SharedDataFact("tiles_grid/land_tiles.csv")]
    public void Every_tile_of_esas_list_lies_where_the_rule_says()
    {
        var lines = File.ReadLines(SharedData.File("tiles_grid/land_tiles.csv")!).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.Equal(20_430, lines.Count);
        Assert.All(lines, line =>
        {
            var (west, south, east, north) = MgrsSquare.Of(Tile.Parse(line[0])).RasterMetres;
            Assert.Equal(line[2..6], new[] { west, south, east, north }.Select(v => v.ToString(CultureInfo.InvariantCulture)));
        });
    }

    [SharedDataFact("tiles_grid/land_tiles.csv")]
    public void Every_tile_of_esas_list_is_one_by_the_rule_but_for_31VFL()
    {
        var all = MgrsSquare.All().Select(s => s.Tile.ToString()).ToHashSet();
        Assert.Equal(["31VFL"], File.ReadLines(SharedData.File("tiles_grid/land_tiles.csv")!).Skip(1).Select(l => l.Split(',')[0]).Where(
            t => !all.Contains(t)));
    }
}
