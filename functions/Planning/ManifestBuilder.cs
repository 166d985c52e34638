using System.Globalization;
using System.Text;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Build manifests: chooses scenes and writes work units once, then plans those that have no record to end with. The first attempt, the salvage
/// of failed scenes, the rerun of an aborted run and a repeated start are all this one step. A plan that was changed since it was made stops the run.
/// </summary>
public sealed class ManifestBuilder(ObjectStore store)
{
    public const int MaxAttempts = 3;

    public async Task<PlanOutput> Run(PlanInput input, Invocation invocation, CancellationToken cancellation)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellation);
        await KeepJobResults(keys, input, cancellation);
        var (choice, seal) = await new UnitPlanner(store).Plan(keys, request, input.Seal, cancellation);
        var attempt = (input.Attempt ?? 0) + 1;
        var records = await Records.Load(store, keys, cancellation);
        var pending = choice.Units.Where(u => !records.TryGetValue(u.Id, out var record) || record.NeedsAnotherAttempt).ToList();
        if (pending.Count == 0 && !request.DryRun) return Output("aggregate", []);
        await PlanSeal.Verify(store, keys, pending, cancellation);
        var died = await Died(keys, records, pending, cancellation);
        var jobs = JobPlan.Deal(keys, store.Bucket, request, attempt, pending, died);
        if (request.DryRun) return await Stop(keys, request, choice, pending, Output("stop", jobs), cancellation);
        if (attempt > MaxAttempts)
        {
            await GiveUp(keys, pending.Where(u => !records.ContainsKey(u.Id) || died.Contains(u.Id)), died, cancellation);
            return Output("aggregate", []);
        }
        await Parallel.ForEachAsync(jobs, cancellation, async (job, token) =>
            await store.Put(keys.Manifest(attempt, job.Job.Index), job.Manifest, "application/json", token));
        return Output("run-jobs", jobs);

        PlanOutput Output(string next, IReadOnlyList<ManifestOfJob> jobs) => new(
            input.RunId, next == "aggregate" ? attempt - 1 : attempt, next, [.. jobs.Select(j => j.Job)], request.InstanceType,
            new PlanSummary(choice.Units.Count, pending.Count, jobs.Sum(j => j.Job.Instances), choice.PassedOver.Count, choice.Unreadable.Count), seal);
    }

    /// <summary>A dry run ends here: with the estimate, and the plan as a product.</summary>
    async Task<PlanOutput> Stop(
        RunKeys keys, Request request, Plan choice, IReadOnlyList<PlannedUnit> pending, PlanOutput output, CancellationToken cancellation)
    {
        var estimate = Estimate.Of(request, pending, output.Jobs);
        await store.PutJson(keys.Plan, PlanDocument.Of(output.RunId, request, choice, estimate), FunctionsJson.Default.PlanDocument, cancellation);
        return output with { Estimate = estimate, Plan = $"s3://{store.Bucket}/{keys.Plan}", Message = estimate.Sentence(request.InstanceType) };
    }

    async Task KeepJobResults(RunKeys keys, PlanInput input, CancellationToken cancellation)
    {
        if (input is { Attempt: { } attempt, Jobs: { } jobs })
            await store.PutJson(keys.JobResults(attempt), jobs, FunctionsJson.Default.IReadOnlyListJobResult, cancellation);
    }

    /// <summary>The units that a worker began and did not live to record: none was left, or only one of an attempt before.</summary>
    async Task<IReadOnlySet<string>> Died(
        RunKeys keys, IReadOnlyDictionary<string, UnitRecord> records, IReadOnlyList<PlannedUnit> pending, CancellationToken cancellation)
    {
        const int mostBytes = 20; // a mark holds the number of an attempt
        var begun = (await store.List(keys.Started, cancellation)).Where(o => o.Bytes <= mostBytes).Select(o => o.Key[keys.Started.Length..])
            .ToHashSet(StringComparer.Ordinal);
        var suspects = pending.Select(u => u.Id).Where(begun.Contains).ToList();
        var lastBegun = await store.GetAll([.. suspects.Select(unit => keys.Started + unit)], (_, content) => Encoding.UTF8.GetString(content), cancellation);
        return suspects.Zip(lastBegun).Where(s => !records.TryGetValue(s.First, out var record) || record.Reason == FailureReason.Crash
            || (int.TryParse(s.Second, CultureInfo.InvariantCulture, out var attempt) && attempt > record.Attempt)).Select(s => s.First).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every unit ends with a record: those that no attempt left one for get theirs here.</summary>
    async Task GiveUp(RunKeys keys, IEnumerable<PlannedUnit> units, IReadOnlySet<string> died, CancellationToken cancellation) =>
        await Parallel.ForEachAsync(units, cancellation, async (planned, token) =>
        {
            var unit = await store.GetJson(keys.Unit(planned.Id), CoreJson.Default.WorkUnit, token);
            var record = new UnitRecord
            {
                UnitId = planned.Id,
                RunId = keys.RunId.ToString(),
                Attempt = MaxAttempts,
                Tile = unit.Scene.Tile,
                Status = UnitStatus.Failed,
                Reason = died.Contains(planned.Id) ? FailureReason.Crash : FailureReason.NoRecord,
                Detail = died.Contains(planned.Id)
                    ? $"begun and never ended in {MaxAttempts} attempts: the worker died over it or was stopped; see the jobs' logs"
                    : $"none of {MaxAttempts} attempts began it: see the jobs' logs",
            };
            await store.PutJson(keys.Record(planned.Id), record, CoreJson.Default.UnitRecord, token);
        });
}
