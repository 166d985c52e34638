using System.Text.Json;
using Vegetation.Products.Tables;
using static Vegetation.Products.Tables.Columns;

namespace Vegetation.Products.Ledger;

/// <summary>
/// The columns of the ledger's table. A column is named like its field of ledger.json, in snake case, inner fields after outer ones:
/// ndvi.standardDeviation is ndvi_standard_deviation.
/// </summary>
static class LedgerColumns
{
    static readonly (string Field, Func<string, Column> Type)[] Fields =
    [
        ("tile", Text), ("landKm2", Int), ("observedKm2", Int), ("clearKm2", Int), ("unitId", Text), ("sensed", Time), ("catalog", Text),
        ("baseline", Text),
        ("cloudCover", Double), ("status", Text), ("reason", Text), ("detail", Text), ("attempt", Int), ("validShare", Double),
        ("ndvi.mean", Double), ("ndvi.standardDeviation", Double), ("ndvi.minimum", Double), ("ndvi.maximum", Double),
        ("boaOffset", Int), ("boaOffsetBasis", Text), ("boaOffsetConfidence", Text),
        ("seconds.fetch", Double), ("seconds.compute", Double), ("seconds.write", Double), ("megapixels", Double), ("bytesRead", Long),
        ("product", Text),
        ("pixels.valid", Long), ("pixels.nodata", Long), ("pixels.saturated", Long), ("pixels.masked", Long), ("pixels.dilated", Long),
        ("pixels.clipped", Long), ("pixels.outOfRange", Long), ("pixels.byClass", Longs), ("pixels.total", Long),
        ("additionalGranules", Texts), ("geometry", Geometry),
    ];

    /// <summary>New columns, for one table.</summary>
    public static IReadOnlyList<Column> New() =>
        [.. from field in Fields let path = field.Field.Split('.') select field.Type(NameOf(path)).At(path)];

    static string NameOf(IEnumerable<string> path) => string.Join('_', path.Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
