using Vegetation.Core.Work;
using Vegetation.Core.Zones;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>The zones of a batch of work units, index by index.</summary>
/// <param name="sums">One for each index of the run; none where the run has no zones.</param>
sealed class ZoneCollector(ObjectStore store, RunKeys keys, IReadOnlyList<ZoneSums> sums)
{
    /// <param name="areExpected">Whether the unit has zones.</param>
    /// <param name="name">The contribution's, for errors.</param>
    /// <returns>What adds the unit's zones.</returns>
    /// <exception cref="InvalidDataException">Zones of an index are missing or cannot be used.</exception>
    public Action Prepare(Contribution contribution, bool areExpected, string name)
    {
        var adding = new List<Action>();
        foreach (var sum in sums)
            if (contribution.Zones?.GetValueOrDefault(sum.Index.Name) is { } zones)
            {
                sum.Require(zones, name);
                adding.Add(() => sum.Add(zones, name));
            }
            else if (areExpected) throw new InvalidDataException($"{name} has no zones of {sum.Index.Name}");
        return () => adding.ForEach(add => add());
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
