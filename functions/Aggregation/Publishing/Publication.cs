using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Archiving;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>
/// Makes a run's products in a folder of this machine from what was collected, and uploads them when all are made, the report last.
/// </summary>
internal sealed class Publication(ObjectStore store, RunKeys keys)
{
    /// <summary>Of the earlier map: all cells of the Earth without compression have 520 MB.</summary>
    const long MostMapBytes = 520 << 20;

    /// <param name="earlier">The run that change maps subtract; null where there is none.</param>
    /// <returns>The ledger as it was published.</returns>
    public async Task<LedgerDocument> Publish(
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
            var written = await new RunProducts(folder, request).Write(ledger, new(batches.Grid, items,
                index => batches.Cells(index, cancellationToken), index => MapOf(index, earlier, earlierMap, cancellationToken),
                index => archive.BaselineOf(index, cancellationToken))
            {
                Zones = await batches.Zones.Inputs(cancellationToken),
            });
            await new ProductUpload(store, keys).Upload(folder, cancellationToken);
            return written;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    async Task<EarlierMap?> MapOf(SpectralIndex index, PublishedRun? run, string file, CancellationToken cancellationToken)
    {
        if (run is null) return null;
        var key = run.Products + new IndexFiles(index.Name, new(run.From, run.To)).Map;
        var problem = await store.GetFile(key, file, MostMapBytes, cancellationToken);
        return new(run.RunId, run.From, run.To, file, problem is null ? null : $"the map of {index.Label} of {run.RunId} {problem}");
    }
}
