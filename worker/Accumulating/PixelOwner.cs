namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Which pixels of a scene are counted here and nowhere else: those in the tile's own square, and beyond its zone's longitudes only
/// where no square of the neighbouring tiles of the run holds them. Sentinel-2 has no tiles for the slivers of squares at zone borders
/// (33TTM does not exist: 32TQS reaches over), so that longitudes alone would leave holes. Where two squares are both beyond their
/// zones, as near 72 N, the first by name counts.
/// </summary>
internal sealed class PixelOwner
{
    readonly GeoGrid grid;
    readonly TileOwnership own;
    readonly List<(TileOwnership Square, GeolocationGrid Positions, bool IsBefore)> neighbours;

    /// <param name="neighbours">The run's tiles of other zones that overlap this one.</param>
    public PixelOwner(GeoGrid grid, Tile tile, IEnumerable<Tile> neighbours)
    {
        this.grid = grid;
        own = new TileOwnership(tile, (grid.OriginY + grid.Bottom) / 2);
        this.neighbours = [.. neighbours.Select(n => Neighbour(n, tile))];
    }

    public bool OwnsRow(int row) => own.OwnsNorthing(grid.OriginY - ((row + 0.5) * grid.PixelSize));

    /// <param name="longitude">The pixel centre's, as its latitude.</param>
    public bool Owns(int row, int column, double longitude, double latitude) =>
        own.OwnsEasting(Easting(column)) && (own.OwnsLongitude(longitude, latitude) || !IsNeighbours(row, column, longitude, latitude));

    /// <summary>
    /// Whether two pixels of a row that lie in one cell, and so in one zone, lie on the same side of every other border that can part their
    /// owners. Along 64 pixels a border is crossed once at most, so that all between them have their owner too. Equal owners would not
    /// tell: a neighbour's corner may lie between.
    /// </summary>
    /// <param name="longitude">Of the first pixel's centre, as its latitude.</param>
    public bool IsSameSide(int row, int column, int other, double longitude, double latitude)
    {
        if (own.OwnsEasting(Easting(column)) != own.OwnsEasting(Easting(other))) return false;
        if (own.OwnsLongitude(longitude, latitude)) return true; // neighbours have no say
        foreach (var (square, positions, _) in neighbours)
        {
            var nodes = positions.Row(row);
            var ((x, y), (otherX, otherY)) = (nodes.At(column), nodes.At(other));
            if (square.OwnsEasting(x) != square.OwnsEasting(otherX) || square.OwnsNorthing(y) != square.OwnsNorthing(otherY)) return false;
        }
        return true;
    }

    double Easting(int column) => grid.OriginX + ((column + 0.5) * grid.PixelSize);

    bool IsNeighbours(int row, int column, double longitude, double latitude)
    {
        foreach (var (square, positions, isBefore) in neighbours)
        {
            var (easting, northing) = positions.Row(row).At(column);
            if (square.OwnsEasting(easting) && square.OwnsNorthing(northing)
                && (isBefore || square.OwnsLongitude(longitude, latitude))) return true;
        }
        return false;
    }

    (TileOwnership, GeolocationGrid, bool) Neighbour(Tile tile, Tile own)
    {
        var positions = GeolocationGrid.Utm(grid, tile.Epsg);
        var square = new TileOwnership(tile, positions.Row(grid.Height / 2).At(grid.Width / 2).Y);
        return (square, positions, string.CompareOrdinal(tile.ToString(), own.ToString()) < 0);
    }
}
