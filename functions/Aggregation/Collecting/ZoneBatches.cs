using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;
using Vegetation.Products.Zones;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>The zones of a run and their sums, collected batch by batch.</summary>
internal sealed class ZoneBatches(ObjectStore store, RunKeys keys, Plan plan, int batches)
{
    /// <summary>Zones with statistics; 0 also where none were asked for.</summary>
    public int Count => plan.Zones?.Report.Count ?? 0;

    public ZoneCollector Collector(IReadOnlyList<SpectralIndex> indices) =>
        new(store, keys, Count == 0 ? [] : [.. indices.Select(index => new ZoneSums(Count, index))]);

    /// <summary>What products of zones are made of; null where there are none.</summary>
    /// <exception cref="PlanChangedException">The list of zones is not the one that was planned.</exception>
    public async Task<ZoneInputs?> Inputs(CancellationToken cancellationToken)
    {
        if (Count == 0) return null;
        var list = await store.TryGet(keys.Zones, cancellationToken);
        if (list is null || PlanDigests.Of(list) != plan.Zones!.Sha256)
            throw new PlanChangedException($"s3://{store.Bucket}/{keys.Zones} "
                + (list is null ? "is missing" : $"does not have SHA-256 {plan.Zones!.Sha256} as planned"));
        return new(list, index => Sums(index, cancellationToken));
    }

    async Task<ZoneSums> Sums(SpectralIndex index, CancellationToken cancellationToken)
    {
        var sums = new ZoneSums(Count, index);
        for (var batch = 0; batch < batches; batch++)
        {
            var key = keys.BatchZones(batch, index.Name);
            sums.Read(new MemoryStream(await store.Get(key, cancellationToken)), key);
        }
        return sums;
    }
}
