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
        if (request.DryRun) return Output("stop", JobPlan.Deal(keys, store.Bucket, request, attempt, pending));
        if (pending.Count == 0) return Output("aggregate", []);
        if (attempt > MaxAttempts)
        {
            await GiveUp(keys, choice, records, pending, cancellation);
            return Output("aggregate", []);
        }
        var jobs = JobPlan.Deal(keys, store.Bucket, request, attempt, pending);
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

    /// <summary>Every unit ends with a record: those that no attempt left one for get theirs here.</summary>
    async Task GiveUp(
        RunKeys keys, ChoiceDocument choice, IReadOnlyDictionary<string, UnitRecord> records, List<string> pending, CancellationToken cancellation)
    {
        foreach (var unitId in pending.Where(u => !records.ContainsKey(u)))
        {
            var unit = await store.GetJson(keys.Unit(unitId), CoreJson.Default.WorkUnit, cancellation);
            var record = new UnitRecord
            {
                UnitId = unitId,
                RunId = keys.RunId.ToString(),
                Attempt = MaxAttempts,
                Tile = unit.Scene.Tile,
                Status = UnitStatus.Failed,
                Reason = FailureReason.NoRecord,
                Detail = $"none of {MaxAttempts} attempts left a record: see the jobs' logs",
            };
            await store.PutJson(keys.Record(unitId), record, CoreJson.Default.UnitRecord, cancellation);
        }
    }
}
