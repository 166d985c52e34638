using System.Text.Json;
using Vegetation.Products.Tables;
using static Vegetation.Products.Tables.Columns;

namespace Vegetation.Products.Ledger;

/// <summary>
/// The columns of the ledger's table. A column is named like its field of ledger.json, in snake case, inner fields after outer ones:
/// statistics.ndvi.standardDeviation is statistics_ndvi_standard_deviation.
/// </summary>
static class LedgerColumns
{
    static readonly string[] Statistics = ["mean", "standardDeviation", "minimum", "maximum"];

    static readonly (string Field, Func<string, Column> Type)[] Before =
    [
        ("tile", Text), ("landKm2", Int), ("observedKm2", Int), ("clearKm2", Int), ("unitId", Text), ("sensed", Time), ("catalog", Text),
        ("baseline", Text),
        ("cloudCover", Double), ("status", Text), ("reason", Text), ("detail", Text), ("attempt", Int),
        ("resolution", Int), ("validShare", Double),
    ];

    static readonly (string Field, Func<string, Column> Type)[] After =
    [
        ("boaOffset", Int), ("boaOffsetBasis", Text), ("boaOffsetConfidence", Text),
        ("seconds.fetch", Double), ("seconds.compute", Double), ("seconds.write", Double), ("megapixels", Double), ("bytesRead", Long),
        ("pixels.valid", Long), ("pixels.nodata", Long), ("pixels.saturated", Long), ("pixels.masked", Long), ("pixels.dilated", Long),
        ("pixels.clipped", Long), ("pixels.outOfRange", Long), ("pixels.byClass", Longs), ("pixels.total", Long),
        ("pixels.tooFew", Long), ("additionalGranules", Texts), ("acquisitions", Acquisitions), ("geometry", Geometry),
    ];

    static ListOf Acquisitions(string name) => new(name, new Struct(
        "element", Text("scene_id").At("sceneId"), Time("sensed"), Long("valid_pixels").At("validPixels"),
        Long("used_pixels").At("usedPixels"), Int("offset"), Text("reason"),
            Text("detail")));

    /// <summary>New columns, for one table.</summary>
    /// <param name="indices">Names: each has its statistics and its raster.</param>
    public static IReadOnlyList<Column> New(IReadOnlyList<string> indices) =>
        [.. from field in (IEnumerable<(string Field, Func<string, Column> Type)>)
            [
                .. Before,
                .. from index in indices from figure in Statistics select ($"statistics.{index}.{figure}", (Func<string, Column>)Double),
                .. After,
                .. from index in indices select ($"products.{index}", (Func<string, Column>)Text),
            ]
            let path = field.Field.Split('.') select field.Type(NameOf(path)).At(path)];

    static string NameOf(IEnumerable<string> path) => string.Join('_', path.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
