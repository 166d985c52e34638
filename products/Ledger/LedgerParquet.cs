using System.Text.Json;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Ledger;

/// <summary>The ledger's rows as a flat table, a column for each figure, with the footprints as GeoParquet.</summary>
static class LedgerParquet
{
    public static async Task Write(LedgerDocument ledger, IReadOnlyList<string> indices, string path)
    {
        await using var table = await ParquetTable.Create(path, LedgerColumns.New(indices));
        foreach (var row in ledger.Rows) await table.Add(JsonSerializer.SerializeToElement(row, ProductsJson.Default.LedgerRow));
        var types = ledger.Rows.Select(row => row.Geometry?.GeometryType).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        await table.Finish(new Dictionary<string, string>(StringComparer.Ordinal) { [GeoMetadata.Key] = GeoMetadata.Of(types) });
    }
}
