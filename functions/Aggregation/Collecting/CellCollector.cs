using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>The cells of a batch of work units, index by index.</summary>
/// <param name="sums">One for each index of the run.</param>
sealed class CellCollector(ObjectStore store, RunKeys keys, IReadOnlyList<CellBlocks> sums)
{
    /// <param name="name">The contribution's, for errors.</param>
    /// <returns>What adds the unit's cells.</returns>
    /// <exception cref="InvalidDataException">Cells of an index are missing or cannot be used.</exception>
    public Action Prepare(Contribution contribution, string name)
    {
        var adding = new List<Action>();
        foreach (var sum in sums)
        {
            var cells = contribution.Cells?.GetValueOrDefault(sum.Index.Name)
                ?? throw new InvalidDataException($"{name} has no cells of {sum.Index.Name}");
            sum.Require(cells, name);
            adding.Add(() => sum.Add(cells, name));
        }
        return () => adding.ForEach(add => add());
    }

    public async Task Write(int batch, CancellationToken cancellationToken)
    {
        foreach (var sum in sums)
        {
            using var stored = new MemoryStream();
            sum.WriteTo(stored);
            await store.Put(keys.BatchCells(batch, sum.Index.Name), stored.ToArray(), "application/octet-stream", cancellationToken);
        }
    }
}
