using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Masking;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Tables;

/// <summary>The ledger's rows as a flat table, a column for each figure, with the footprints as GeoParquet.</summary>
public static class LedgerParquet
{
    static readonly (string Name, string Type, Func<LedgerRow, JsonNode?> Value)[] Columns =
    [
        ("tile", "VARCHAR", r => r.Tile), ("land_km2", "INTEGER", r => r.LandKm2), ("observed_km2", "INTEGER", r => r.ObservedKm2),
        ("clear_km2", "INTEGER", r => r.ClearKm2), ("unit_id", "VARCHAR", r => r.UnitId), ("sensed", "TIMESTAMPTZ", r => r.Sensed?.UtcDateTime),
        ("catalog", "VARCHAR", r => r.Catalog), ("baseline", "VARCHAR", r => r.Baseline), ("cloud_cover_percent", "DOUBLE", r => r.CloudCover),
        ("status", "VARCHAR", r => r.StatusWord), ("reason", "VARCHAR", r => r.Reason), ("detail", "VARCHAR", r => r.Detail),
        ("attempt", "INTEGER", r => r.Attempt), ("valid_share", "DOUBLE", r => r.ValidShare),
        ("ndvi_mean", "DOUBLE", r => r.Ndvi?.Mean), ("ndvi_standard_deviation", "DOUBLE", r => r.Ndvi?.StandardDeviation),
        ("ndvi_minimum", "DOUBLE", r => r.Ndvi?.Minimum), ("ndvi_maximum", "DOUBLE", r => r.Ndvi?.Maximum),
        ("boa_offset", "INTEGER", r => r.Offset), ("boa_offset_basis", "VARCHAR", r => r.OffsetBasis), ("boa_offset_confidence", "VARCHAR", r => r.OffsetConfidence),
        ("fetch_seconds", "DOUBLE", r => r.Seconds?.Fetch), ("compute_seconds", "DOUBLE", r => r.Seconds?.Compute), ("write_seconds", "DOUBLE", r => r.Seconds?.Write),
        ("megapixels", "DOUBLE", r => r.Megapixels), ("bytes_read", "BIGINT", r => r.BytesRead), ("product", "VARCHAR", r => r.Product),
        Pixels("valid", p => p.Valid), Pixels("nodata", p => p.Nodata), Pixels("saturated", p => p.Saturated), Pixels("masked", p => p.Masked),
        Pixels("dilated", p => p.Dilated), Pixels("clipped", p => p.Clipped), Pixels("out_of_range", p => p.OutOfRange),
        ("pixels_by_class", "BIGINT[]", r => r.Pixels is null ? null : new JsonArray([.. r.Pixels.ByClass.Select(count => (JsonNode)count)])),
        ("parts", "VARCHAR[]", r => r.Parts is null ? null : new JsonArray([.. r.Parts.Select(part => (JsonNode)part)])),
        ("geometry", "BLOB", r => Geometry(r) is { } geometry ? Wkb.Hex(geometry) : null),
    ];

    public static void Write(ParquetDatabase database, LedgerDocument ledger, string path)
    {
        var types = ledger.Rows.Select(Geometry).OfType<JsonNode>().Select(Wkb.TypeOf).Distinct().Order(StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [GeoMetadata.Key] = GeoMetadata.Of(types) };
        database.Write(path, [.. Columns.Select(c => (c.Name, c.Type))], ledger.Rows.Select(Line), metadata);
    }

    static JsonObject Line(LedgerRow row)
    {
        var line = new JsonObject();
        foreach (var (name, _, value) in Columns) line[name] = value(row);
        return line;
    }

    static JsonNode? Geometry(LedgerRow row) => row.Footprint is { ValueKind: JsonValueKind.Object } footprint ? JsonObject.Create(footprint) : null;

    static (string, string, Func<LedgerRow, JsonNode?>) Pixels(string name, Func<MaskCounts, long> count) =>
        ($"pixels_{name}", "BIGINT", r => r.Pixels is { } pixels ? count(pixels) : null);
}
