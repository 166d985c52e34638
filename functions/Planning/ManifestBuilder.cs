using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;
using Vegetation.Functions.Hosting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Build manifests: chooses scenes and writes work units once, then plans those that have no record to end with. The first attempt, the salvage
/// of failed scenes, the rerun of an aborted run and a repeated start are all this one step.
/// </summary>
public sealed class ManifestBuilder(ObjectStore store)
{
    public const int MaxAttempts = 3;

    public async Task<PlanOutput> Run(PlanInput input, Invocation invocation, CancellationToken cancellation)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellation);
        await KeepJobResults(keys, input, cancellation);
        var choice = await new UnitPlanner(store).Plan(keys, request, cancellation);
        var attempt = (input.Attempt ?? 0) + 1;
        var records = await Records.Load(store, keys, cancellation);
        var pending = choice.Units.Where(u => !records.TryGetValue(u, out var record) || record.NeedsAnotherAttempt).ToList();
        if (pending.Count == 0 && !request.DryRun) return Output("aggregate", []);
        var died = await Died(keys, records, cancellation);
        var jobs = JobPlan.Deal(keys, store.Bucket, request, attempt, pending, died);
        if (request.DryRun) return Output("stop", jobs);
        if (attempt > MaxAttempts)
        {
            await GiveUp(keys, [.. pending.Where(u => !records.ContainsKey(u))], died, cancellation);
            return Output("aggregate", []);
        }
        foreach (var job in jobs) await store.Put(keys.Manifest(attempt, job.Job.Index), job.Manifest, "application/json", cancellation);
        return Output("run-jobs", jobs);

        PlanOutput Output(string next, IReadOnlyList<ManifestOfJob> jobs) => new(
            input.RunId, attempt, next, [.. jobs.Select(j => j.Job)], request.InstanceType,
            new PlanSummary(choice.Units.Count, pending.Count, jobs.Sum(j => j.Job.Instances), choice.PassedOver.Count, choice.Unreadable.Count));
    }

    async Task KeepJobResults(RunKeys keys, PlanInput input, CancellationToken cancellation)
    {
        if (input is { Attempt: { } attempt, Jobs: { } jobs })
            await store.PutJson(keys.JobResults(attempt), jobs, FunctionsJson.Default.IReadOnlyListJobResult, cancellation);
    }

    /// <summary>The units that a worker began and did not live to record.</summary>
    async Task<IReadOnlySet<string>> Died(RunKeys keys, IReadOnlyDictionary<string, UnitRecord> records, CancellationToken cancellation)
    {
        var started = await store.List(keys.Started, cancellation);
        return started.Select(o => o.Key[keys.Started.Length..]).Where(unit => !records.TryGetValue(unit, out var record) || record.Reason == FailureReason.Crash).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every unit ends with a record: those that no attempt left one for get theirs here.</summary>
    async Task GiveUp(RunKeys keys, IReadOnlyList<string> unrecorded, IReadOnlySet<string> died, CancellationToken cancellation)
    {
        foreach (var unitId in unrecorded)
        {
            var unit = await store.GetJson(keys.Unit(unitId), CoreJson.Default.WorkUnit, cancellation);
            var record = new UnitRecord
            {
                UnitId = unitId,
                RunId = keys.RunId.ToString(),
                Attempt = MaxAttempts,
                Tile = unit.Scene.Tile,
                Status = UnitStatus.Failed,
                Reason = died.Contains(unitId) ? FailureReason.Crash : FailureReason.NoRecord,
                Detail = died.Contains(unitId)
                    ? $"begun and never ended in {MaxAttempts} attempts: the worker died over it or was stopped; see the jobs' logs"
                    : $"none of {MaxAttempts} attempts began it: see the jobs' logs",
            };
            await store.PutJson(keys.Record(unitId), record, CoreJson.Default.UnitRecord, cancellation);
        }
    }
}
