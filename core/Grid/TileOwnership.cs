using Vegetation.Core.Scenes;

namespace Vegetation.Core.Grid;

/// <summary>
/// Which pixels of a tile are its own. Tiles are 109.8 km wide over squares of 100 km, so 17 % of a tile's pixels also lie in a neighbour.
/// A pixel belongs to the tile whose MGRS square holds its centre; at zone borders, where squares of two zones overlap, to the zone whose longitudes hold it.
/// </summary>
public sealed class TileOwnership
{
    const double SquareMetres = 100_000;
    const double NorthingCycleMetres = 2_000_000; // the row letters repeat

    const string Columns = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    const string Rows = "ABCDEFGHJKLMNPQRSTUV";

    public double WestMetres { get; }
    public double SouthMetres { get; }

    /// <summary>The longitudes of the tile's zone, half-open, in degrees.</summary>
    public double WestDegrees { get; }
    public double EastDegrees { get; }

    /// <param name="nearNorthing">The northing of any pixel of the tile: the letters tell it only modulo 2000 km.</param>
    public TileOwnership(Tile tile, double nearNorthing)
    {
        WestMetres = (Columns.IndexOf(tile.Square[0]) % 8 + 1) * SquareMetres;
        // Row letters start at A in odd zones and at F in even ones.
        var row = (Rows.IndexOf(tile.Square[1]) - (tile.Zone % 2 == 0 ? 5 : 0) + 20) % 20;
        var south = row * SquareMetres;
        SouthMetres = south + Math.Round((nearNorthing - SquareMetres / 2 - south) / NorthingCycleMetres) * NorthingCycleMetres;
        (WestDegrees, EastDegrees) = ZoneLongitudes(tile);
    }

    public bool OwnsEasting(double easting) => easting >= WestMetres && easting < WestMetres + SquareMetres;
    public bool OwnsNorthing(double northing) => northing >= SouthMetres && northing < SouthMetres + SquareMetres;
    public bool OwnsLongitude(double longitude) => longitude >= WestDegrees && longitude < EastDegrees;

    /// <summary>Six degrees a zone, but for southern Norway (band V) and Svalbard (band X).</summary>
    static (double West, double East) ZoneLongitudes(Tile tile) => (tile.Zone, tile.Band) switch
    {
        (31, 'V') => (0, 3),
        (32, 'V') => (3, 12),
        (31, 'X') => (0, 9),
        (33, 'X') => (9, 21),
        (35, 'X') => (21, 33),
        (37, 'X') => (33, 42),
        var (zone, _) => (zone * 6 - 186, zone * 6 - 180),
    };
}
