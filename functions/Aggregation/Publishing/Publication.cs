using System.Text.Json.Nodes;
using Vegetation.Core.Archive;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Archiving;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Stac;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>What was published.</summary>
/// <param name="Maps">The items of its maps by their keys, for the catalog of all runs.</param>
internal sealed record PublishedProducts(LedgerDocument Ledger, IReadOnlyDictionary<string, JsonObject> Maps);

/// <summary>
/// Makes a run's products in a folder of this machine from what was collected, and uploads them when all are made, the report last.
/// </summary>
internal sealed class Publication(ObjectStore store, RunKeys keys, TimeProvider time, PublicAddress? address)
{
    /// <summary>Of the earlier map: all cells of the Earth without compression have 520 MB.</summary>
    const long MostMapBytes = 520 << 20;

    /// <param name="earlier">The run that change maps subtract; null where there is none.</param>
    public async Task<PublishedProducts> Publish(
        Request request, LedgerDocument ledger, OutputBatches batches, PublishedRun? earlier, RunArchive archive,
        CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("products-");
        try
        {
            var folder = scratch.CreateSubdirectory("products").FullName;
            var items = Path.Combine(scratch.FullName, "items.ndjson");
            await batches.WriteItems(items, cancellationToken);
            var earlierMap = Path.Combine(scratch.FullName, "earlier.tif");
            var written = await new RunProducts(folder, request, address).Write(ledger, new(batches.Grid, items,
                index => batches.Cells(index, cancellationToken), index => MapOf(index, earlier, earlierMap, cancellationToken),
                index => archive.BaselineOf(index, cancellationToken))
            {
                Zones = await batches.Zones.Inputs(cancellationToken) is { } zones ? zones with
                {
                    History = index => archive.ZoneHistoryOf(
                        index, earlier is null ? null : new(earlier.From, earlier.To), cancellationToken),
                } : null,
            });
            await new ProductUpload(store, keys).Upload(folder, cancellationToken);
            return new(written, Maps(folder, request, batches.Grid, written));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>None of a run that takes only some of the scenes: it would replace the map of one that takes all.</summary>
    Dictionary<string, JsonObject> Maps(string folder, Request request, CellGrid grid, LedgerDocument ledger)
    {
        var items = from index in request.MaxScenes is null ? request.Indices : []
                    let series = ArchiveSeries.Of(request, grid, index)
                    let item = MapItem.Of(folder, request, ledger, series, time.GetUtcNow())
                    where item is not null
                    let key = series.Map(request.Window)
                    select KeyValuePair.Create(key, item.At(key, address));
        return new(items, StringComparer.Ordinal);
    }

    async Task<EarlierMap?> MapOf(SpectralIndex index, PublishedRun? run, string file, CancellationToken cancellationToken)
    {
        if (run is null) return null;
        var key = run.Products + new IndexFiles(index.Name, new(run.From, run.To)).Map;
        var problem = await store.GetFile(key, file, MostMapBytes, cancellationToken);
        return new(run.RunId, run.From, run.To, file, problem is null ? null : $"the map of {index.Label} of {run.RunId} {problem}");
    }
}
