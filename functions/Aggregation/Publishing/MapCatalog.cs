using System.Text.Json.Nodes;
using Vegetation.Core;
using Vegetation.Core.Archive;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;
using Vegetation.Products.Stac;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>
/// The STAC catalog over all runs: an item for each week's map of an index, which a run of the same week replaces, a collection of them,
/// and a catalog above it. Collection and catalog are made from the items that are listed, and made again if those changed meanwhile, so
/// that of two runs at once the later one sees the items of the other.
/// </summary>
internal sealed class MapCatalog(ObjectStore store, PublicAddress? address)
{
    /// <summary>An item has some 20 KB; larger objects are none.</summary>
    const long MostBytes = 1 << 20;

    /// <param name="items">By their keys.</param>
    public async Task Put(IReadOnlyDictionary<string, JsonObject> items, CancellationToken cancellationToken)
    {
        foreach (var (key, item) in items) await Put(key, item, MediaTypes.GeoJson, cancellationToken);
    }

    /// <returns>Of each item the run that made its map; null where there is none that can be read.</returns>
    public async Task<IReadOnlyList<string?>> RunsOf(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        [.. (await store.TryGetAll(keys, ListedMap.Read, cancellationToken)).Select(map => map?.RunId)];

    /// <summary>Makes collection and catalog of the items that are there.</summary>
    public async Task Update(CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredObject> before, now = await Items(cancellationToken);
        if (now.Count == 0) return;
        do
        {
            await Write([.. now.Select(item => item.Key)], cancellationToken);
            (before, now) = (now, await Items(cancellationToken));
        }
        while (!now.SequenceEqual(before));
    }

    async Task Write(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var read = await store.TryGetAll(keys, ListedMap.Read, cancellationToken);
        IReadOnlyList<ListedMap> maps = [.. keys.Zip(read, (key, map) => map is null ? null : map with { Key = key }).OfType<ListedMap>()];
        if (maps.Count == 0) return;
        await Put(MapCollection.Key, MapCollection.Of(maps).At(MapCollection.Key, address), "application/json", cancellationToken);
        await Put(RunKeys.Catalog, MapCollection.Catalog(maps).At(RunKeys.Catalog, address), "application/json", cancellationToken);
    }

    async Task<IReadOnlyList<StoredObject>> Items(CancellationToken cancellationToken) =>
        [.. (await store.List(ArchiveSeries.AllMaps, cancellationToken))
            .Where(stored => stored.Key != MapCollection.Key && stored.Bytes <= MostBytes && ArchiveSeries.IsMap(stored.Key))];

    Task Put(string key, JsonObject document, string mediaType, CancellationToken cancellationToken) =>
        store.Put(key, System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), mediaType, cancellationToken);
}
