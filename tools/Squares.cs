namespace Vegetation.LandTiles;

/// <summary>
/// The squares that have a Sentinel-2 tile, by rule: those that reach into their zone, but on its western side only where about half of them does,
/// since the tiles of the zone before reach over. A square on the border of two latitude bands belongs to the one that has more of it.
/// The rule was found by comparing with ESA's grid; tests/rooms/core says how well it agrees.
/// </summary>
internal static class Squares
{
    const string Columns = "ABCDEFGHJKLMNPQRSTUVWXYZ", Rows = "ABCDEFGHJKLMNPQRSTUV", Bands = "CDEFGHJKLMNPQRSTUVWX";
    const int Samples = 15; // a side
    const double WesternShare = 0.475, MostSouthern = -84, MostNorthern = 84;

    public static IEnumerable<Square> All() =>
        from zone in Enumerable.Range(1, 60)
        from south in new[] { false, true }
        from column in Enumerable.Range(0, 8)
        from row in Enumerable.Range(0, 95)
        select At(zone, south, column, row) into square
        where square is not null
        select square;

    static Square? At(int zone, bool south, int column, int row)
    {
        var (west, bottom) = ((column + 1) * Square.Side, south ? 10_000_000 - ((row + 1) * Square.Side) : row * Square.Side);
        var square = new Square("", (south ? 32700 : 32600) + zone, west, bottom);
        var positions = square.LonLat(Lattice(west, bottom)).Where(p => p.Latitude is >= MostSouthern and < MostNorthern && (p.Latitude < 0) == south).ToList();
        if (positions.Count == 0) return null;
        var band = positions.GroupBy(p => BandOf(p.Latitude)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        var (start, end) = ZoneOf(zone, band);
        var inside = positions.Count(p => p.Longitude >= start && p.Longitude < end) / (double)positions.Count;
        if (inside == 0 || (inside < WesternShare && positions.Average(p => p.Longitude) < (start + end) / 2.0)) return null;
        var letters = $"{Columns[(((zone - 1) % 3) * 8) + column]}{Rows[((int)Math.Round(bottom / Square.Side) + (zone % 2 == 0 ? 5 : 0)) % 20]}";
        return square with { Tile = $"{zone:00}{band}{letters}" };
    }

    static List<(double X, double Y)> Lattice(double west, double bottom)
    {
        const double step = Square.Side / Samples;
        return [.. from y in Enumerable.Range(0, Samples) from x in Enumerable.Range(0, Samples) select (west + ((x + 0.5) * step), bottom + ((y + 0.5) * step))];
    }

    // Bands have eight degrees; C and X reach on towards the poles.
    static char BandOf(double latitude) => Bands[Math.Clamp((int)Math.Floor((latitude + 80) / 8), 0, Bands.Length - 1)];

    /// <summary>The longitudes of a zone in a band; none where the neighbours have taken it (Svalbard).</summary>
    static (int Start, int End) ZoneOf(int zone, char band) => (zone, band) switch
    {
        (31, 'V') => (0, 3),
        (32, 'V') => (3, 12),
        (31, 'X') => (0, 9),
        (33, 'X') => (9, 21),
        (35, 'X') => (21, 33),
        (37, 'X') => (33, 42),
        (32 or 34 or 36, 'X') => (0, 0),
        _ => ((zone * 6) - 186, (zone * 6) - 180),
    };
}
