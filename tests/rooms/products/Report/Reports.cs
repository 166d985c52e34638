using System.Globalization;
using System.Text.Json;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Scenes;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Report;
using Vegetation.Products.Shapes;
using Vegetation.Products.Zones;
using Vegetation.Tests.Products.Pictures;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Report;

/// <summary>Reports of runs that never were, each in a products folder below a folder of its own.</summary>
static class Reports
{
    public static readonly CellGrid Grid = new(20);

    public static LedgerRow Taken(
        string tile, UnitStatus status, string? reason = null, string? detail = null, double mean = 0.5, double seconds = 1) => new()
    {
        Tile = tile, LandKm2 = 10_000, ObservedKm2 = status is UnitStatus.Failed or UnitStatus.Invalid ? 0
            : 9583, ClearKm2 = status is UnitStatus.Failed or UnitStatus.Invalid ? 0 : 7500,
        UnitId = $"S2A_{tile}_20231207_0_L2A", Sensed = new DateTimeOffset(2023, 12, 7, 10, 4, 11, TimeSpan.Zero),
        Catalog = "earth-search", Baseline = "05.09",
        CloudCover = 12.5, Status = status, Reason = reason, Detail = detail, Attempt = 1, Geometry = Footprints.OfTile(tile),
        ValidShare = status is UnitStatus.Failed or UnitStatus.Invalid ? null
            : 0.75,
        Resolution = 10,
        Statistics = status is UnitStatus.Done or UnitStatus.Suspect
            ? new Dictionary<string, IndexStatistics> { ["ndvi"] = new(mean, 0.1, -0.1, 0.9) } : null,
        BoaOffset = -1000, BoaOffsetBasis = "declared", BoaOffsetConfidence = BoaOffset.High,
        Seconds = new(seconds, seconds / 2, seconds / 4), Megapixels = 1.2, BytesRead = 3_400_000,
        Pixels = new() { Valid = 900_000, Masked = 250_000, Nodata = 50_000 },
        Products = status is UnitStatus.Done or UnitStatus.Suspect
            ? new Dictionary<string, string> { ["ndvi"] = $"ndvi/S2A_{tile}_20231207_0_L2A_ndvi.tif" } : null,
    };

    public static LedgerRow NotTaken(string tile, string reason) =>
        new() { Tile = tile, LandKm2 = 10_000, Reason = reason, Geometry = Footprints.OfTile(tile) };

    static readonly DateTimeOffset Begun = new(2023, 12, 11, 3, 0, 0, TimeSpan.Zero);

    public static LedgerDocument Ledger(
        IReadOnlyList<LedgerRow> rows, string outcome = Outcome.Published, string message = "All were processed.")
    {
        var counts = StatusCounts.Of(rows);
        return new()
        {
            RunId = "week-2023-49", Outcome = outcome, Message = message, Processed = counts.ProcessedShare,
            Request = JsonElement.Parse("""{"from":"2023-12-04T00:00:00Z","to":"2023-12-11T00:00:00Z","minimumProcessed":0.95}"""),
            Counts = counts, ScenesFound = counts.Units + 1, Rows = rows, SoftwareVersion = "1.2.3",
            Rejected = [new("S2A_33TVL_20231204_0_L2A", "33TVL", "too-cloudy")],
            Attempts = [new(1, [new JobResult("001", "succeeded", null, 2, Begun, Begun.AddMinutes(6.5))])],
            Land = LandArea.Of(rows), TileCounts = rows.GroupBy(r => r.Status is null ? r.Reason! : "taken")
                .ToDictionary(g => g.Key, g => g.Count()),
            Cost = new("ml.m5.xlarge", 0.2167, 0.23, 0.0511),
            Change = ChangeOf(new(null, null, null, "no run of an earlier time was published for this area")),
        };
    }

    public static IReadOnlyDictionary<string, ChangeBasis> ChangeOf(ChangeBasis basis) =>
        new Dictionary<string, ChangeBasis> { ["ndvi"] = basis };

    /// <summary>A map in which each cell with land has pixels whose values follow from its place.</summary>
    public static WorldMap Map(MapFrame frame, Func<int, int, CellSum> cell) => Map(frame, new(SpectralIndex.Ndvi, 10), cell);

    public static WorldMap Map(MapFrame frame, MappedIndex mapped, Func<int, int, CellSum> cell)
    {
        var cells = new CellBlocks(frame.Grid, mapped.Index);
        var sums = new SortedDictionary<int, CellSum>();
        for (var row = 0; row < frame.Rows; row++)
            for (var column = 0; column < frame.Columns; column++)
                if (cell(row, column) is { Observed: > 0 } sum && frame.CellAt(row, column) is var (gridRow, gridColumn))
                    sums[gridRow * frame.Grid.Columns + gridColumn] = sum;
        cells.Add(CellsDocument.From(frame.Grid, sums), "a test");
        return WorldMap.From(frame, cells, mapped)!;
    }

    /// <summary>The sums of so many pixels, half of them with one NDVI x 10000 and half with another.</summary>
    public static CellSum Pixels(int pairs, int one, int other) =>
        new()
        {
            Observed = 2 * pairs, Clear = 2 * pairs, Valid = 2 * pairs,
            Sum = (long)pairs * (one + other), SumSquares = (long)pairs * ((long)one * one + (long)other * other),
        };

    /// <summary>Writes the report and the NDVI files that its rows name, and gives the page's path.</summary>
    public static string Write(
        TemporaryFolder folder, LedgerDocument ledger, WorldMap? map = null, ChangeMap? change = null, params string[] products)
    {
        var directory = Directory.CreateDirectory(folder["products"]).FullName;
        foreach (var name in products) File.WriteAllText(Path.Combine(directory, name), name);
        foreach (var product in ledger.Rows.Take(50).Select(row => row.Products?["ndvi"]).OfType<string>())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[$"output/{product}"])!);
            File.WriteAllText(folder[$"output/{product}"], product);
        }
        return Write(directory, ledger, [new(SpectralIndex.Ndvi, 10)], map is null ? [] : [(map, change, null)]);
    }

    public static string Write(
        string directory, LedgerDocument ledger, IReadOnlyList<MappedIndex> indices,
        params (WorldMap Map, ChangeMap? Change, AnomalyMap? Anomaly)[] maps) => Write(directory, ledger, indices, [], maps);

    public static string Write(
        string directory, LedgerDocument ledger, IReadOnlyList<MappedIndex> indices, IReadOnlyList<IReadOnlyList<ZoneRow>> zones,
        (WorldMap Map, ChangeMap? Change, AnomalyMap? Anomaly)[] maps)
    {
        ReportPage.Write(directory, ledger with { Map = maps.Length == 0 ? null : Extent(maps[0].Map.Frame) }, indices, Painted.Week,
            [.. maps.Select(map => PageCells.Of(
                map.Map, map.Change, map.Anomaly, ledger.Anomaly.GetValueOrDefault(map.Map.Mapped.Name)))], zones);
        return Path.Combine(directory, ProductNames.Report);
    }

    static MapExtent Extent(MapFrame frame) =>
        new(frame.West, frame.South, frame.East, frame.North, frame.Columns, frame.Rows, frame.Grid.CellsPerDegree);

    public static string Url(string path) => new Uri(path).AbsoluteUri;

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
