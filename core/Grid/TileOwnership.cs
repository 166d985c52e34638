using Vegetation.Core.Scenes;

namespace Vegetation.Core.Grid;

/// <summary>
/// Which pixels of a tile are its own. Tiles are 109.8 km wide over squares of 100 km, so 17 % of a tile's pixels also lie in a neighbour.
/// A pixel belongs to the tile whose MGRS square holds its centre; at zone borders, where squares of two zones overlap, to the zone whose longitudes hold it.
/// </summary>
public sealed class TileOwnership
{
    const double NorthingCycleMetres = 2_000_000; // the row letters repeat

    public double WestMetres { get; }
    public double SouthMetres { get; }

    /// <summary>The longitudes of the tile's zone, half-open, in degrees.</summary>
    public double WestDegrees { get; }
    public double EastDegrees { get; }

    /// <param name="nearNorthing">The northing of any pixel of the tile: the letters tell it only modulo 2000 km.</param>
    public TileOwnership(Tile tile, double nearNorthing)
    {
        WestMetres = MgrsSquare.ColumnMetres(tile);
        var south = MgrsSquare.RowMetres(tile);
        SouthMetres = south + Math.Round((nearNorthing - MgrsSquare.SideMetres / 2 - south) / NorthingCycleMetres) * NorthingCycleMetres;
        (WestDegrees, EastDegrees) = MgrsSquare.ZoneLongitudes(tile);
    }

    public bool OwnsEasting(double easting) => easting >= WestMetres && easting < WestMetres + MgrsSquare.SideMetres;
    public bool OwnsNorthing(double northing) => northing >= SouthMetres && northing < SouthMetres + MgrsSquare.SideMetres;
    public bool OwnsLongitude(double longitude) => longitude >= WestDegrees && longitude < EastDegrees;
}
