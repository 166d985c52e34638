namespace Vegetation.Core.Geography;

/// <summary>Finds the tiles of a run whose rasters overlap a tile's, in its zone and in others: they share pixels.</summary>
public sealed class TileNeighbours
{
    /// <summary>
    /// Outlines have straight sides between points, up to 50 m beside the raster's. A tile too many costs time only: who owns a pixel is
    /// told from rasters in metres.
    /// </summary>
    const double MarginDegrees = 0.01;

    readonly ILookup<int, Place> byZone;

    /// <param name="tiles">All of the run, in any order and as often as they come.</param>
    public TileNeighbours(IEnumerable<Tile> tiles) => byZone = tiles.Distinct().Select(Place.Of).ToLookup(place => place.Tile.Zone);

    /// <returns>By name, without the tile itself; none of a name that is no square.</returns>
    public IReadOnlyList<Tile> Of(Tile tile)
    {
        var own = Place.Of(tile);
        return [.. Zones(tile.Zone).SelectMany(zone => byZone[zone]).Where(other => other.Tile != tile && own.Overlaps(other))
            .Select(other => other.Tile).OrderBy(other => other.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Two on either side: Svalbard leaves out every other one, and the northernmost are narrower than a tile.</summary>
    static IEnumerable<int> Zones(int zone) => Enumerable.Range(-2, 5).Select(step => (zone - 1 + step + 60) % 60 + 1);

    /// <summary>The box of degrees around a tile's raster, as its middle and half its sides; empty where there is no such square.</summary>
    readonly record struct Place(Tile Tile, Position Middle, double HalfWidth, double HalfHeight)
    {
        public static Place Of(Tile tile)
        {
            if (!MgrsSquare.TryOf(tile, out var square)) return new(tile, default, double.NegativeInfinity, double.NegativeInfinity);
            var ring = square.Outline();
            var (west, east) = (ring.Min(p => p.Longitude), ring.Max(p => p.Longitude));
            var (south, north) = (ring.Min(p => p.Latitude), ring.Max(p => p.Latitude));
            return new(tile, new((west + east) / 2, (south + north) / 2), (east - west) / 2, (north - south) / 2);
        }

        public bool Overlaps(Place other) =>
            Math.Abs(Math.IEEERemainder(Middle.Longitude - other.Middle.Longitude, 360)) <= HalfWidth + other.HalfWidth + MarginDegrees
            && Math.Abs(Middle.Latitude - other.Middle.Latitude) <= HalfHeight + other.HalfHeight + MarginDegrees;
    }
}
