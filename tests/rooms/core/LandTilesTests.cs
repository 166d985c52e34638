using Vegetation.Core.Geography;

namespace Vegetation.Tests.Core;

public sealed class LandTilesTests
{
    [Fact]
    public void The_table_is_ascending_and_without_doubles()
    {
        var tiles = LandTiles.All.Select(tile => tile.ToString()).ToList();
        Assert.Equal(tiles.Distinct().Order(StringComparer.Ordinal), tiles);
    }

    [Theory]
    [InlineData("32TPS", true)] // the Alps
    [InlineData("01CEH", true)] // Antarctica
    [InlineData("60WVA", true)] // Chukotka, beyond it the antimeridian
    [InlineData("30SVF", true)] // a strait with land on either side
    [InlineData("33TTM", false)] // a sliver at a zone border: the tiles of zone 32 reach over
    [InlineData("25QDA", false)] // the middle of the Atlantic
    public void Land_is_in_it_and_sea_is_not(string tile, bool expected) =>
        Assert.Equal(expected, LandTiles.All.Any(t => t.ToString() == tile));

    /// <summary>
    /// Land of the Earth north of 60 S: 135 million square kilometres (CIA World Factbook: 148.94 million with Antarctica, whose 14.0
    /// million are 12.3 without its ice shelves, as Natural Earth has it; 1.4 million of that lie south of 84 S, where no tiles are).
    /// </summary>
    [Theory]
    [InlineData("north of 60 S", -180, -60, 180, 84, 134.7e6, 0.01)]
    [InlineData("with Antarctica", -180, -90, 180, 90, 134.7e6 + 12.3e6 - 1.4e6, 0.01)]
    [InlineData("Iceland", -26, 63, -12, 67.5, 103_000, 0.02)]
    [InlineData("Sri Lanka", 79.55, 5, 83, 10.3, 65_610, 0.05)]
    [InlineData("Madagascar", 42, -27, 52, -11, 587_041, 0.02)]
    [InlineData("Tasmania", 143, -45, 150, -39.2, 68_401, 0.03)]
    [InlineData("Svalbard, in wide zones", 8, 76, 36, 81.5, 61_022, 0.05)]
    [InlineData("Fiji, across the antimeridian", 176.5, -19.5, 182.5, -15.5, 18_270, 0.06)]
    public void The_land_of_its_tiles_is_that_of_the_Earth(string place, double west, double south, double east, double north,
        double squareKilometres, double within)
    {
        var tiles = LandTiles.All.Where(tile => MgrsSquare.Of(tile).At(0.5, 0.5) is var centre && centre.Latitude > south
            && centre.Latitude < north
            && new[] { 0, 360 }.Any(turn => centre.Longitude + turn > west && centre.Longitude + turn < east));
        var found = tiles.Sum(tile => (double)LandTiles.SquareKilometres(tile.ToString()));
        Assert.True(Math.Abs(found / squareKilometres - 1) < within, $"{place}: got {found} km²; expected {squareKilometres}");
    }

    [Fact]
    public void A_square_has_no_more_land_than_ground_and_a_tile_at_a_zone_border_only_its_own()
    {
        Assert.InRange(LandTiles.All.Max(tile => LandTiles.SquareKilometres(tile.ToString())), 9990, 10_010);
        Assert.Equal(10_000, LandTiles.SquareKilometres("32TPS"), 10.0);
        Assert.InRange(LandTiles.SquareKilometres("32TQS"), 5000, 8000); // it reaches over the sliver 33TTM, but not into 33TUM
        Assert.Equal(0, LandTiles.SquareKilometres("25QDA"));
        Assert.Equal(0, LandTiles.SquareKilometres("no tile"));
    }

    [SharedDataFact("tiles_grid/land_tiles.csv")]
    public void It_agrees_with_the_tiles_of_esas_grid_that_touch_land()
    {
        var expected = File.ReadLines(SharedData.File("tiles_grid/land_tiles.csv")!).Skip(1).Select(line => line.Split(',')[0]).ToHashSet();
        var found = LandTiles.All.Select(tile => tile.ToString()).ToHashSet();
        // islets and atolls that Natural Earth has and world-atlas has not
        Assert.Equal(130, expected.Count(tile => !found.Contains(tile)));
        Assert.Equal(["33XWE"], found.Where(tile => !expected.Contains(tile)));
    }
}
