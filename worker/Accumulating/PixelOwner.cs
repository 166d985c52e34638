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

    /// <summary>All zones, and all but the tile's own: whose squares have no part of this one, and so no say in it.</summary>
    readonly Zone[] zones, otherZones;

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
        var others = neighbours.Select(MgrsSquare.Of).ToLookup(other => other.Tile.Epsg);
        zones = [.. others.Select(zone => new Zone(zone.Key, GeolocationGrid.Utm(grid, zone.Key),
            [.. zone.Select(other => new Other(new(other), IsBefore(other.Tile, tile)))]))];
        otherZones = [.. zones.Where(zone => zone.Epsg != tile.Epsg)];
        foreach (var other in others[tile.Epsg])
            isOthers[2 + Steps(other.West - square.West), 2 + Steps(other.South - square.South)] = true;

        static int Steps(double metres) => Math.Clamp((int)(metres / MgrsSquare.SideMetres), -2, 2); // 2 is out of reach
    }

    public RowOfPixels Row(int row) => new(this, row);

    double Easting(int column) => grid.OriginX + ((column + 0.5) * grid.PixelSize);

    static bool IsBefore(Tile one, Tile other) => string.CompareOrdinal(one.ToString(), other.ToString()) < 0;

    internal sealed class RowOfPixels(PixelOwner owner, int row)
    {
        readonly TileOwnership own = owner.own;
        readonly double northing = owner.grid.OriginY - ((row + 0.5) * owner.grid.PixelSize);
        readonly int along = owner.own.Along(owner.grid.OriginY - ((row + 0.5) * owner.grid.PixelSize));

        /// <summary>False where other tiles' squares hold the whole row.</summary>
        public bool MayBeOwned => !(owner.isOthers[1, along] && owner.isOthers[2, along] && owner.isOthers[3, along]);

        public PixelSide SideOf(int column, double longitude, double latitude)
        {
            var across = own.Across(owner.Easting(column));
            var isInSquare = across == 2 && along == 2;
            return new(column, longitude, latitude, across, isInSquare ? owner.otherZones : owner.zones)
            {
                IsOwned = isInSquare && own.OwnsLongitude(longitude, latitude),
                IsOthers = !isInSquare && owner.isOthers[across, along],
            };
        }

        public bool IsOwned(in PixelSide pixel)
        {
            if (pixel.IsOwned || pixel.IsOthers) return pixel.IsOwned;
            var claim = own.ClaimTo(owner.Easting(pixel.Column), northing, pixel.Longitude, pixel.Latitude);
            foreach (var zone in pixel.Zones)
            {
                var (x, y) = zone.Positions.Row(row).At(pixel.Column);
                foreach (var (tile, isBefore) in zone.Tiles)
                {
                    var other = tile.ClaimTo(x, y, pixel.Longitude, pixel.Latitude);
                    if (other < claim || (other == claim && isBefore)) return false;
                }
            }
            return true;
        }

        /// <summary>
        /// Whether another pixel that lies in the same cell, and so in the same zone, lies on the same side of every other border that can
        /// part their owners. Along 64 pixels a border is crossed once at most, so that all between them have their owner too. Equal owners
        /// would not tell: a neighbour's corner may lie between.
        /// </summary>
        public bool IsSameSide(in PixelSide pixel, int column)
        {
            if (pixel.Across != own.Across(owner.Easting(column))) return false;
            if (pixel.IsOwned || pixel.IsOthers) return true; // no further border matters
            foreach (var zone in pixel.Zones)
            {
                var nodes = zone.Positions.Row(row);
                var ((x, y), (otherX, otherY)) = (nodes.At(pixel.Column), nodes.At(column));
                foreach (var (tile, _) in zone.Tiles)
                    if (tile.Across(x) != tile.Across(otherX) || tile.Along(y) != tile.Along(otherY)) return false;
            }
            return true;
        }
    }

    /// <summary>A pixel of a row, and what the squares of its own zone tell of its owner.</summary>
    /// <param name="Longitude">Of its centre, as its latitude.</param>
    /// <param name="Across">Between which of the tile's borders it lies.</param>
    /// <param name="Zones">Those that have a say where neither of the two is known.</param>
    internal readonly record struct PixelSide(int Column, double Longitude, double Latitude, int Across, Zone[] Zones)
    {
        public bool IsOwned { get; init; }
        public bool IsOthers { get; init; }
    }

    /// <summary>Tiles of one zone, and where the pixels lie in its metres.</summary>
    internal sealed record Zone(int Epsg, GeolocationGrid Positions, Other[] Tiles);

    internal readonly record struct Other(TileOwnership Tile, bool IsBefore);
}
