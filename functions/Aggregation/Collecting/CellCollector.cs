using Vegetation.Core;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>The cells of a batch of work units, index by index.</summary>
/// <param name="sums">One for each index of the run.</param>
sealed class CellCollector(ObjectStore store, RunKeys keys, IReadOnlyList<CellBlocks> sums)
{
    /// <exception cref="InvalidDataException">Cells of one index cannot be used: then those of no index are added.</exception>
    public void Add(UnitOutput output)
    {
        var id = output.Unit.UnitId;
        lock (sums) // parsed one unit at a time: it takes ten times its bytes
        {
            var usable = new List<Action>();
            foreach (var sum in sums)
            {
                if (!output.Cells.TryGetValue(sum.Index.Name, out var content)) continue;
                var key = keys.CellSums(id, sum.Index.Name);
                var cells = store.Parse(key, content, CoreJson.Default.CellsDocument);
                sum.Require(cells, key);
                usable.Add(() => sum.Add(cells, key));
            }
            usable.ForEach(add => add());
        }
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
