using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
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
/// The workers' outputs of a run, collected part by part: ledger rows, STAC items and cell sums of some hundred work units at a time, kept in the bucket,
/// so that a function that runs out of time goes on with the next part.
/// </summary>
public sealed class OutputParts(ObjectStore store, RunKeys keys, Plan choice)
{
    const int UnitsAPart = 500, AtATime = 16;
    readonly Reconciliation reconciliation = new(store, keys);

    public int Count => (choice.Units.Count + UnitsAPart - 1) / UnitsAPart;

    /// <param name="part">From 0. A part that is collected again is written again, the same bytes.</param>
    public async Task Collect(int part, CancellationToken cancellation)
    {
        var ids = choice.Units.Skip(part * UnitsAPart).Take(UnitsAPart).Select(unit => unit.Id).ToArray();
        var (rows, items) = (new LedgerRow[ids.Length], new byte[]?[ids.Length]);
        var cells = new CellBlocks(new CellGrid(choice.CellsPerDegree), SpectralIndex.Ndvi);
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation }, async (i, token) =>
        {
            var output = Take(await reconciliation.Check(ids[i], token), cells);
            if (output.IsReplaced) await reconciliation.Replace(output, token);
            (rows[i], items[i]) = (LedgerRow.Of(output.Unit, output.Record, Footprint(output)), output.Item);
        });
        var plainRows = PlainJson.Clean(JsonSerializer.SerializeToUtf8Bytes(rows, ProductsJson.Default.IReadOnlyListLedgerRow));
        await store.Put(keys.PartRows(part), plainRows, "application/json", cancellation);
        await store.Put(keys.PartItems(part), items.OfType<byte[]>().SelectMany(line => line.Append((byte)'\n')).ToArray(), "application/x-ndjson", cancellation);
        using var sumsOfPart = new MemoryStream();
        cells.WriteTo(sumsOfPart);
        await store.Put(keys.PartCells(part), sumsOfPart.ToArray(), "application/octet-stream", cancellation);
    }

    /// <summary>The rows of all work units, in the order of the plan.</summary>
    public async Task<IReadOnlyList<LedgerRow>> Rows(CancellationToken cancellation)
    {
        var rows = new List<LedgerRow>();
        for (var part = 0; part < Count; part++)
            rows.AddRange(await store.GetJson(keys.PartRows(part), ProductsJson.Default.IReadOnlyListLedgerRow, cancellation));
        return rows;
    }

    /// <summary>Writes the STAC items of all products to a file, one a line, in the order of the plan.</summary>
    public async Task WriteItems(string path, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        for (var part = 0; part < Count; part++)
            await file.WriteAsync(await store.Get(keys.PartItems(part), cancellation), cancellation);
    }

    public async Task<CellBlocks> Cells(CancellationToken cancellation)
    {
        var cells = new CellBlocks(new CellGrid(choice.CellsPerDegree), SpectralIndex.Ndvi);
        for (var part = 0; part < Count; part++)
            cells.Read(new MemoryStream(await store.Get(keys.PartCells(part), cancellation)), keys.PartCells(part));
        return cells;
    }

    /// <summary>
    /// Adds a unit's cells. Hashes say that its files are what its worker wrote, not that they can be used: those that cannot are the failure of this unit, and not of the run.
    /// </summary>
    UnitOutput Take(UnitOutput output, CellBlocks cells)
    {
        var id = output.Unit.UnitId;
        try
        {
            if (output.Item is { } item) output = output with { Item = NdviFile.Plain(item, id) };
            if (output.Cells is not { } content) return output;
            lock (cells) // parsed one at a time: it takes ten times its bytes
                cells.Add(store.Parse(keys.CellSums(id), content, CoreJson.Default.CellsDocument), keys.CellSums(id));
            return output;
        }
        catch (InvalidDataException e)
        {
            return UnitOutput.Failed(output.Unit, output.Record, output.RecordVersion, FailureReason.UnusableFile, e.Message);
        }
    }

    /// <summary>The item's geometry; of a unit without one the square of its tile.</summary>
    static JsonElement? Footprint(UnitOutput output)
    {
        if (output.Item is null) return Footprints.OfTile(output.Unit.Scene.Tile);
        using var item = JsonDocument.Parse(output.Item);
        return item.RootElement.TryGetProperty("geometry", out var geometry) ? geometry.Clone() : Footprints.OfTile(output.Unit.Scene.Tile);
    }
}
