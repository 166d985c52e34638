using System.Text.Json;
using Vegetation.Core.Requests;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Ledger;

/// <summary>The ledger's rows as a flat table, a column for each figure, with the footprints as GeoParquet.</summary>
static class LedgerParquet
{
    public static async Task Write(LedgerDocument ledger, Request request, string path)
    {
        await using var table = await ParquetTable.Create(path, LedgerColumns.New([.. request.Indices.Select(index => index.Name)]));
        foreach (var row in ledger.Rows) await table.Add(JsonSerializer.SerializeToElement(row, ProductsJson.Default.LedgerRow));
        var types = ledger.Rows.Select(row => row.Geometry?.GeometryType).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        await table.Finish(request.Notice, (GeoMetadata.Key, GeoMetadata.Of(types)));
    }
}
