using Vegetation.Core.Geography;

namespace Vegetation.Core.Geography;

/// <summary>
/// The 100 km square that a tile's name stands for. Each square has one name, with the latitude band of its centre. The rules are those
/// that reproduce a list of ESA's tiles: names and rasters of all, and which there are but for a handful.
/// </summary>
/// <param name="West">Easting of the western side, metres.</param>
/// <param name="South">Northing of the southern side, metres.</param>
public readonly record struct MgrsSquare(Tile Tile, double West, double South)
{
    public const double SideMetres = 100_000;
    const double TileSideMetres = 109_800, TileStepMetres = 60;
    const double NorthingCycle = 20 * SideMetres; // the row letters repeat

    const char NoBand = '-';
    const string Columns = "ABCDEFGHJKLMNPQRSTUVWXYZ", Rows = "ABCDEFGHJKLMNPQRSTUV", Bands = "CDEFGHJKLMNPQRSTUVWX";

    /// <returns>False if no such tile exists: column letters of another zone, a row outside its latitude band, an unknown zone.</returns>
    public static bool TryOf(Tile tile, out MgrsSquare square)
    {
        square = default;
        if (tile.Zone == 0 || !HasZone(tile) || Columns.IndexOf(tile.Square[0]) / 8 != (tile.Zone - 1) % 3) return false;
        for (var south = RowMetres(tile); south < EquatorNorthing; south += NorthingCycle)
        {
            square = new MgrsSquare(tile, ColumnMetres(tile), south);
            if (BandOf(square.At(0.5, 0.5).Latitude) == tile.Band) return true;
        }
        return false;
    }

    /// <summary>All squares that are tiles, on land or at sea.</summary>
    public static IEnumerable<MgrsSquare> All() =>
        from zone in Enumerable.Range(1, 60)
        from column in Enumerable.Range(0, 8)
        from row in Enumerable.Range(0, 100)
        from south in new[] { true, false }
        let band = BandOf(Utm.ToDegrees(zone, south, (column + 1.5) * SideMetres, (row + 0.5) * SideMetres).Latitude)
        where band != NoBand && band < 'N' == south
        let tile = Tile.Parse($"{zone:00}{band}{Columns[(zone - 1) % 3 * 8 + column]}{Rows[(row + FirstRow(zone)) % 20]}")
        let square = new MgrsSquare(tile, (column + 1) * SideMetres, row * SideMetres)
        where square.IsTile
        select square;

    public static MgrsSquare Of(Tile tile) =>
        TryOf(tile, out var square) ? square : throw new FormatException($"there is no MGRS square {tile}");

    /// <summary>Easting of the western side: the letters start anew every third zone.</summary>
    public static double ColumnMetres(Tile tile) => (Columns.IndexOf(tile.Square[0]) % 8 + 1) * SideMetres;

    /// <summary>Northing of the southern side modulo 2000 km: row letters start at A in odd zones and at F in even ones.</summary>
    public static double RowMetres(Tile tile) => (Rows.IndexOf(tile.Square[1]) - FirstRow(tile.Zone) + 20) % 20 * SideMetres;

    /// <summary>
    /// The longitudes of a zone at a latitude, half-open: six degrees, but for southern Norway (band V) and Svalbard (band X), where zones
    /// 32, 34 and 36 have none.
    /// </summary>
    public static (double West, double East) ZoneLongitudes(int zone, double latitude) => (zone, latitude) switch
    {
        (31, >= 56 and < 64) => (0, 3),
        (32, >= 56 and < 64) => (3, 12),
        (31, >= 72) => (0, 9),
        (33, >= 72) => (9, 21),
        (35, >= 72) => (21, 33),
        (37, >= 72) => (33, 42),
        (32 or 34 or 36, >= 72) => (0, 0),
        _ => (zone * 6 - 186, zone * 6 - 180),
    };

    /// <summary>The tile's raster in metres: 109.8 km, from the next multiples of 60 m west and north of the square.</summary>
    public (double West, double South, double East, double North) RasterMetres
    {
        get
        {
            var west = Math.Floor(West / TileStepMetres) * TileStepMetres;
            var equator = IsSouth ? EquatorNorthing : 0;
            var north = Math.Ceiling((South + SideMetres - equator) / TileStepMetres) * TileStepMetres + equator;
            return (west, north - TileSideMetres, west + TileSideMetres, north);
        }
    }

    /// <summary>
    /// A box around the tile's raster in degrees, some tenths of a degree too wide: one projection in place of 33. Longitudes may
    /// leave -180..180.
    /// </summary>
    public (double West, double South, double East, double North) Box
    {
        get
        {
            const double margin = 0.3, reach = 0.8; // of a raster to the north and south of the square's centre
            var (latitude, (west, _, east, _)) = (At(0.5, 0.5).Latitude, RasterMetres);
            var (nearest, farthest) = (Math.Max(0, Math.Abs(latitude) - reach), Math.Min(90, Math.Abs(latitude) + reach));
            return (
                Math.Min(Longitude(west, nearest), Longitude(west, farthest)) - margin, latitude - reach,
                Math.Max(Longitude(east, nearest), Longitude(east, farthest)) + margin, latitude + reach);
        }
    }

    double Longitude(double easting, double latitude) => Utm.RoughLongitude(Tile.Zone, easting, latitude);

    /// <summary>The outline of the tile's raster as a closed ring, in degrees; longitudes may leave -180..180.</summary>
    public IReadOnlyList<Position> Outline() => Outline(RasterMetres);

    /// <summary>The same of the square itself.</summary>
    public IReadOnlyList<Position> SquareOutline() => Outline((West, South, West + SideMetres, South + SideMetres));

    IReadOnlyList<Position> Outline((double West, double South, double East, double North) metres)
    {
        const int pointsASide = 8; // sides are curves in degrees; so many points follow them to about 20 m, more near the poles
        var (west, south, east, north) = metres;
        Span<(double X, double Y)> corners = [(west, south), (east, south), (east, north), (west, north), (west, south)];
        var ring = new List<Position>(4 * pointsASide + 1);
        for (var side = 0; side < 4; side++)
            for (var i = 0; i < pointsASide; i++)
                ring.Add(Degrees(Between(corners[side].X, corners[side + 1].X, i), Between(corners[side].Y, corners[side + 1].Y, i)));
        ring.Add(ring[0]);
        return ring;

        static double Between(double from, double to, int i) => from + (to - from) * i / pointsASide;
    }

    const double EquatorNorthing = 10_000_000; // of the southern zones; the poles are as far

    bool IsSouth => Tile.Band < 'N';

    /// <summary>
    /// Squares that cross the border of two zones are tiles in the western zone however little of them is there, and in the eastern one
    /// where half of the longer side is: the western tile reaches over the rest. At the antimeridian zone 1 has the first right and zone 60
    /// the second.
    /// </summary>
    bool IsTile
    {
        get
        {
            if (!HasZone(Tile)) return false;
            var (zoneWest, zoneEast) = ZoneLongitudes(Tile.Zone, At(0.5, 0.5).Latitude);
            var (west, east) = (Math.Min(At(0, 0).Longitude, At(0, 1).Longitude), Math.Max(At(1, 0).Longitude, At(1, 1).Longitude));
            var middle = Degrees(West + SideMetres / 2, IsSouth ? RasterMetres.North : RasterMetres.South).Longitude;
            return (Tile.Zone == 60 ? middle : west) <= zoneEast && (Tile.Zone == 1 ? east : middle) >= zoneWest;
        }
    }

    /// <summary>A point of the square, as fractions of its side from the south-west.</summary>
    public Position At(double x, double y) => Degrees(West + x * SideMetres, South + y * SideMetres);

    Position Degrees(double easting, double northing) => Utm.ToDegrees(Tile.Zone, IsSouth, easting, northing);

    /// <summary>Svalbard's zones are wide, and leave out every other one.</summary>
    static bool HasZone(Tile tile) => tile is not { Band: 'X', Zone: 32 or 34 or 36 };

    static int FirstRow(int zone) => zone % 2 == 0 ? 5 : 0;

    /// <summary>Eight degrees a band; the outermost go on to where tiles end: centres at 84 S, beginnings before 84 N.</summary>
    static char BandOf(double latitude) =>
        latitude is > -84 and < 84.5 ? Bands[Math.Clamp((int)Math.Floor((latitude + 80) / 8), 0, Bands.Length - 1)] : NoBand;
}
