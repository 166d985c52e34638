using Vegetation.Core.Geography;

namespace Vegetation.Core.Sums;

/// <summary>
/// Which pixels of a tile are its own. Tiles are 109.8 km wide over squares of 100 km, so 17 % of a tile's pixels also lie in a neighbour.
/// A pixel belongs to the tile whose MGRS square holds its centre; at zone borders, where squares of two zones overlap, to the zone whose
/// longitudes hold it. Longitudes may be off by a whole turn.
/// </summary>
public sealed class TileOwnership
{
    const double NorthingCycleMetres = 2_000_000; // the row letters repeat

    readonly int zone;

    public double WestMetres { get; }
    public double SouthMetres { get; }

    /// <param name="nearNorthing">The northing of any pixel of the tile: the letters tell it only modulo 2000 km.</param>
    public TileOwnership(Tile tile, double nearNorthing)
    {
        WestMetres = MgrsSquare.ColumnMetres(tile);
        var south = MgrsSquare.RowMetres(tile);
        SouthMetres = south + Math.Round((nearNorthing - MgrsSquare.SideMetres / 2 - south) / NorthingCycleMetres) * NorthingCycleMetres;
        zone = tile.Zone;
    }

    public bool OwnsEasting(double easting) => easting >= WestMetres && easting < WestMetres + MgrsSquare.SideMetres;
    public bool OwnsNorthing(double northing) => northing >= SouthMetres && northing < SouthMetres + MgrsSquare.SideMetres;

    /// <summary>By the place's latitude, not the tile's band: squares reach over where the zones of Norway and Svalbard begin.</summary>
    public bool OwnsLongitude(double longitude, double latitude)
    {
        var (west, east) = MgrsSquare.ZoneLongitudes(zone, latitude);
        return Holds(longitude) || Holds(longitude - 360) || Holds(longitude + 360);

        bool Holds(double degrees) => degrees >= west && degrees < east;
    }
}
