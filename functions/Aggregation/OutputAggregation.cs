using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Collecting;
using Vegetation.Functions.Aggregation.Publishing;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <summary>
/// Aggregate outputs: reconciles work units, records and objects batch by batch, returns a cursor before its time is up, and in the end
/// writes the products. If files differ from their records and attempts are left, the execution returns to Build manifests and no product
/// is written yet. It may be run again at any time; <c>latest.json</c> is updated last, and only by a run that processed enough and
/// observed enough land.
/// </summary>
internal sealed class OutputAggregation(ObjectStore store, TimeProvider time)
{
    /// <summary>Ours, both with much room: 500 work units are six requests each; a world of products is made in about a minute.</summary>
    static readonly TimeSpan TimeForABatch = TimeSpan.FromSeconds(90), TimeToPublish = TimeSpan.FromMinutes(5);

    public async Task<AggregateOutputsOutput> Run(AggregateOutputsInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellationToken);
        var plan = await store.GetJson(keys.Plan, FunctionsJson.Default.Plan, cancellationToken);
        var batches = new OutputBatches(store, keys, plan, request.Indices);
        var first = Math.Clamp(input.Cursor ?? 0, 0, batches.Count);
        for (var batch = first; batch < batches.Count; batch++)
        {
            if (batch > first && TimeIsShort(TimeForABatch)) return GoOn() with { Cursor = batch };
            await batches.Collect(batch, cancellationToken);
        }
        var rows = await batches.Rows(cancellationToken);
        // Build manifests left no unit that needs an attempt, or no attempt: a unit that needs one now was modified since.
        if (input.Attempt < ManifestBuilder.MaxAttempts && rows.Any(row => row.NeedsAnotherAttempt))
            return GoOn() with { Next = "build-manifests" };
        return batches.Count > first && TimeIsShort(TimeToPublish)
            ? GoOn() with { Cursor = batches.Count }
            : await Publish(keys, request, plan, batches, rows, cancellationToken);

        AggregateOutputsOutput GoOn() => new(input.RunId) { Attempt = input.Attempt, PlanDigest = input.PlanDigest };

        // Each call does one thing at least, so that the loop ends.
        bool TimeIsShort(TimeSpan needed) => invocation.Deadline - time.GetUtcNow() < needed;
    }

    async Task<AggregateOutputsOutput> Publish(
        RunKeys keys, Request request, Plan plan, OutputBatches batches, IReadOnlyList<LedgerRow> units,
        CancellationToken cancellationToken)
    {
        var runs = new PublishedRuns(store);
        var run = PublishedRun.Of(keys, request, plan.CellsPerDegree);
        var before = await runs.Before(run, cancellationToken);
        var ledger = await Ledger(keys, request, plan, units, before, cancellationToken);
        await new Publication(store, keys).Publish(request, ledger, batches, before, cancellationToken);
        if (ledger.Outcome is Outcome.Published or Outcome.NotPromoted) await runs.Promote(run.With(ledger), cancellationToken);
        var counts = ledger.Counts;
        return new AggregateOutputsOutput(ledger.RunId)
        {
            Outcome = ledger.Outcome, Processed = ledger.Processed, Land = ledger.Land, Message = ledger.Message,
            Report = $"s3://{store.Bucket}/{keys.Report}",
            Ledger = $"s3://{store.Bucket}/{keys.Product(ProductNames.LedgerJson)}",
            Units = counts.Units, Done = counts.Done, NoData = counts.NoData, Suspect = counts.Suspect, Invalid = counts.Invalid,
            Failed = counts.Failed,
        };
    }

    async Task<LedgerDocument> Ledger(
        RunKeys keys, Request request, Plan plan, IReadOnlyList<LedgerRow> units, PublishedRun? before, CancellationToken cancellationToken)
    {
        var (counts, rows) = (StatusCounts.Of(units), LedgerRows.Of(plan, units));
        var land = LandArea.Of(rows);
        var outcome = Outcomes.Of(counts, land, before, request);
        var attempts = await Attempts(keys, cancellationToken);
        using var asked = JsonDocument.Parse(RequestWriter.Write(request));
        return new LedgerDocument
        {
            RunId = keys.RunId.ToString(),
            Outcome = outcome,
            Message = Outcomes.Message(outcome, counts, land, before, plan, request),
            Processed = counts.ProcessedShare,
            Request = asked.RootElement.Clone(),
            Counts = counts,
            ScenesFound = plan.Found,
            Rows = rows,
            Rejected = plan.Rejected,
            Unreadable = plan.Unreadable,
            Attempts = attempts,
            SoftwareVersion = typeof(OutputAggregation).Assembly.GetName().Version?.ToString(3) ?? "",
            Land = land,
            Search = plan.Search,
            Zones = plan.Zones?.Report,
            TileCounts = plan.Tiles.ToDictionary(t => t.Key, t => t.Value.Count),
            Cost = JobCost.Of(request, attempts),
            OrphanRecords = await OrphanRecords(keys, plan, cancellationToken),
        };
    }

    async Task<IReadOnlyList<AttemptJobs>> Attempts(RunKeys keys, CancellationToken cancellationToken)
    {
        var attempts = new List<AttemptJobs>();
        for (var attempt = 1; attempt <= ManifestBuilder.MaxAttempts; attempt++)
        {
            var jobs = await store.TryGetJson(keys.JobResults(attempt), FunctionsJson.Default.IReadOnlyListJobResult, cancellationToken);
            if (jobs is not null) attempts.Add(new AttemptJobs(attempt, [.. jobs.Select(Plain)]));
        }
        return attempts;

        static JobResult Plain(JobResult job) => job.Error is { } error ? job with { Error = PlainText.Of(error) } : job;
    }

    async Task<IReadOnlyList<string>> OrphanRecords(RunKeys keys, Plan plan, CancellationToken cancellationToken)
    {
        var planned = plan.Units.Select(unit => keys.Record(unit.Id)).ToHashSet(StringComparer.Ordinal);
        var found = await store.List(keys.Records, cancellationToken);
        return [.. from stored in found where !planned.Contains(stored.Key) select PlainText.Of(stored.Key)];
    }
}
