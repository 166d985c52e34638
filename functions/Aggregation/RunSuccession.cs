using System.Text.Json.Nodes;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Archiving;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation;

/// <summary>
/// Puts a run in the place of earlier ones of its week: in the archive, the tables, the catalog of maps and <c>latest.json</c>. The items
/// of its maps come first, as a claim. If another run of the week has claimed it in the end, all is written again, so that of two runs at
/// once all is of the one that ends last. A run that observed too little to be promoted takes the place of no other.
/// </summary>
internal sealed class RunSuccession(ObjectStore store, RunArchive archive, OutputBatches batches, PublicAddress? address)
{
    readonly MapCatalog catalog = new(store, address);
    readonly PublishedRuns runs = new(store);

    /// <param name="maps">The items of its maps by their keys.</param>
    public async Task Succeed(
        PublishedRun run, IReadOnlyList<SpectralIndex> indices, IReadOnlyDictionary<string, JsonObject> maps,
        CancellationToken cancellationToken)
    {
        if (run.NotPromoted is not null && await IsAnothers())
        {
            await runs.Promote(run, cancellationToken); // which writes the run's own document
            return;
        }
        do
        {
            await catalog.Put(maps, cancellationToken);
            await Archive(run.RunId, indices, cancellationToken);
            await catalog.Update(cancellationToken);
            await runs.Promote(run, cancellationToken);
        }
        while (await IsAnothers());

        async Task<bool> IsAnothers() =>
            (await catalog.RunsOf([.. maps.Keys], cancellationToken)).Any(other => other is not null && other != run.RunId);
    }

    async Task Archive(string runId, IReadOnlyList<SpectralIndex> indices, CancellationToken cancellationToken)
    {
        var zones = await batches.Zones.Inputs(cancellationToken);
        foreach (var index in indices)
        {
            await archive.Keep(runId, await batches.Cells(index, cancellationToken), cancellationToken);
            await archive.KeepZones(index, zones, cancellationToken);
        }
    }
}
