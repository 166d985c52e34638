using Vegetation.Core.Geography;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Each place that a run's tiles cover is counted by one of them, wherever tiles, zones and hemispheres meet, and where the run ends or
/// lacks a tile.
/// </summary>
public sealed class EveryPlaceTests
{
    const int PixelMetres = 60, Places = 3000;

    /// <summary>Around an edge of a square or a raster the place and the middle of its pixel may lie on two sides.</summary>
    const double EdgeMetres = 2 * PixelMetres;

    [Theory]
    [InlineData("zones 32 and 33, where there is no 33TTM", 11.7, 46.1, 13.3, 46.9)]
    [InlineData("the antimeridian, zones 60 and 1", 179.5, -17.6, 180.5, -16.8)]
    [InlineData("the antimeridian at 65 N", 179, 65, 181, 65.8)]
    [InlineData("the antimeridian between bands H and J", 179.5, -32.3, 180.5, -31.7)]
    [InlineData("the antimeridian between bands N and P", 179.5, 7.7, 180.5, 8.3)]
    [InlineData("southern Norway, 31V and 32V", 2.2, 60, 3.8, 60.8)]
    [InlineData("Svalbard, 31X and 33X", 7, 78.5, 11, 79.2)]
    [InlineData("Svalbard, 35X and 37X", 31, 80.2, 35, 80.8)]
    [InlineData("where the zones of Svalbard begin, 34W and 35X", 23, 71.7, 25, 72.4)]
    [InlineData("where the zones of Svalbard begin, 32W and 31X", 6, 71.7, 10, 72.4)]
    [InlineData("where the zones of southern Norway begin", 2, 55.7, 7, 56.3)]
    [InlineData("where the zones of southern Norway end", 2, 63.7, 7, 64.3)]
    [InlineData("band X elsewhere", -31, 71.7, -29, 72.4)]
    [InlineData("the northernmost rows", -37, 83, -33, 83.8)]
    [InlineData("the equator at zones 35 and 36", 29.5, -0.4, 30.5, 0.4)]
    [InlineData("Tierra del Fuego, zones 18 and 19", -72.8, -54.5, -71.2, -53.8)]
    [InlineData("the southernmost rows, zones 30 and 31", -2, -80.5, 2, -79.9)]
    [InlineData("within a zone", 14.2, 47.3, 15.8, 48.3)]
    [InlineData("a hole within a zone", 14.2, 47.3, 15.8, 48.3, "33TVN 33UWP")]
    [InlineData("a hole at the border of zones 32 and 33", 11.7, 46.1, 13.3, 46.9, "32TQS")]
    [InlineData("holes on both sides of that border", 11.7, 46.1, 13.3, 46.9, "33TUM 32TQT")]
    [InlineData("a hole at the antimeridian", 179.5, -17.6, 180.5, -16.8, "01KAB")]
    [InlineData("a hole at the equator", 29.5, -0.4, 30.5, 0.4, "35NRA 36MTE")]
    [InlineData("a hole in Svalbard", 7, 78.5, 11, 79.2, "33XVH 31XFH")]
    public void A_place_is_counted_once_by_the_tile_of_the_run_that_has_the_strongest_claim(
        string where, double west, double south, double east, double north, string missing = "")
    {
        var region = new PaintedRegion(west, south, east, north) { Missing = missing.Split(' ') };
        var places = Sample(region);
        foreach (var square in region.Tiles) Count(square, region.NeighboursOf(square), places);
        var judged = places.Where(place => !place.IsNearEdge && place.Claims.Count > 0).ToList();
        Assert.InRange(judged.Count, Places / 5, Places);
        var wrong = judged.Where(place => !place.Owners.SequenceEqual([place.Claims.Min().Tile])).ToList();
        Assert.True(wrong.Count == 0,
            $"{where}: {wrong.Count} of {judged.Count} places, as {string.Join(", ", wrong.Take(3).Select(Text))}");
        Assert.InRange(judged.Select(place => place.Owners[0]).Distinct().Count(), 2, region.Tiles.Count);
        Assert.InRange(judged.Count(place => place.Claims.Min().Rank == 2), 10, judged.Count / 2); // the edge of the run and its holes
    }

    /// <summary>A place, who counted it, and whose it can be: rank 0 by zone and square, 1 by square, 2 by raster.</summary>
    sealed record Place(double Longitude, double Latitude)
    {
        public List<string> Owners { get; } = [];
        public List<(int Rank, string Tile)> Claims { get; } = [];
        public bool IsNearEdge { get; set; }
    }

    /// <summary>Places of the region and around it, where the run ends.</summary>
    static List<Place> Sample(PaintedRegion region)
    {
        var random = new Random(1);
        var (up, across) = (0.9, 0.9 / Math.Cos(double.DegreesToRadians((region.South + region.North) / 2)));
        return [.. Enumerable.Range(0, Places).Select(_ => new Place(
            region.West - across + random.NextDouble() * (region.East - region.West + 2 * across),
            region.South - up + random.NextDouble() * (region.North - region.South + 2 * up)))];
    }

    static void Count(MgrsSquare square, IReadOnlyList<Tile> neighbours, List<Place> places)
    {
        var grid = PaintedRegion.GridOf(square, PixelMetres);
        var owner = new PixelOwner(grid, square.Tile, neighbours);
        double[] x = [.. places.Select(place => place.Longitude)], y = [.. places.Select(place => place.Latitude)];
        Projection.FromLonLat(grid.Epsg, x, y);
        for (var i = 0; i < x.Length; i++)
        {
            places[i].IsNearEdge |= IsNearEdge(square, x[i], y[i]);
            var (column, row) = ((int)Math.Floor((x[i] - grid.OriginX) / PixelMetres),
                (int)Math.Floor((grid.OriginY - y[i]) / PixelMetres));
            if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height) continue;
            places[i].Claims.Add((RankOf(square, x[i], y[i], places[i]), square.Tile.ToString()));
            // The place's own longitude, not that of the pixel's middle: at a border of zones one of two pixels owns.
            if (owner.Row(row) is { MayBeOwned: true } pixels
                && pixels.IsOwned(pixels.SideOf(column, places[i].Longitude, places[i].Latitude)))
                places[i].Owners.Add(square.Tile.ToString());
        }
    }

    static string Text(Place place) =>
        $"{place.Longitude:F4} {place.Latitude:F4}: {string.Join(' ', place.Owners)} of {string.Join(' ', place.Claims.Order())}";

    static int RankOf(MgrsSquare square, double easting, double northing, Place place)
    {
        if (!Holds(easting - square.West) || !Holds(northing - square.South)) return 2;
        var (west, east) = MgrsSquare.ZoneLongitudes(square.Tile.Zone, place.Latitude);
        return ((place.Longitude - west) % 360 + 360) % 360 < east - west ? 0 : 1;
    }

    static bool Holds(double metres) => metres is >= 0 and < MgrsSquare.SideMetres;

    static bool IsNearEdge(MgrsSquare square, double easting, double northing)
    {
        var (west, south, east, north) = square.RasterMetres;
        return Near(easting, west, square.West, east) && Within(northing, south, north)
            || Near(northing, south, square.South, north) && Within(easting, west, east);

        static bool Near(double metres, double start, double squareStart, double stop) =>
            new[] { start, squareStart, squareStart + MgrsSquare.SideMetres, stop }.Any(edge => Math.Abs(metres - edge) < EdgeMetres);
        static bool Within(double metres, double start, double stop) => metres > start - EdgeMetres && metres < stop + EdgeMetres;
    }
}
