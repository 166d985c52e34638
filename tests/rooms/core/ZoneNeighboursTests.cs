using Vegetation.Core.Scenes;
using Vegetation.Tests.Functions;

namespace Vegetation.Tests.Core;

public sealed class ZoneNeighboursTests
{
    static Candidate At(string tile, double west, double east, double south = 46) =>
        Candidate.Of(RunOnS3.Scene(tile)) with { Bounds = [west, south, east, south + 1] };

    [Fact]
    public void A_neighbour_is_a_tile_of_the_next_zone_that_overlaps()
    {
        Candidate[] scenes = [At("32TQS", 11.6, 13.1), At("33TUM", 12.4, 13.8), At("33TVM", 13.7, 15.1), At("33TUL", 12.4, 13.8, 44.5),
            At("32TPS", 10.3, 11.8)];
        var neighbours = new ZoneNeighbours(scenes);
        Assert.Equal(["33TUM"], neighbours.Of(scenes[0]));
        Assert.Equal(["32TQS"], neighbours.Of(scenes[1]));
        Assert.Empty(neighbours.Of(scenes[4]));
    }

    [Fact]
    public void Zone_1_lies_beside_zone_60_and_bounds_that_are_not_known_count_as_overlapping()
    {
        Candidate[] scenes = [.. new[] { "01KAB", "60KXF", "60WXF" }.Select(
            tile => Candidate.Of(RunOnS3.Scene(tile)) with { Bounds = null })];
        Assert.Equal(["60KXF"], new ZoneNeighbours(scenes).Of(scenes[0]));
    }

    [Theory] // the letters of the bands leave out I and O
    [InlineData("60HXK", "01JAF", 1)]
    [InlineData("60PXS", "01NAJ", 1)]
    [InlineData("60HXK", "01KAB", 0)]
    public void Without_bounds_tiles_of_the_next_band_overlap(string one, string other, int neighbours)
    {
        Candidate[] scenes = [.. new[] { one, other }.Select(tile => Candidate.Of(RunOnS3.Scene(tile)) with { Bounds = null })];
        Assert.Equal(neighbours, new ZoneNeighbours(scenes).Of(scenes[0]).Count);
    }

    [Theory] // the same two places, as catalogs write them
    [InlineData(178.9, 180.6, -180.2, -178.6)]
    [InlineData(178.9, 180.6, 179.8, 181.4)]
    [InlineData(-181.1, -179.4, -180.2, -178.6)]
    [InlineData(178.9, 180, -180, -178.6)]
    public void Boxes_that_are_written_past_180_degrees_overlap_as_others_do(double west, double east, double otherWest, double otherEast)
    {
        Candidate[] scenes = [At("60UXF", west, east, 50), At("01UBQ", otherWest, otherEast, 50), At("01UDQ", -176, -174, 50),
            At("60UUF", 175, 176, 50)];
        Assert.Equal(["01UBQ"], new ZoneNeighbours(scenes).Of(scenes[0]));
        Assert.Equal(["60UXF"], new ZoneNeighbours(scenes).Of(scenes[1]));
        Assert.Empty(new ZoneNeighbours(scenes).Of(scenes[2]));
    }

    [Fact]
    public void Scenes_of_one_tile_are_joined_where_they_lie_however_their_boxes_are_written()
    {
        Candidate[] scenes = [At("60UXF", 178.9, 179.3, 50), At("60UXF", -180.4, -179.8, 50), At("01UBQ", 179.7, 181.4, 50),
            At("01UDQ", -176, -174, 50)];
        Assert.Equal(["01UBQ"], new ZoneNeighbours(scenes).Of(scenes[0] with { Bounds = [178.9, 50, 180.4, 51] }));
        Assert.Equal(["60UXF"], new ZoneNeighbours(scenes).Of(scenes[2]));
        Assert.Empty(new ZoneNeighbours(scenes).Of(scenes[3]));
    }
}
