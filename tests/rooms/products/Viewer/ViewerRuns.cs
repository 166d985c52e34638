using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Masking;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Local.Processes;
using Vegetation.Local.View;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Report;
using Vegetation.Products.Viewer;
using Vegetation.Products.Zones;
using Vegetation.Raster;
using Vegetation.Tests.Products.Report;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Products.Viewer;

/// <summary>
/// A folder out/ with three runs, made once for all tests and served as ./run view serves it: a week, the week before it, and an area
/// across the antimeridian. The weeks have two large scenes in two UTM zones and a row of thirty small ones.
/// </summary>
public sealed class ViewerRuns : IAsyncLifetime
{
    public const string Week = "week-2023-49", Before = "week-2023-48", Turn = "turn";
    public const string West = "S2A_32TQS_20231207_0_L2A", East = "S2A_33TTM_20231207_0_L2A", BeforeWest = "S2A_32TQS_20231130_0_L2A";

    /// <summary>Of float32; <see cref="East"/> is packed by ZSTD.</summary>
    public const string Float = "S2A_60KYG_20231207_0_L2A";
    public const int Small = 30;

    /// <summary>One degree of the Alps, 12 east in the middle, and eight of the Pacific.</summary>
    static readonly MapFrame Alps = new(Reports.Grid, (int)((11.5 + 180) * 20), (90 - 47) * 20, 20, 20),
        Pacific = new(Reports.Grid, (176 + 180) * 20, (90 + 15) * 20, 160, 80);

    /// <summary>Two squares of which the first has a hole, east of all scenes.</summary>
    static ZoneRow[] Zones { get; } =
    [
        Zone("ring", 0.7, new AreaPolygon([Square(12.3, 46.5, 0.1), Square(12.33, 46.53, 0.04)])),
        Zone("none", null, new AreaPolygon([Square(12.4, 46.5, 0.05)])),
    ];

    static ZoneRow Zone(string id, double? mean, AreaPolygon shape) =>
        new(id, $"Name of {id}", default, default, "ndvi", mean, 0.1, -1, 1, 0.25, 0.5, 0.75, 12, 0.5, 100, 50) { Geometry = [shape] };

    static IReadOnlyList<Vegetation.Core.Geography.Position> Square(double west, double south, double side) =>
        [new(west, south), new(west + side, south), new(west + side, south + side), new(west, south + side), new(west, south)];

    public static string SmallId(int number) => FormattableString.Invariant($"S2A_32TPS_2023{number:0000}_0_L2A");

    readonly TemporaryFolder folder = new();
    LoopbackServer site = null!;

    public Uri Viewer(string run) => new(site.Address, $"{run}/products/{ProductNames.Viewer}");
    public string Folder(string run) => folder[run];
    /// <summary>The map of a run, of which there is one.</summary>
    public string Map(string run) => Directory.GetFiles(Path.Combine(folder[run], "products"), "ndvi-map_*.tif").Single();

    public string Product(string run, string name) => Path.Combine(folder[run], "products", name);
    public string Scene(string run, string id) => Path.Combine(folder[run], "output", OutputNames.Raster(id, "ndvi"));

    /// <summary>What gdallocationinfo finds in a file.</summary>
    public static double ValueIn(string file, double latitude, double longitude, int band = 1) => double.Parse(Tool.Run(
        GdalInfoFactAttribute.Program!.Replace("gdalinfo", "gdallocationinfo", StringComparison.Ordinal), "-valonly", "-wgs84", "-b",
        Text(band), file, Text(longitude), Text(latitude)), CultureInfo.InvariantCulture);

    static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    public async Task InitializeAsync()
    {
        WriteWeek(Before, "2023-11-27", "2023-12-04", [BeforeWest], -1000, null);
        File.WriteAllText(Scene(Before, SmallId(Small - 1)), "no raster");
        Damage(Scene(Before, SmallId(Small - 2)));
        WriteWeek(Week, "2023-12-04", "2023-12-11", [West, East], 0, new(Before, Day("2023-11-27"), Day("2023-12-04"), null));
        WriteTurn();
        site = await RunSite.Start(folder.Path, 0, default);
    }

    /// <summary>In its last block, which is that of the scene's own pixels.</summary>
    static void Damage(string file)
    {
        using var bytes = File.OpenWrite(file);
        bytes.Position = bytes.Length - 200;
        bytes.Write([.. Enumerable.Repeat((byte)0xff, 150)]);
    }

    public async Task DisposeAsync()
    {
        await site.DisposeAsync();
        folder.Dispose();
    }

    void WriteWeek(string run, string from, string to, string[] scenes, int added, ChangeBasis? earlier)
    {
        var rows = scenes.Select(id => Row(run, id, id.Contains("_32T", StringComparison.Ordinal)
            ? new(1200, 1200, 715_000, 5_166_000, 20, 32632) : new(1200, 1200, 262_000, 5_166_000, 20, 32633), added));
        var small = Enumerable.Range(0, Small).Select(i => Row(run, SmallId(i),
            new(64, 64, 695_000 + (1280 * i), 5_112_000, 20, 32632), added));
        var map = Reports.Map(Alps, (row, column) => (row, column) switch
        {
            (0, _) => default,
            (1, _) => new CellSum { Observed = 10, Clear = 4, Water = 10 }, // a clear share and no mean
            _ => Reports.Pixels(10, 3000 + added + (100 * row), 3000 + added + (100 * column)),
        });
        var change = earlier is null ? null : new ChangeMap(map.Mapped, map.Frame, [.. map.Mean.Select((_, i) => (short)(i % 20 * 100))]);
        Write(run, $$"""{"area":[11.5,46,12.5,47],"from":"{{from}}","to":"{{to}}"}""", [.. rows, .. small, .. Far,
            Reports.NotTaken("33TUM", "too-cloudy")], map, change, earlier);
    }

    /// <summary>Too many tiles to be outlined from afar, north of all others and without files.</summary>
    static IEnumerable<LedgerRow> Far => Enumerable.Range(0, 400).Select(i => Reports.Taken("36TUS", UnitStatus.Done) with
    {
        UnitId = $"far-{i}", Products = null,
        Geometry = new GeometryFactory().ToGeometry(new Envelope(11.5 + (0.05 * (i % 20)), 11.55 + (0.05 * (i % 20)), 60, 60.05)),
    });

    void WriteTurn()
    {
        var map = Reports.Map(Pacific, (row, column) => row < 40 ? Reports.Pixels(5, 2000 + (10 * column), 4000) : default);
        Write(Turn, """{"area":[176,-19,-176,-15],"from":"2023-12-04","to":"2023-12-11"}""", [
            Row(Turn, Float, new(600, 600, 790_000, 8_120_000, 20, 32760), 0),
            Row(Turn, "S2A_01KAB_20231207_0_L2A", new(2000, 600, 160_000, 8_120_000, 20, 32701), 0),
        ], map, null, null);
        File.Delete(Path.Combine(folder[Turn], "output", OutputNames.Qa(Float)));
        TakeWaterFrom(Product(Turn, ProductNames.Viewer));
    }

    /// <summary>As pages of the version before were, which did not know the value of water.</summary>
    static void TakeWaterFrom(string page)
    {
        const string begin = "id=\"run\">", end = "</script>";
        var html = File.ReadAllText(page);
        var (from, packed) = (html.IndexOf(begin, StringComparison.Ordinal) + begin.Length, new MemoryStream());
        var to = html.IndexOf(end, from, StringComparison.Ordinal);
        using (var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(html[from..to])), CompressionMode.Decompress))
            gzip.CopyTo(packed);
        var data = packed.ToArray();
        var length = BitConverter.ToInt32(data);
        var run = JsonNode.Parse(data.AsSpan(sizeof(int), length))!;
        Assert.True(run["qa"]!.AsObject().Remove("water"));
        var json = JsonSerializer.SerializeToUtf8Bytes(run);
        byte[] whole = [.. BitConverter.GetBytes(json.Length), .. json, .. data.AsSpan(sizeof(int) + length)];
        File.WriteAllText(page, html[..from] + Packed.Text(whole) + html[to..]);
    }

    void Write(string run, string request, LedgerRow[] rows, WorldMap map, ChangeMap? change, ChangeBasis? earlier)
    {
        var products = Directory.CreateDirectory(Path.Combine(folder[run], "products")).FullName;
        var parsed = RequestReader.Read(JsonElement.Parse(request), Day("2024-01-01")).OrThrow();
        map.WriteCog(Path.Combine(products, new IndexFiles("ndvi", parsed.Window).Map), parsed.Window);
        change?.WriteCog(Path.Combine(products, new IndexFiles("ndvi", parsed.Window).Change), parsed.Window, earlier!);
        var ledger = Reports.Ledger(rows) with { RunId = run };
        if (earlier is not null) ledger = ledger with { Change = Reports.ChangeOf(earlier), Zones = new(Zones.Length, [], []) };
        IReadOnlyList<IReadOnlyList<ZoneRow>> zones = earlier is null ? [] : [Zones];
        PageCells[] cells = [PageCells.Of(map, change, null)];
        ViewerPage.Write(products, ViewerRun.Of(ledger, parsed, map.Frame, cells, zones), cells);
        ReportPage.Write(products, ledger, MappedIndex.Of(parsed), parsed.Window, cells, []);
    }

    /// <summary>A row with its file: 0.2 and more from west to east, less 0.0001 a row from north to south, and a hole.</summary>
    LedgerRow Row(string run, string id, GeoGrid grid, int added)
    {
        WriteQa(run, id, grid);
        var pixels = new short[grid.Width * grid.Height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = i % grid.Width < 100 && i / grid.Width > grid.Height / 2 ? SpectralIndex.Nodata
                : (short)(2000 + added + (3 * (i % grid.Width)) - (i / grid.Width));
        Directory.CreateDirectory(Path.GetDirectoryName(Scene(run, id))!);
        var options = new CogOptions(id == East ? "ZSTD" : "DEFLATE") { Tags = new Dictionary<string, string> { ["RUN"] = run } };
        if (id != Float)
            CogWriter.Write<short>(Scene(run, id), grid, [pixels], SpectralIndex.Nodata, [new("NDVI", SpectralIndex.Scale)], options);
        else
            CogWriter.Write<float>(
                Scene(run, id), grid, [Array.ConvertAll(pixels, value => value == SpectralIndex.Nodata ? float.NaN : value / 10_000f)],
                double.NaN, [new("NDVI")], options);
        return Reports.Taken(id.Split('_')[1], UnitStatus.Done) with
        {
            UnitId = id, Geometry = Outline(grid), Products = new Dictionary<string, string> { ["ndvi"] = OutputNames.Raster(id, "ndvi") },
        };
    }

    /// <summary>Cloud in the west of the hole, outside the swath in its east; water in the south, clear elsewhere.</summary>
    void WriteQa(string run, string id, GeoGrid grid)
    {
        var values = new byte[grid.Width * grid.Height];
        for (var i = 0; i < values.Length; i++)
            values[i] = (i % grid.Width) switch { < 50 => 3, < 100 => 0, _ => i / grid.Width < 1150 ? QaClass.Clear : QaClass.Water };
        var file = Path.Combine(folder[run], "output", OutputNames.Qa(id));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        CogWriter.Write<byte>(file, grid, [values], 0, [new("QA")], new() { Tags = new Dictionary<string, string> { ["RUN"] = run } });
    }

    /// <summary>As in the ledger: cut in two where it crosses the antimeridian.</summary>
    static Geometry Outline(GeoGrid grid)
    {
        var (right, lower) = (grid.OriginX + (grid.Width * grid.PixelSize), grid.OriginY - (grid.Height * grid.PixelSize));
        double[] x = [grid.OriginX, right, right, grid.OriginX], y = [grid.OriginY, grid.OriginY, lower, lower];
        Projection.ToLonLat(grid.Epsg, x, y);
        var factory = new GeometryFactory();
        if (x.Max() - x.Min() < 180) return factory.ToGeometry(new Envelope(x.Min(), x.Max(), y.Min(), y.Max()));
        return factory.CreateMultiPolygon([
            (Polygon)factory.ToGeometry(new Envelope(x.Where(lon => lon > 0).Min(), 180, y.Min(), y.Max())),
            (Polygon)factory.ToGeometry(new Envelope(-180, x.Where(lon => lon < 0).Max(), y.Min(), y.Max()))]);
    }

    static DateTimeOffset Day(string day) => DateTimeOffset.Parse(day + "T00:00:00Z", CultureInfo.InvariantCulture);
}
