using System.Text.Json.Nodes;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Stac;

/// <summary>
/// The STAC items as one table: stac-geoparquet 1.1 (radiantearth/stac-geoparquet-spec), in GeoParquet 1.1: geometry as WKB, properties as
/// columns of their own, hrefs relative to the products.
/// </summary>
sealed class ItemsParquet : IAsyncDisposable
{
    readonly ParquetTable table;
    readonly SortedSet<string> geometryTypes = new(StringComparer.Ordinal);

    ItemsParquet(ParquetTable table) => this.table = table;

    /// <param name="indices">Names of the run's indices.</param>
    public static async Task<ItemsParquet> Create(string path, IReadOnlyList<string> indices) =>
        new(await ParquetTable.Create(path, ItemColumns.New(indices)));

    public async Task Add(ItemDocument item)
    {
        geometryTypes.Add(item.Row.Geometry.GeometryType);
        await table.Add(item.Json);
    }

    public Task Finish(JsonObject collection)
    {
        var box = geometryTypes.Count == 0 ? null : collection["extent"]!["spatial"]!["bbox"]![0]!.AsArray();
        return table.Finish(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [GeoMetadata.Key] = GeoMetadata.Of(geometryTypes, box, "bbox"),
            ["stac-geoparquet"] = new JsonObject
            {
                ["version"] = "1.1.0",
                ["collections"] = new JsonObject { [(string)collection["id"]!] = StacCollection.WithoutItems(collection) },
            }.ToJsonString(),
        });
    }

    public ValueTask DisposeAsync() => table.DisposeAsync();
}
