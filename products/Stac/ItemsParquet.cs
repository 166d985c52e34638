using System.Text.Json;
using System.Text.Json.Nodes;
using Vegetation.Core.Work;
using Vegetation.Products.Tables;

namespace Vegetation.Products.Stac;

/// <summary>
/// The STAC items as one table: stac-geoparquet 1.1 (radiantearth/stac-geoparquet-spec), in GeoParquet 1.1: geometry as WKB, properties as
/// columns of their own, hrefs relative to the products or, where they have a public address, absolute.
/// </summary>
sealed class ItemsParquet : IAsyncDisposable
{
    readonly ParquetTable table;
    readonly SortedSet<string> geometryTypes = new(StringComparer.Ordinal);

    readonly RunKeys keys;
    readonly PublicAddress? address;

    ItemsParquet(ParquetTable table, RunKeys keys, PublicAddress? address) =>
        (this.table, this.keys, this.address) = (table, keys, address);

    /// <param name="indices">Names of the run's indices.</param>
    public static async Task<ItemsParquet> Create(string path, IReadOnlyList<string> indices, RunKeys keys, PublicAddress? address) =>
        new(await ParquetTable.Create(path, ItemColumns.New(indices)), keys, address);

    public async Task Add(ItemDocument item)
    {
        geometryTypes.Add(item.Row.Geometry.GeometryType);
        await table.Add(address is null ? item.Json : Published(item));
    }

    JsonElement Published(ItemDocument item) => JsonElement.Parse(
        JsonObject.Create(item.Json)!.At(keys.Output + OutputNames.Item(item.Row.Id), address).ToJsonString());

    public Task Finish(JsonObject collection, string notice)
    {
        var box = geometryTypes.Count == 0 ? null : collection["extent"]!["spatial"]!["bbox"]![0]!.AsArray();
        return table.Finish(notice,
            (GeoMetadata.Key, GeoMetadata.Of(geometryTypes, box, "bbox")),
            ("stac-geoparquet", new JsonObject
            {
                ["version"] = "1.1.0",
                ["collections"] = new JsonObject { [(string)collection["id"]!] = StacCollection.WithoutItems(collection) },
            }.ToJsonString()));
    }

    public ValueTask DisposeAsync() => table.DisposeAsync();
}
