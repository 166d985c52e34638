using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Sums;
using Vegetation.Raster;
using Vegetation.Worker.Accumulating;
using Vegetation.Worker.Reading;

namespace Vegetation.Tests.Worker;

/// <summary>
/// A box of the Earth with all Sentinel-2 tiles that touch it, as a run would have them, which are painted with a field of NDVI that is
/// known everywhere and counted as the worker counts. Pixels are coarser than real ones, which changes no rule. East is beyond 180 where
/// the box crosses the antimeridian.
/// </summary>
sealed record PaintedRegion(double West, double South, double East, double North)
{
    static readonly Lazy<(MgrsSquare Square, double West, double South, double East, double North)[]> Squares = new(() =>
        [.. MgrsSquare.All().Select(s => (s, s.Outline())).Select(
            s => (s.s, s.Item2.Min(p => p.Longitude), s.Item2.Min(p => p.Latitude), s.Item2.Max(p => p.Longitude),
            s.Item2.Max(p => p.Latitude)))]);

    /// <summary>Tiles that the run lacks, by name.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public IReadOnlyList<MgrsSquare> Tiles => field ??=
    [
        .. Squares.Value.Where(s => s.South < North && s.North > South
            && new[] { -360, 0, 360 }.Any(turn => s.West + turn < East && s.East + turn > West)).Select(s => s.Square)
            .Where(square => !Missing.Contains(square.Tile.ToString())),
    ];

    /// <summary>NDVI at a place: waves of 30 degrees around the Earth and of 6 degrees towards the pole, -0.3 to 0.9.</summary>
    public static double Ndvi(double longitude, double latitude) =>
        0.3 + 0.3 * Math.Sin(12 * double.DegreesToRadians(longitude)) + 0.3 * Math.Sin(60 * double.DegreesToRadians(latitude));

    /// <summary>NDVI of pixels of the class water: far from what the field has.</summary>
    public const double WaterNdvi = -0.9;

    /// <summary>Whether a place is painted as water; by default none is.</summary>
    public Func<double, double, bool> IsWater { get; init; } = (_, _) => false;

    public static GeoGrid GridOf(MgrsSquare square, int pixelMetres)
    {
        var (west, south, east, north) = square.RasterMetres;
        return new((int)(east - west) / pixelMetres, (int)(north - south) / pixelMetres, west, north, pixelMetres, square.Tile.Epsg);
    }

    /// <summary>For each tile those that it shares its pixels with, found as Build manifests finds them.</summary>
    public IReadOnlyList<Tile> NeighboursOf(MgrsSquare square) => new TileNeighbours(Tiles.Select(s => s.Tile)).Of(square.Tile);

    /// <summary>The sums that the worker would write for each tile, in the tiles' order.</summary>
    public IReadOnlyList<CellsDocument> Documents(CellGrid cells, int pixelMetres) =>
        [.. Tiles.AsParallel().AsOrdered().Select(square => CellsDocument.From(cells, Sums(square, cells, pixelMetres).Cells))];

    public OwnedRuns RunsOf(MgrsSquare square, GeoGrid grid, CellGrid cells) =>
        new(GeolocationGrid.LonLat(grid), new PixelOwner(grid, square.Tile, NeighboursOf(square)), cells);

    IndexSums Sums(MgrsSquare square, CellGrid cells, int pixelMetres)
    {
        var grid = GridOf(square, pixelMetres);
        var accumulator = new CellAccumulator(RunsOf(square, grid, cells));
        var (sums, window) = (new IndexSums(SpectralIndex.Ndvi), new PixelWindow(0, 0, grid.Width, grid.Height));
        var (ndvi, reasons, codes) = (new short[grid.Width], new byte[grid.Width], new byte[grid.Width]);
        for (var row = 0; row < grid.Height; row++)
        {
            for (var column = 0; column < grid.Width; column++)
            {
                var place = Utm.ToDegrees(square.Tile.Zone, square.Tile.Band < 'N', grid.OriginX + (column + 0.5) * pixelMetres,
                    grid.OriginY - (row + 0.5) * pixelMetres);
                if (row % 2 == 0) codes[column] = column % 2 != 0 ? codes[column - 1] : IsWater(place.Longitude, place.Latitude) ? (byte)6
                    : (byte)4;
                var painted = codes[column] == 6 ? WaterNdvi : Ndvi(place.Longitude, place.Latitude);
                ndvi[column] = (short)Math.Round(painted / SpectralIndex.Scale);
            }
            accumulator.Add(window, row, ndvi, reasons, TestClasses.Row(grid, window, codes), sums);
        }
        return sums;
    }
}
