using Vegetation.Core.Geography;
using Vegetation.Core.Requests;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;

namespace Vegetation.Tests.Core;

public sealed class TileTests
{
    [Theory]
    [InlineData("S2A_10TGS_20231203_0_L2A", "10TGS")]
    [InlineData("S2A_1KAB_20200717_0_L2A", "01KAB")]
    [InlineData("S2A_T01GBQ_20200123T220614_L2A", "01GBQ")]
    [InlineData("S2C_33UXP_20250126_0_L2A", "33UXP")]
    [InlineData("S2B_MSIL2A_20190629T212529_R043_T06VVN_20201006T080531", "06VVN")]
    [InlineData("S2B_MSIL2A_20260319T084559_N0512_R107_T48XVR_20260319T110755", "48XVR")]
    [InlineData("S2A_MSIL2A_20200703T103031_N0500_R108_T32UMB_20230321T201840.SAFE", "32UMB")]
    [InlineData("S2A_OPER_MSI_L2A_TL_2APS_20240109T203651_A044654_T60CWS", "60CWS")]
    [InlineData("S2A_OPER_MSI_L2A_TL_SGS__20240109T203651_A044654_T60CWS_N05.10", "60CWS")]
    public void The_tile_is_read_from_the_id_and_padded(string id, string tile)
    {
        Assert.True(SceneId.TryTile(id, out var read));
        Assert.Equal(tile, read.ToString());
    }

    [Theory]
    [InlineData("S2A_00TGS_20231203_0_L2A")]
    [InlineData("S2A_61TGS_20231203_0_L2A")]
    [InlineData("S2A_10IGS_20231203_0_L2A")]
    [InlineData("S2A_10TOS_20231203_0_L2A")]
    [InlineData("S2A_10TGS_20231203_0_L1C")]
    [InlineData("S2E_10TGS_20231203_0_L2A")]
    [InlineData("s2a_10tgs_20231203_0_l2a")]
    [InlineData("../S2A_10TGS_20231203_0_L2A")]
    [InlineData("S2A_10TGS_20231203_0_L2A\n")]
    [InlineData("S2A_10TGS_20231203_0_L2A\0")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_id(string? id) => Assert.False(SceneId.TryTile(id, out _));

    [Theory]
    [InlineData("33XVP", 32633, 400000, 9300000)]
    [InlineData("29RKH", 32629, 200000, 2700000)]
    [InlineData("32TPS", 32632, 600000, 5100000)]
    [InlineData("01KAB", 32701, 100000, 8100000)]
    public void The_square_of_a_tile_lies_where_MGRS_puts_it(string tile, int epsg, double west, double south)
    {
        var square = MgrsSquare.Of(Tile.Parse(tile));
        Assert.Equal((epsg, west, south), (square.Tile.Epsg, square.West, square.South));
    }

    [Theory] // square 600000 to 700000 and 5100000 to 5200000, raster 600000 to 709800 and 5090220 to 5200020
    [InlineData(600_000, 5_100_000, 11.9, TileClaim.Zone)]
    [InlineData(699_999, 5_199_999, 12.1, TileClaim.Square)]
    [InlineData(700_000, 5_150_000, 11.9, TileClaim.Raster)]
    [InlineData(650_000, 5_099_999, 11.9, TileClaim.Raster)]
    [InlineData(709_799, 5_090_220, 12.1, TileClaim.Raster)]
    [InlineData(650_000, 5_200_019, 11.9, TileClaim.Raster)]
    [InlineData(599_999, 5_150_000, 11.9, TileClaim.None)]
    [InlineData(709_800, 5_150_000, 11.9, TileClaim.None)]
    [InlineData(650_000, 5_090_219, 11.9, TileClaim.None)]
    [InlineData(650_000, 5_200_020, 11.9, TileClaim.None)]
    public void A_tile_claims_its_zone_before_its_square_before_its_raster(
        double easting, double northing, double longitude, TileClaim claim) =>
        Assert.Equal(claim, new TileOwnership(MgrsSquare.Of(Tile.Parse("32TPS"))).ClaimTo(easting, northing, longitude, 46));

    [SharedDataFact("tiles_grid/land_tiles.csv")]
    public void Every_land_tile_of_the_grid_lies_in_its_square()
    {
        var lines = File.ReadLines(SharedData.File("tiles_grid/land_tiles.csv")!).ToList();
        var columns = lines[0].Split(',').Select(c => c.Trim()).ToList();
        var count = 0;
        foreach (var values in lines.Skip(1).Select(l => l.Split(',')))
        {
            double Number(int column) => double.Parse(values[column], System.Globalization.CultureInfo.InvariantCulture);
            var tile = Tile.Parse(values[0]);
            Assert.Equal((int)Number(columns.IndexOf("epsg")), tile.Epsg);
            var (west, south) = (Number(columns.IndexOf("utm_xmin")), Number(columns.IndexOf("utm_ymin")));
            var square = MgrsSquare.Of(tile);
            Assert.InRange(square.West - west, 0, 9_900);
            Assert.InRange(square.South - south, 0, 9_900);
            count++;
        }
        Assert.True(count > 20_000);
    }

    [Theory]
    [InlineData("31VDG", 2.9, 60, true)]
    [InlineData("31VDG", 3.0, 60, false)]
    [InlineData("32VKM", 3.0, 60, true)]
    [InlineData("32VKM", 3.0, 55.9, false)] // a square of the band, but not the place
    [InlineData("33XVP", 9.0, 79, true)]
    [InlineData("33XVP", 9.0, 71.9, false)]
    [InlineData("34WEE", 23, 71.9, true)]
    [InlineData("34WEE", 23, 72, false)]
    [InlineData("33TUM", 12.0, 46, true)]
    [InlineData("32TQT", 12.0, 46, false)]
    [InlineData("01KAB", -180, -17, true)]
    public void A_place_belongs_to_one_zone(string tile, double longitude, double latitude, bool owned) =>
        Assert.Equal(owned, new TileOwnership(MgrsSquare.Of(Tile.Parse(tile))).OwnsLongitude(longitude, latitude));

    [Theory]
    [InlineData("local-1a2b", true)]
    [InlineData("2023-W49-1a2b3c4d", true)]
    [InlineData("../up", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void A_run_id_is_safe_as_a_part_of_a_key(string text, bool safe)
    {
        if (safe) Assert.Equal(text, new RunId(text).ToString());
        else Assert.StartsWith(
            $"runId: got \"{text}\"; expected", Assert.Throws<InvalidRequestException>(() => new RunId(text)).Message);
    }
}
