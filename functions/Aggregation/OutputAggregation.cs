using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Aggregation.Archiving;
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
/// writes the products, archives the week and makes its climatologies anew. If files differ from their records and attempts are left, the
/// execution returns to Build manifests and no product is written yet. It may be run again at any time; <c>latest.json</c> is updated after
/// all products, and only by a run that processed enough and observed enough land.
/// </summary>
/// <param name="foldersAllowed">Whether a foreign baseline may be in a folder of this machine.</param>
/// <param name="tagsOutputs">As in <see cref="OutputBatches"/>.</param>
/// <param name="address">Where anybody reads the products; null where nobody does.</param>
internal sealed class OutputAggregation(
    ObjectStore store, TimeProvider time, bool foldersAllowed = false, bool tagsOutputs = false, PublicAddress? address = null)
{
    /// <summary>Ours, both with much room: 500 work units are two requests each; a world of products is made in about a minute.</summary>
    static readonly TimeSpan TimeForABatch = TimeSpan.FromSeconds(90), TimeToPublish = TimeSpan.FromMinutes(5),
        TimeForClimatologies = TimeSpan.FromMinutes(5);

    /// <summary>Files of the Earth at 1 km, of five statistics, are downloaded and read in about three minutes.</summary>
    static readonly TimeSpan TimeForForeignBaseline = TimeSpan.FromMinutes(7);

    public async Task<AggregateOutputsOutput> Run(AggregateOutputsInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellationToken);
        var plan = await store.GetJson(keys.Plan, FunctionsJson.Default.Plan, cancellationToken);
        var batches = new OutputBatches(store, keys, plan, request, tagsOutputs);
        var archive = new RunArchive(store, request, batches.Grid, foldersAllowed);
        var (publishing, climatologies) = (batches.Count, batches.Count + 1); // cursors
        var first = Math.Clamp(input.Cursor ?? 0, 0, climatologies);
        if (first == climatologies)
            return await Finish(await PublishedLedger(keys, cancellationToken), archive, request, keys, cancellationToken);
        for (var batch = first; batch < batches.Count; batch++)
        {
            if (batch > first && TimeIsShort(TimeForABatch)) return GoOn() with { Cursor = batch };
            await batches.Collect(batch, cancellationToken);
        }
        var rows = await batches.Rows(cancellationToken);
        // Build manifests left no unit that needs an attempt, or no attempt: a unit that needs one now was modified since.
        if (input.Attempt < ManifestBuilder.MaxAttempts && rows.Any(row => row.NeedsAnotherAttempt))
            return GoOn() with { Next = "build-manifests" };
        var timeToPublish = TimeToPublish + (request.Baseline.Foreign is null ? TimeSpan.Zero : TimeForForeignBaseline);
        if (publishing > first && TimeIsShort(timeToPublish)) return GoOn() with { Cursor = publishing };
        var ledger = await Publish(keys, request, plan, batches, rows, archive, cancellationToken);
        return IsArchived(ledger) && TimeIsShort(TimeForClimatologies)
            ? GoOn() with { Cursor = climatologies }
            : await Finish(ledger, archive, request, keys, cancellationToken);

        AggregateOutputsOutput GoOn() => new(input.RunId) { Attempt = input.Attempt, PlanDigest = input.PlanDigest };

        // Each call does one thing at least, so that the loop ends.
        bool TimeIsShort(TimeSpan needed) => invocation.Deadline - time.GetUtcNow() < needed;
    }

    async Task<LedgerDocument> Publish(
        RunKeys keys, Request request, Plan plan, OutputBatches batches, IReadOnlyList<LedgerRow> units, RunArchive archive,
        CancellationToken cancellationToken)
    {
        var runs = new PublishedRuns(store);
        var run = PublishedRun.Of(keys, request, plan.CellsPerDegree);
        var before = await runs.Before(run, cancellationToken);
        var ledger = await new RunLedger(store, keys).Make(request, plan, units, before, cancellationToken);
        (ledger, var maps) = await new Publication(store, keys, time, address)
            .Publish(request, ledger, batches, before, archive, cancellationToken);
        if (IsArchived(ledger))
            await new RunSuccession(store, archive, batches, address)
                .Succeed(run.With(ledger), request.Indices, maps, cancellationToken);
        return ledger;
    }

    /// <summary>By the run alone and not by the runs before it, so that the archive does not depend on the order of runs.</summary>
    static bool IsArchived(LedgerDocument ledger) => ledger.Outcome is Outcome.Published or Outcome.NotPromoted;

    Task<LedgerDocument> PublishedLedger(RunKeys keys, CancellationToken cancellationToken) =>
        store.GetJson(keys.Product(ProductNames.LedgerJson), ProductsJson.Default.LedgerDocument, cancellationToken);

    async Task<AggregateOutputsOutput> Finish(
        LedgerDocument ledger, RunArchive archive, Request request, RunKeys keys, CancellationToken cancellationToken)
    {
        var message = ledger.Message;
        foreach (var index in IsArchived(ledger) ? request.Indices : [])
            if (await archive.UpdateClimatologies(index, cancellationToken) is { } problem)
                message += $" The climatology of {index.Label} could not be updated: {problem}.";
        var counts = ledger.Counts;
        return new AggregateOutputsOutput(ledger.RunId)
        {
            Outcome = ledger.Outcome, Processed = ledger.Processed, Land = ledger.Land, Means = ledger.Means, Message = message,
            Mail = RunMail.Of(ledger, request, keys, store.Bucket, address, message),
            From = request.Window.From, To = request.Window.To, Week = request.Window.IsoWeek?.ToString(), Map = ledger.Map,
            Products = $"s3://{store.Bucket}/{keys.Products}", Report = $"s3://{store.Bucket}/{keys.Report}",
            Ledger = $"s3://{store.Bucket}/{keys.Product(ProductNames.LedgerJson)}",
            Address = address?.Of(keys.Report),
            Units = counts.Units, Done = counts.Done, NoData = counts.NoData, Suspect = counts.Suspect, Invalid = counts.Invalid,
            Failed = counts.Failed,
        };
    }
}
