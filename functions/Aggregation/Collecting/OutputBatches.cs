using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Requests;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;
using Vegetation.Products.Shapes;
using Vegetation.Products.Stac;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>
/// The workers' outputs of a run, collected batch by batch: ledger rows, STAC items and cell sums of some hundred work units at a time,
/// kept in the bucket, so that a function that ran out of time continues with the next batch.
/// </summary>
/// <param name="tagsOutputs">Whether rasters are tagged, for the bucket's rules about their life.</param>
internal sealed class OutputBatches(ObjectStore store, RunKeys keys, Plan plan, Request request, bool tagsOutputs = false)
{
    const int UnitsPerBatch = 500, AtATime = 16;
    readonly Reconciliation reconciliation = new(store, keys, request);
    readonly Lock oneAtATime = new();

    public int Count => (plan.Units.Count + UnitsPerBatch - 1) / UnitsPerBatch;
    public CellGrid Grid => new(plan.CellsPerDegree);
    public ZoneBatches Zones => new(store, keys, plan, Count);

    /// <param name="batch">From 0. A batch that is collected again is written again, the same bytes.</param>
    public async Task Collect(int batch, CancellationToken cancellationToken)
    {
        await reconciliation.List(cancellationToken);
        var units = plan.Units.Skip(batch * UnitsPerBatch).Take(UnitsPerBatch).ToArray();
        var (rows, items) = (new LedgerRow[units.Length], new byte[]?[units.Length]);
        var cells = new CellCollector(store, keys, [.. request.Indices.Select(index => new CellBlocks(Grid, index))]);
        var zones = Zones.Collector(request.Indices);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, units.Length, parallel, async (i, token) =>
        {
            var (output, item) = Take(await reconciliation.Check(units[i], token), units[i].Zones is true, cells, zones);
            if (output.IsReplaced) await reconciliation.Replace(output, token);
            else if (tagsOutputs) await TagRasters(output.Record, token);
            rows[i] = LedgerRow.Of(
                output.Scene, output.Record, request.Resolution, item?.Row.Geometry ?? Footprints.OfTile(output.Scene.Tile));
            items[i] = item?.ToLine();
        });
        var plainRows = PlainJson.Clean(JsonSerializer.SerializeToUtf8Bytes(rows, ProductsJson.Default.IReadOnlyListLedgerRow));
        await store.Put(keys.BatchRows(batch), plainRows, "application/json", cancellationToken);
        var lines = items.OfType<byte[]>().SelectMany(line => line.Append((byte)'\n')).ToArray();
        await store.Put(keys.BatchItems(batch), lines, "application/x-ndjson", cancellationToken);
        await cells.Write(batch, cancellationToken);
        await zones.Write(batch, cancellationToken);
    }

    /// <summary>By the aggregation, since SageMaker uploads without tags.</summary>
    async Task TagRasters(UnitRecord record, CancellationToken cancellationToken)
    {
        foreach (var file in record.Files.Where(file => OutputNames.IsSceneOutput(file.Name)))
            await store.Tag(keys.Output + file.Name, RunKeys.SceneOutput, cancellationToken);
    }

    /// <summary>The rows of all work units, in the order of the plan.</summary>
    public async Task<IReadOnlyList<LedgerRow>> Rows(CancellationToken cancellationToken)
    {
        var rows = new List<LedgerRow>();
        for (var batch = 0; batch < Count; batch++)
            rows.AddRange(await store.GetJson(keys.BatchRows(batch), ProductsJson.Default.IReadOnlyListLedgerRow, cancellationToken));
        return rows;
    }

    /// <summary>Writes the STAC items of all products to a file, one a line, in the order of the plan.</summary>
    public async Task WriteItems(string path, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        for (var batch = 0; batch < Count; batch++)
            await file.WriteAsync(await store.Get(keys.BatchItems(batch), cancellationToken), cancellationToken);
    }

    /// <summary>The cells of all work units: of one index, for those of the Earth take half a gigabyte.</summary>
    public async Task<CellBlocks> Cells(SpectralIndex index, CancellationToken cancellationToken)
    {
        var cells = new CellBlocks(Grid, index);
        for (var batch = 0; batch < Count; batch++)
        {
            var key = keys.BatchCells(batch, index.Name);
            cells.Read(new MemoryStream(await store.Get(key, cancellationToken)), key);
        }
        return cells;
    }

    /// <summary>
    /// Adds a unit's cells and zones. Hashes show that its files are what its worker wrote, not that they are usable: an unusable file
    /// fails this unit, and not the run.
    /// </summary>
    (UnitOutput Output, ItemDocument? Item) Take(UnitOutput output, bool hasZones, CellCollector cells, ZoneCollector zones)
    {
        if (output.Contribution is not { } content) return (output, null);
        try
        {
            lock (oneAtATime) // parsed it takes ten times its bytes
            {
                var name = keys.Contribution(output.Record.UnitId);
                var contribution = store.Parse(name, content, CoreJson.Default.Contribution);
                var item = output.Record.IsProduct ? ItemOf(contribution, output.Record) : null;
                var (addCells, addZones) = (cells.Prepare(contribution, name), zones.Prepare(contribution, hasZones, name));
                addCells();
                addZones();
                return (output with { Contribution = null }, item);
            }
        }
        catch (InvalidDataException e)
        {
            return (output.Failed(Reason.UnusableFile, e.Message), null);
        }
    }

    ItemDocument ItemOf(Contribution contribution, UnitRecord record) => ItemDocument.Require(
        contribution.Item, record.UnitId, [.. request.Indices.Select(index => index.Name)], record.Statistics.Keys);
}
