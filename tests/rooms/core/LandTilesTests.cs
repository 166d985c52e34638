using Vegetation.Core.Grid;

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

    [SharedDataFact("tiles_grid/land_tiles.csv")]
    public void It_agrees_with_the_tiles_of_esas_grid_that_touch_land()
    {
        var expected = File.ReadLines(SharedData.File("tiles_grid/land_tiles.csv")!).Skip(1).Select(line => line.Split(',')[0]).ToHashSet();
        var found = LandTiles.All.Select(tile => tile.ToString()).ToHashSet();
        Assert.Equal(131, expected.Count(tile => !found.Contains(tile))); // islets and atolls that Natural Earth has and world-atlas has not
        Assert.Equal(["33XWE"], found.Where(tile => !expected.Contains(tile)));
    }
}
