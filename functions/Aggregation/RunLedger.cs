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
        var attempts = await Attempts(cancellationToken);
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new LedgerDocument
        {
            RunId = keys.RunId.ToString(),
            Outcome = outcome,
            Message = Outcomes.Message(outcome, counts, land, before, plan, request) + Notes(attempts),
            Processed = counts.ProcessedShare,
            Request = asked.RootElement.Clone(),
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
            Cost = JobCost.Of(request, attempts),
            OrphanRecords = await OrphanRecords(plan, cancellationToken),
        };
    }

    static string Notes(IReadOnlyList<AttemptJobs> attempts) =>
        string.Concat(attempts.Select(attempt => attempt.Note).OfType<string>().Distinct().Select(note => $" Note: {note}"));

    async Task<IReadOnlyList<AttemptJobs>> Attempts(CancellationToken cancellationToken)
    {
        var attempts = new List<AttemptJobs>();
        for (var attempt = 1; attempt <= ManifestBuilder.MaxAttempts; attempt++)
        {
            var jobs = await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
            if (jobs is null) continue;
            var size = await store.TryGetJson(keys.JobSize(attempt), FunctionsJson.Default.JobSize, cancellationToken);
            attempts.Add(new AttemptJobs(attempt, [.. jobs.Select(Plain)], size?.Note));
        }
        return attempts;

        static JobResult Plain(JobResult job) => job.Error is { } error ? job with { Error = PlainText.Of(error) } : job;
    }

    async Task<IReadOnlyList<string>> OrphanRecords(Plan plan, CancellationToken cancellationToken)
    {
        var planned = plan.Units.Select(unit => keys.Record(unit.Id)).ToHashSet(StringComparer.Ordinal);
        var found = await store.List(keys.Records, cancellationToken);
        return [.. from stored in found where !planned.Contains(stored.Key) select PlainText.Of(stored.Key)];
    }
}
