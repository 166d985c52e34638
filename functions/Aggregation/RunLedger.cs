using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <summary>The ledger of a run: its outcome, and what became of each tile, scene and job.</summary>
internal sealed class RunLedger(ObjectStore store, RunKeys keys)
{
    /// <param name="units">A row for each work unit of the plan.</param>
    /// <param name="before">The run whose land this one's is compared with; null where there is none.</param>
    public async Task<LedgerDocument> Make(
        Request request, Plan plan, IReadOnlyList<LedgerRow> units, PublishedRun? before, CancellationToken cancellationToken)
    {
        var (counts, rows) = (StatusCounts.Of(units), LedgerRows.Of(plan, units));
        var land = LandArea.Of(rows);
        var outcome = Outcomes.Of(counts, land, before, request);
        var attempts = await PastAttempts.Load(store, keys, cancellationToken);
        var promise = JobPromise.Of(request.DeadlineMinutes, attempts);
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new LedgerDocument
        {
            RunId = keys.RunId.ToString(),
            Outcome = outcome,
            Message = Outcomes.Message(outcome, counts, land, before, plan, request) + promise?.Sentence + Notes(attempts),
            Promise = promise,
            Processed = counts.ProcessedShare,
            Request = asked.RootElement.Clone(),
            IsGenerated = request.IsGenerated,
            Counts = counts,
            ScenesFound = plan.Found,
            Rows = rows,
            Rejected = plan.Rejected,
            Unreadable = plan.Unreadable,
            Attempts = attempts,
            SoftwareVersion = typeof(RunLedger).Assembly.GetName().Version?.ToString(3) ?? "",
            Land = land,
            Search = plan.Search,
            Zones = plan.Zones?.Report,
            TileCounts = plan.Tiles.ToDictionary(t => t.Key, t => t.Value.Count),
            Cost = store.IsOnThisMachine ? null : JobCost.OfRun(request, attempts, [.. plan.Units.Select(unit => unit.DataShare)]),
            OrphanRecords = await OrphanRecords(plan, cancellationToken),
        };
    }

    static string Notes(IReadOnlyList<AttemptJobs> attempts) =>
        string.Concat(attempts.Select(attempt => attempt.Note).OfType<string>().Distinct().Select(note => $" Note: {note}"));

    async Task<IReadOnlyList<string>> OrphanRecords(Plan plan, CancellationToken cancellationToken)
    {
        var planned = plan.Units.Select(unit => keys.Record(unit.Id)).ToHashSet(StringComparer.Ordinal);
        var found = await store.List(keys.Records, cancellationToken);
        return [.. from stored in found where !planned.Contains(stored.Key) select PlainText.Of(stored.Key)];
    }
}
