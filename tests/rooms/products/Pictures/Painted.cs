using System.Text.Json;
using NetTopologySuite.Geometries;
using Vegetation.Core.Geography;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Maps;
using Vegetation.Products.Pictures;
using Vegetation.Products.Shapes;

namespace Vegetation.Tests.Products.Pictures;

/// <summary>What pictures are made of, and looks at what was drawn.</summary>
static class Painted
{
    public static Window Week { get; } = new(new(2023, 12, 4, 0, 0, 0, TimeSpan.Zero), new(2023, 12, 11, 0, 0, 0, TimeSpan.Zero));

    public static IndexFiles Files { get; } = new("ndvi", Week);

    public static ChangeBasis WeekBefore { get; } = new("before", Week.From.AddDays(-7), Week.From, null);

    public static MappedIndex Ndvi { get; } = new(SpectralIndex.Ndvi, 10);

    public static CanvasFont Font { get; } = CanvasFont.Open();

    public static MapFrame Frame(double west, double south, double east, double north, int cellsPerDegree = 20) =>
        MapFrame.Of(Area.FromBox(west, south, east, north), new CellGrid(cellsPerDegree));

    /// <param name="seen">The cell that holds a place, its NDVI, its pixels and how many of them are valid.</param>
    public static WorldMap Map(MapFrame frame, params (double Longitude, double Latitude, double Ndvi, int Observed, int Valid)[] seen) =>
        Map(frame, Ndvi, seen);

    public static WorldMap Map(
        MapFrame frame, MappedIndex mapped, params (double Longitude, double Latitude, double Value, int Observed, int Valid)[] seen)
    {
        var sums = new CellBlocks(frame.Grid, mapped.Index);
        foreach (var (longitude, latitude, value, observed, valid) in seen)
        {
            var scaled = (long)Math.Round(value * 10000);
            long[] cell = [frame.Grid.CellOf(longitude, latitude), observed, valid, valid, valid * scaled, valid * scaled * scaled, 0, 0];
            sums.Add(new CellsDocument(frame.Grid.CellsPerDegree, [cell]), "a test");
        }
        return WorldMap.From(frame, sums, mapped)!;
    }

    public static LedgerRow Row(
        string tile, UnitStatus? status, string? reason = null, Geometry? footprint = null, double? clear = null) => new()
    {
        LandKm2 = 2000, ObservedKm2 = clear is null ? 0 : 1000, ClearKm2 = (int)(1000 * clear ?? 0), ValidShare = clear,
        Tile = tile, UnitId = status is null ? null
            : $"S2A_{tile}", Status = status, Reason = reason, Geometry = footprint ?? Footprints.OfTile(tile),
    };

    public static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static Geometry Polygons(string geoJson) => GeometryJson.Polygons(Json(geoJson));

    public static LedgerDocument Ledger(params LedgerRow[] rows) => new()
    {
        RunId = "run", Outcome = Outcome.Published, Message = "", Processed = 1, Request = Json("{}"), Counts = StatusCounts.Of(rows),
        ScenesFound = rows.Length, Rows = rows, SoftwareVersion = "0",
        TileCounts = new Dictionary<string, int>(), Land = LandArea.Of(rows),
    };

    /// <summary>The colour of a pixel as 0xRRGGBB.</summary>
    public static uint At(this Canvas canvas, float x, float y)
    {
        using var pixels = canvas.Pixels;
        return (uint)pixels.GetPixelColor((int)x, (int)y) & 0xffffff;
    }

    /// <summary>The colour at a place of a map.</summary>
    public static uint At(this Canvas canvas, MapFrame frame, double longitude, double latitude)
    {
        var layout = MapLayout.Of(frame);
        return canvas.At(layout.Longitudes.At(longitude), layout.Latitudes.At(latitude));
    }

    public static IEnumerable<string> Labels(this Canvas canvas) => canvas.Texts.Select(t => t.Text);
}
