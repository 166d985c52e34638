using Vegetation.Core.Geography;

namespace Vegetation.Tests.Core;

public sealed class TileNeighboursTests
{
    static string NeighboursOf(string tile, string run) =>
        string.Join(' ', new TileNeighbours(run.Split(' ').Select(Tile.Parse)).Of(Tile.Parse(tile)));

    [Theory]
    [InlineData("32TPS", "32TNR 32TNS 32TNT 32TPR 32TPS 32TPT 32TQR 32TQS 32TQT 32TMS 32TPQ 32TPS",
        "32TNR 32TNS 32TNT 32TPR 32TPT 32TQR 32TQS 32TQT")] // its own zone
    [InlineData("32TQS", "33TUM 33TVM 33TUL 33TUN 32TPS 32TNS 33TUK", "32TPS 33TUL 33TUM 33TUN")] // the next zone
    [InlineData("01KAB", "60KYG 60KYF 60KXG 60WXF 01KBB 01KCB", "01KBB 60KYF 60KYG")] // the antimeridian
    [InlineData("60HXK", "01JAF 01JAG 60HXJ", "01JAF 60HXJ")] // the next band
    [InlineData("36NXF", "36MXE 36NYF 36MXD", "36MXE 36NYF")] // the equator
    [InlineData("31XFH", "33XVH 33XVJ 32WPE 33XWJ", "33XVH 33XVJ")] // Svalbard
    [InlineData("29XNL", "31XDF 31XDE", "")]
    [InlineData("32TQS", "32TQS", "")]
    public void Neighbours_are_the_other_tiles_of_the_run_whose_rasters_overlap(string tile, string run, string neighbours) =>
        Assert.Equal(neighbours, NeighboursOf(tile, run));

    [Fact]
    public void Of_two_tiles_each_is_the_neighbour_of_the_other()
    {
        var tiles = MgrsSquare.All().Select(square => square.Tile).Where(tile => tile.Zone is > 59 or < 2 or (> 30 and < 37)).ToList();
        var neighbours = new TileNeighbours(tiles);
        var found = tiles.ToDictionary(tile => tile, neighbours.Of);
        Assert.All(found, pair => Assert.All(pair.Value, other => Assert.Contains(pair.Key, found[other])));
        Assert.All(found.Values, others => Assert.InRange(others.Count, 2, 30));
    }

    [Fact]
    public void A_name_that_is_no_square_is_nobodys_neighbour() => Assert.Equal("", NeighboursOf("32TQS", "31TQS 32TAA"));
}
