using Vegetation.Worker.Reading;

namespace Vegetation.Worker.Accumulating;

/// <summary>
/// Which pixels of a scene are counted here and nowhere else: those to which no other tile of the run has a stronger claim, or the same
/// and the earlier name. So a tile counts beyond its square and its zone where the run has no tile for the place.
/// </summary>
internal sealed class PixelOwner
{
    readonly GeoGrid grid;
    readonly TileOwnership own;
    readonly List<Zone> zones;

    /// <summary>
    /// By the borders of the own tile that a pixel lies between: whether that is another tile's square, in the same zone, so that its claim
    /// is stronger whatever the longitude.
    /// </summary>
    readonly bool[,] isOthers = new bool[5, 5];

    /// <param name="neighbours">All tiles of the run whose rasters overlap this one's.</param>
    public PixelOwner(GeoGrid grid, Tile tile, IEnumerable<Tile> neighbours)
    {
        var square = MgrsSquare.Of(tile);
        (this.grid, own) = (grid, new(square));
        var others = neighbours.Select(MgrsSquare.Of).ToList();
        zones = [.. others.GroupBy(other => other.Tile.Epsg).Select(zone => new Zone(
            GeolocationGrid.Utm(grid, zone.Key), [.. zone.Select(other => new Other(new(other), IsBefore(other.Tile, tile)))]))];
        foreach (var other in others.Where(other => other.Tile.Epsg == tile.Epsg))
            isOthers[2 + Steps(other.West - square.West), 2 + Steps(other.South - square.South)] = true;

        static int Steps(double metres) => Math.Clamp((int)(metres / MgrsSquare.SideMetres), -2, 2); // 2 is out of reach
    }

    /// <summary>False where other tiles' squares hold the whole row.</summary>
    public bool MayOwnRow(int row) =>
        own.Along(Northing(row)) is var along && !(isOthers[1, along] && isOthers[2, along] && isOthers[3, along]);

    /// <param name="longitude">The pixel centre's, as its latitude.</param>
    public bool Owns(int row, int column, double longitude, double latitude) =>
        Evident(own.Across(Easting(column)), row, longitude, latitude) ?? IsFirst(row, column, longitude, latitude);

    /// <summary>
    /// Whether two pixels of a row that lie in one cell, and so in one zone, lie on the same side of every border that can part their
    /// owners. Along 64 pixels a border is crossed once at most, so that all between them have their owner too. Equal owners would not
    /// tell: a neighbour's corner may lie between.
    /// </summary>
    /// <param name="longitude">Of the first pixel's centre, as its latitude.</param>
    public bool IsSameSide(int row, int column, int other, double longitude, double latitude)
    {
        var across = own.Across(Easting(column));
        if (across != own.Across(Easting(other))) return false;
        if (Evident(across, row, longitude, latitude) is not null) return true; // no further border matters
        foreach (var (positions, tiles) in zones)
        {
            var nodes = positions.Row(row);
            var ((x, y), (otherX, otherY)) = (nodes.At(column), nodes.At(other));
            foreach (var (tile, _) in tiles)
                if (tile.Across(x) != tile.Across(otherX) || tile.Along(y) != tile.Along(otherY)) return false;
        }
        return true;
    }

    /// <summary>Whether a pixel is owned, where the squares of the own zone tell; null where every other tile has a say.</summary>
    bool? Evident(int across, int row, double longitude, double latitude)
    {
        var along = own.Along(Northing(row));
        if (isOthers[across, along]) return false;
        return (across, along) == (2, 2) && own.OwnsLongitude(longitude, latitude) ? true : null;
    }

    bool IsFirst(int row, int column, double longitude, double latitude)
    {
        var claim = own.ClaimTo(Easting(column), Northing(row), longitude, latitude);
        foreach (var (positions, tiles) in zones)
        {
            var (easting, northing) = positions.Row(row).At(column);
            foreach (var (tile, isBefore) in tiles)
            {
                var other = tile.ClaimTo(easting, northing, longitude, latitude);
                if (other < claim || (other == claim && isBefore)) return false;
            }
        }
        return true;
    }

    double Easting(int column) => grid.OriginX + ((column + 0.5) * grid.PixelSize);

    double Northing(int row) => grid.OriginY - ((row + 0.5) * grid.PixelSize);

    static bool IsBefore(Tile one, Tile other) => string.CompareOrdinal(one.ToString(), other.ToString()) < 0;

    /// <summary>Tiles of one zone, and where the pixels lie in its metres.</summary>
    sealed record Zone(GeolocationGrid Positions, IReadOnlyList<Other> Tiles);

    readonly record struct Other(TileOwnership Tile, bool IsBefore);
}
