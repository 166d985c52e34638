using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>The zones of a batch of work units, index by index.</summary>
/// <param name="sums">One for each index of the run; none where the run has no zones.</param>
sealed class ZoneCollector(ObjectStore store, RunKeys keys, IReadOnlyList<ZoneSums> sums)
{
    /// <returns>What adds the unit's zones.</returns>
    /// <exception cref="InvalidDataException">Zones of an index cannot be used.</exception>
    public Action Prepare(UnitOutput output)
    {
        var adding = new List<Action>();
        lock (sums) // parsed one unit at a time
            foreach (var sum in sums)
            {
                if (!output.Zones.TryGetValue(sum.Index.Name, out var content)) continue;
                var key = keys.ZoneSums(output.Unit.UnitId, sum.Index.Name);
                var zones = store.Parse(key, content, CoreJson.Default.ZonesDocument);
                sum.Require(zones, key);
                adding.Add(() => sum.Add(zones, key));
            }
        return () =>
        {
            lock (sums) adding.ForEach(add => add());
        };
    }

    public async Task Write(int batch, CancellationToken cancellationToken)
    {
        foreach (var sum in sums)
        {
            using var stored = new MemoryStream();
            sum.WriteTo(stored);
            await store.Put(keys.BatchZones(batch, sum.Index.Name), stored.ToArray(), "application/octet-stream", cancellationToken);
        }
    }
}
