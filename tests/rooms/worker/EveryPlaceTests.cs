using Vegetation.Core.Geography;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;

namespace Vegetation.Tests.Worker;

/// <summary>
/// Each place of the Earth is counted by one tile, wherever tiles, zones and hemispheres meet. In no square of a tile is, as far as
/// MgrsSquare knows, a corner of the sea at 64 N, 5.4 E.
/// </summary>
public sealed class EveryPlaceTests
{
    const int PixelMetres = 60, Places = 3000;

    /// <summary>Around an edge of a square the place and the middle of its pixel may lie on two sides.</summary>
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
    public void A_place_is_counted_once(string where, double west, double south, double east, double north)
    {
        var region = new PaintedRegion(west, south, east, north);
        var random = new Random(1);
        var (longitudes, latitudes) = (new double[Places], new double[Places]);
        for (var i = 0; i < Places; i++) (longitudes[i], latitudes[i]) =
            (west + random.NextDouble() * (east - west), south + random.NextDouble() * (north - south));
        var (owners, squares, nearEdge) = (new List<string>[Places], new int[Places], new bool[Places]);
        for (var i = 0; i < Places; i++) owners[i] = [];
        foreach (var square in region.Tiles) Count(square, region.NeighboursOf(square), longitudes, latitudes, owners, squares, nearEdge);
        var judged = Enumerable.Range(0, Places).Where(i => !nearEdge[i] && squares[i] > 0).ToList();
        Assert.InRange(judged.Count, Places * 9 / 10, Places);
        var wrong = judged.Where(i => owners[i].Count != 1).Select(i =>
            $"{longitudes[i]:F4} {latitudes[i]:F4}: {string.Join(' ', owners[i])}").ToList();
        Assert.True(wrong.Count == 0, $"{where}: {wrong.Count} of {judged.Count} places, as {string.Join(", ", wrong.Take(3))}");
        Assert.InRange(judged.Select(i => owners[i][0]).Distinct().Count(), 2, region.Tiles.Count);
    }

    static void Count(
        MgrsSquare square, IReadOnlyList<Tile> neighbours, double[] longitudes, double[] latitudes, List<string>[] owners, int[] squares,
            bool[] nearEdge)
    {
        var grid = PaintedRegion.GridOf(square, PixelMetres);
        var owner = new PixelOwner(grid, square.Tile, neighbours);
        var (x, y) = ((double[])longitudes.Clone(), (double[])latitudes.Clone());
        Projection.FromLonLat(grid.Epsg, x, y);
        for (var i = 0; i < x.Length; i++)
        {
            nearEdge[i] |= IsNearEdge(x[i] - square.West, y[i] - square.South);
            if (Holds(x[i] - square.West) && Holds(y[i] - square.South)) squares[i]++;
            var (column, row) = ((int)Math.Floor((x[i] - grid.OriginX) / PixelMetres),
                (int)Math.Floor((grid.OriginY - y[i]) / PixelMetres));
            if (column < 0 || row < 0 || column >= grid.Width || row >= grid.Height) continue;
            // The place's own longitude, not that of the pixel's middle: at a border of zones one of two pixels owns.
            if (owner.OwnsRow(row) && owner.Owns(row, column, longitudes[i], latitudes[i])) owners[i].Add(square.Tile.ToString());
        }
    }

    static bool Holds(double metres) => metres is >= 0 and < MgrsSquare.SideMetres;

    static bool IsNearEdge(double east, double north)
    {
        static bool Near(double metres) => Math.Abs(metres) < EdgeMetres || Math.Abs(metres - MgrsSquare.SideMetres) < EdgeMetres;
        static bool Within(double metres) => metres > -EdgeMetres && metres < MgrsSquare.SideMetres + EdgeMetres;
        return Near(east) && Within(north) || Near(north) && Within(east);
    }
}
