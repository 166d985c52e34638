using Vegetation.Core.Geography;

namespace Vegetation.Core.Sums;

/// <summary>A tile's claim to a place, the strongest first.</summary>
public enum TileClaim
{
    /// <summary>The place lies in the tile's square and in the longitudes of its zone: no other tile can have this claim.</summary>
    Zone,

    /// <summary>In its square, beyond its zone: Sentinel-2 has no tiles for the slivers of squares at zone borders.</summary>
    Square,

    /// <summary>In its raster only, where another tile has its square.</summary>
    Raster,

    None,
}

/// <summary>
/// What a tile claims. Tiles are 109.8 km wide over squares of 100 km, so 17 % of a tile's pixels also lie in a neighbour: a pixel is owned
/// by the tile of the run with the strongest claim to its centre, of several by the first by name. Longitudes may be off by a whole turn.
/// </summary>
public sealed class TileOwnership(MgrsSquare square)
{
    readonly (double West, double South, double East, double North) raster = square.RasterMetres;

    public TileClaim ClaimTo(double easting, double northing, double longitude, double latitude) =>
        (Across(easting), Along(northing)) switch
        {
            (2, 2) => OwnsLongitude(longitude, latitude) ? TileClaim.Zone : TileClaim.Square,
            (>= 1 and <= 3, >= 1 and <= 3) => TileClaim.Raster,
            _ => TileClaim.None,
        };

    /// <summary>
    /// Between which borders an easting lies: 0 is west of the raster, 1 west of the square, 2 in it, 3 east of it, 4 east of the raster.
    /// </summary>
    public int Across(double easting) => Passed(easting, raster.West, square.West, raster.East);

    /// <summary>The same of a northing, from the south.</summary>
    public int Along(double northing) => Passed(northing, raster.South, square.South, raster.North);

    /// <summary>By the place's latitude, not the tile's band: squares reach over where the zones of Norway and Svalbard begin.</summary>
    public bool OwnsLongitude(double longitude, double latitude)
    {
        var (west, east) = MgrsSquare.ZoneLongitudes(square.Tile.Zone, latitude);
        return Holds(longitude) || Holds(longitude - 360) || Holds(longitude + 360);

        bool Holds(double degrees) => degrees >= west && degrees < east;
    }

    static int Passed(double metres, double rasterStart, double start, double rasterStop) =>
        metres < start ? (metres < rasterStart ? 0 : 1) : metres < start + MgrsSquare.SideMetres ? 2 : metres < rasterStop ? 3 : 4;
}
