using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Report;
using Vegetation.Products.Shapes;
using Vegetation.Products.Viewer;
using Vegetation.Raster;

namespace Vegetation.Bench.Viewer;

/// <summary>
/// A folder out/ with a run of the Earth: a row for each land tile, most of them with a scene, the map of 7200 x 3600 cells, and four
/// scenes of full size in two UTM zones.
/// </summary>
internal sealed class EarthRun(string folder, int seed)
{
    public const string Name = "earth";
    const int Size = 10980;

    static readonly CellGrid Grid = new(20);
    static readonly MappedIndex Ndvi = new(SpectralIndex.Ndvi, 10);
    static readonly Dictionary<string, GeoGrid> Full = new()
    {
        ["32TPS"] = new(Size, Size, 600_000, 5_200_020, 10, 32632), ["32TQS"] = new(Size, Size, 700_000, 5_200_020, 10, 32632),
        ["33TTM"] = new(Size, Size, 200_000, 5_200_020, 10, 32633), ["33TUM"] = new(Size, Size, 300_000, 5_200_020, 10, 32633),
    };

    string Products => Path.Combine(folder, Name, "products");

    public void Write()
    {
        Directory.CreateDirectory(Products);
        var asked = JsonElement.Parse("""{"area":[-180,-90,180,90],"from":"2023-12-04","to":"2023-12-11"}""");
        var request = RequestReader.Read(asked, DateTimeOffset.UnixEpoch.AddYears(60)).OrThrow();
        var frame = MapFrame.Of(request.Area, Grid);
        var map = WorldMap.From(frame, Cells(), Ndvi)!;
        map.WriteCog(Path.Combine(Products, new IndexFiles("ndvi", request.Window).Map), request.Window);
        PageCells[] cells = [PageCells.Of(map, null, null)];
        ViewerPage.Write(Products, ViewerRun.Of(Ledger(asked), request, frame, cells, []), cells);
        foreach (var (tile, grid) in Full) WriteScene(tile, grid);
    }

    CellBlocks Cells()
    {
        var (cells, random) = (new CellBlocks(Grid, SpectralIndex.Ndvi), new Random(seed));
        foreach (var tile in LandTiles.All)
        {
            var sums = new SortedDictionary<int, CellSum>();
            var outline = MgrsSquare.Of(tile).Outline();
            for (var lat = outline.Min(p => p.Latitude); lat < outline.Max(p => p.Latitude); lat += Grid.CellDegrees)
                for (var lon = outline.Min(p => p.Longitude); lon < outline.Max(p => p.Longitude); lon += Grid.CellDegrees)
                    sums[Grid.CellOf(lon, lat)] = Cell(random.Next(200_000), (int)(4000 + (3000 * Math.Sin(lat / 3)) + random.Next(900)));
            cells.Add(CellsDocument.From(Grid, sums), tile.ToString());
        }
        return cells;
    }

    static CellSum Cell(int valid, int ndvi) => new()
    {
        Observed = 250_000, Clear = valid, Valid = valid, Snow = 100, Water = 50, Sum = (long)valid * ndvi,
        SumSquares = (long)valid * ((ndvi * ndvi) + 90_000),
    };

    LedgerDocument Ledger(JsonElement asked)
    {
        var random = new Random(seed);
        IReadOnlyList<LedgerRow> rows = [.. LandTiles.All.Select(tile => Row(tile.ToString(), random))];
        return new()
        {
            RunId = Name, Outcome = Outcome.Published, Message = "", Processed = 1, Request = asked, Counts = StatusCounts.Of(rows),
            ScenesFound = rows.Count, Rows = rows, SoftwareVersion = "0.1.0", TileCounts = new Dictionary<string, int>(),
            Land = LandArea.Of(rows),
        };
    }

    /// <summary>Three of four tiles with a scene, half of which the swath cuts.</summary>
    static LedgerRow Row(string tile, Random random)
    {
        if (!Full.ContainsKey(tile) && random.Next(4) == 0) return LedgerRow.Without(tile, "too-cloudy");
        var day = Full.ContainsKey(tile) ? 7 : 4 + random.Next(7);
        var id = FormattableString.Invariant($"S2A_{tile}_202312{day:00}_0_L2A");
        var square = Footprints.OfTile(tile)!;
        return new()
        {
            Tile = tile, UnitId = id, Status = UnitStatus.Done, Sensed = new(2023, 12, day, 10, 0, 0, TimeSpan.Zero),
            Geometry = random.Next(2) == 0 || Full.ContainsKey(tile) ? square : Cut(square, random.NextDouble()),
            Products = new Dictionary<string, string> { ["ndvi"] = OutputNames.Raster(id, "ndvi") },
        };
    }

    static string IdOf(string tile) => $"S2A_{tile}_20231207_0_L2A";

    /// <summary>West of a line that leans as orbits do, ragged as footprints of real scenes are.</summary>
    static Geometry Cut(Geometry square, double share)
    {
        var box = square.EnvelopeInternal;
        var x = box.MinX + (box.Width * (0.2 + (0.6 * share)));
        Coordinate[] line = [.. Enumerable.Range(0, 9).Select(i => new Coordinate(
            x + (box.Width * ((0.02 * i) + (i % 2 * 0.004))), box.MinY + (box.Height * i / 8)))];
        var half = square.Factory.CreatePolygon([new(box.MinX, box.MinY), .. line, new(box.MinX, box.MaxY), new(box.MinX, box.MinY)]);
        return square.Intersection(half) is { IsEmpty: false } cut ? cut : square;
    }

    /// <summary>Noise of four bits over a slope: about 180 MB.</summary>
    void WriteScene(string tile, GeoGrid grid)
    {
        var pixels = new short[Size * Size];
        Parallel.For(0, Size, row =>
        {
            var random = new Random(HashCode.Combine(seed, row));
            for (var column = 0; column < Size; column++)
                pixels[(row * Size) + column] = (short)(2000 + (column / 3) + random.Next(1200));
        });
        var file = Path.Combine(folder, Name, "output", OutputNames.Raster(IdOf(tile), "ndvi"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        CogWriter.Write<short>(file, grid, [pixels], SpectralIndex.Nodata, [new("NDVI", SpectralIndex.Scale)], new());
    }
}
