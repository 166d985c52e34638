using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Grid;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation;

/// <summary>
/// Aggregate outputs: reconciles work units, records and objects, and writes the products: world map, index, ledger, report. It reads until then and
/// may be run again; <c>latest.json</c> is turned last, and only by a run that covers what was asked.
/// </summary>
public sealed class OutputAggregation(ObjectStore store)
{
    public async Task<AggregateOutput> Run(AggregateInput input, Invocation invocation, CancellationToken cancellation)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellation);
        var choice = await store.GetJson(keys.Choice, FunctionsJson.Default.ChoiceDocument, cancellation);
        var entries = await Reconcile(keys, choice, cancellation);
        var map = await SumCells(keys, choice.CellsPerDegree, entries, cancellation);
        var ledger = await Ledger(keys, request, choice, entries, map?.Extent, cancellation);
        await new Products(store, keys).Write(ledger, map, cancellation);
        if (ledger.Outcome == Outcomes.Published) await TurnLatest(keys, request, ledger, cancellation);
        var counts = ledger.Counts;
        return new AggregateOutput(
            input.RunId, ledger.Outcome, ledger.Coverage, ledger.Message, counts.Units, counts.Done, counts.NoData, counts.Suspect, counts.Invalid,
            counts.Failed, $"s3://{store.Bucket}/{keys.Report}");
    }

    async Task<IReadOnlyList<(WorkUnit Unit, UnitRecord Record)>> Reconcile(RunKeys keys, ChoiceDocument choice, CancellationToken cancellation)
    {
        var units = await store.GetAllJson([.. choice.Units.Select(u => keys.Unit(u.Id))], CoreJson.Default.WorkUnit, cancellation);
        var records = await Records.Load(store, keys, cancellation);
        return Reconciliation.Compare(keys, units, records, await store.List(keys.Output, cancellation));
    }

    async Task<WorldMap?> SumCells(
        RunKeys keys, int cellsPerDegree, IReadOnlyList<(WorkUnit Unit, UnitRecord Record)> entries, CancellationToken cancellation)
    {
        var grid = new CellGrid(cellsPerDegree);
        var sums = new Dictionary<int, CellSum>();
        foreach (var batch in entries.Where(e => e.Record.IsCovered).Select(e => keys.CellSums(e.Unit.UnitId)).Chunk(64))
            foreach (var cells in await store.GetAllJson(batch, CoreJson.Default.CellsDocument, cancellation))
                cells.AddTo(sums);
        return WorldMap.From(grid, sums);
    }

    async Task<LedgerDocument> Ledger(
        RunKeys keys, Request request, ChoiceDocument choice, IReadOnlyList<(WorkUnit Unit, UnitRecord Record)> entries, MapExtent? extent,
        CancellationToken cancellation)
    {
        var rows = LedgerRows.Of(choice, [.. entries.Select(e => LedgerRow.Of(e.Unit, e.Record, Footprints.OfTile(e.Unit.Scene.Tile)))]);
        var covered = entries.Count(e => e.Record.IsCovered);
        var coverage = entries.Count == 0 ? 0 : (double)covered / entries.Count;
        var outcome = Outcomes.Of(entries.Count, coverage, request);
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new LedgerDocument(
            keys.RunId.ToString(), outcome, Outcomes.Message(outcome, covered, entries.Count, choice, request), coverage, asked.RootElement.Clone(),
            StatusCounts.Of(rows), choice.Found, rows, choice.PassedOver, choice.Unreadable, await Attempts(keys, cancellation), extent,
            typeof(OutputAggregation).Assembly.GetName().Version?.ToString(3) ?? "")
        {
            Search = choice.Search,
            TileCounts = choice.Tiles.ToDictionary(t => t.Key, t => t.Value.Count),
        };
    }

    async Task<IReadOnlyList<AttemptJobs>> Attempts(RunKeys keys, CancellationToken cancellation)
    {
        var attempts = new List<AttemptJobs>();
        for (var attempt = 1; attempt <= Planning.ManifestBuilder.MaxAttempts; attempt++)
            if (await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellation) is { } jobs)
                attempts.Add(new AttemptJobs(attempt, jobs));
        return attempts;
    }

    async Task TurnLatest(RunKeys keys, Request request, LedgerDocument ledger, CancellationToken cancellation)
    {
        var (from, to) = (request.Window.From.ToString("yyyy-MM-dd"), request.Window.To.ToString("yyyy-MM-dd"));
        var latest = new LatestDocument(ledger.RunId, from, to, keys.Products, ledger.Coverage);
        await store.PutJson(RunKeys.Latest, latest, FunctionsJson.Default.LatestDocument, cancellation);
    }
}
