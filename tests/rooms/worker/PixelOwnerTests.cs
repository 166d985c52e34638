using Vegetation.Core.Geography;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;

namespace Vegetation.Tests.Worker;

/// <summary>Two neighbours over the border of zones 32 and 33, at 12 degrees east, where the grid has no tile 33TTM between them.</summary>
public sealed class PixelOwnerTests
{
    static readonly GeoGrid West = new(10980, 10980, 699960, 5200020, 10, 32632); // 32TQS
    static readonly GeoGrid East = new(10980, 10980, 300000, 5200020, 10, 32633); // 33TUM

    static readonly Tile WestTile = Tile.Parse("32TQS"), EastTile = Tile.Parse("33TUM");

    static readonly Lazy<(PixelOwner West, PixelOwner East)> Both =
        new(() => (new(West, WestTile, [EastTile]), new(East, EastTile, [WestTile])));
    static readonly Lazy<PixelOwner> Alone = new(() => new(West, WestTile, []));

    [Theory]
    [InlineData(11.9, true, true)] // its own zone
    [InlineData(12.2, true, true)] // beyond it, where no other tile is
    [InlineData(12.5, false, true)] // the neighbour's square, if the run has the neighbour
    public void Beyond_its_zone_a_tile_owns_what_no_neighbour_of_the_run_does(double longitude, bool withNeighbour, bool alone)
    {
        Assert.Equal(withNeighbour, Owns(Both.Value.West, West, longitude, 46.5));
        Assert.Equal(alone, Owns(Alone.Value, West, longitude, 46.5));
    }

    static bool Owns(PixelOwner owner, GeoGrid grid, double longitude, double latitude)
    {
        double[] x = [longitude], y = [latitude];
        Projection.FromLonLat(grid.Epsg, x, y);
        var (column, row) = ((int)Math.Floor((x[0] - grid.OriginX) / 10), (int)Math.Floor((grid.OriginY - y[0]) / 10));
        if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height) return false;
        // The place's own longitude, not that of the pixel's centre: at 12 degrees exactly one of two pixels owns.
        return owner.Row(row) is { MayBeOwned: true } pixels && pixels.IsOwned(pixels.SideOf(column, longitude, latitude));
    }
}
