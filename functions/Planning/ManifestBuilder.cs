using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;
using Vegetation.Functions.Searching;
using Vegetation.Functions.Storage;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Planning;

/// <summary>
/// Build manifests: selects scenes and writes work units once, then plans those without a final record. The first attempt, the retry of
/// failed scenes, the resumption of an aborted run and a repeated start are all this one step. A plan modified outside the run stops it.
/// </summary>
/// <param name="hosts">From which hosts this deployment's jobs may read; null for any.</param>
/// <param name="region">For commands that people are told; null to leave it out.</param>
/// <param name="limits">What this deployment allows its jobs; the defaults where it is null.</param>
internal sealed class ManifestBuilder(
    ObjectStore store, TimeProvider time, AssetHosts? hosts = null, string? region = null, JobLimits? limits = null)
{
    readonly JobLimits limits = limits ?? JobLimits.Default;

    public const int MaxAttempts = 3;

    public async Task<BuildManifestsOutput> Run(BuildManifestsInput input, Invocation invocation, CancellationToken cancellationToken)
    {
        var keys = new RunKeys(new RunId(input.RunId));
        var request = await SceneSearch.LoadRequest(store, keys, cancellationToken);
        await KeepAttempts(keys, input, cancellationToken);
        var (plan, planDigest) = await new UnitPlanner(store).Plan(keys, request, input.PlanDigest, cancellationToken);
        var attempt = (input.Attempt ?? 0) + 1;
        var records = await Records.Load(store, keys, cancellationToken);
        var pending = plan.Units.Where(u => !records.TryGetValue(u.Id, out var record) || record.NeedsAnotherAttempt).ToList();
        if (pending.Count == 0 && !request.DryRun) return Output("aggregate", []);
        if (input.Quota?.IsOutdated(request.Jobs * request.InstancesPerJob, time.GetUtcNow()) is not false
            && InstanceQuota.CodeOf(request.InstanceType) is { } code)
            return Output("ask-quota", []) with { Attempt = attempt - 1, QuotaCode = code };
        var size = await new AttemptSize(store, keys, region, limits).Of(
            request, attempt, input.Quota, request.DryRun || attempt > MaxAttempts, pending, plan.Found, cancellationToken);
        var readable = JobHosts.Of(hosts ?? AssetHosts.Any, plan.Hosts);
        await PlanDigests.Verify(store, keys, pending, cancellationToken);
        var unrecorded = new UnrecordedUnits(store, keys);
        var crashed = await unrecorded.Crashed(records, pending, cancellationToken);
        var jobs = JobPlan.Distribute(keys, store.Bucket, size.Of(request), attempt, pending, crashed, limits.DiskGb);
        if (request.DryRun) return await Stop(keys, request, plan, pending, size, Output("stop", jobs), cancellationToken);
        if (await WhyNoAttempt(keys, size.Of(request), attempt, pending, cancellationToken) is { } why)
        {
            await unrecorded.GiveUp(
                pending.Where(u => !records.ContainsKey(u.Id) || crashed.Contains(u.Id)), crashed, why, cancellationToken);
            return Output("aggregate", []) with { Attempt = MaxAttempts }; // no other follows, whatever files are found to differ
        }
        await Parallel.ForEachAsync(jobs, cancellationToken, async (job, token) =>
            await store.Put(keys.Manifest(attempt, job.Job.Index), job.Manifest, "application/json", token));
        await store.PutJson(keys.JobSize(attempt), size, FunctionsJson.Default.JobSize, cancellationToken);
        return Output("run-jobs", jobs) with { AssetHosts = readable };

        BuildManifestsOutput Output(string next, IReadOnlyList<ManifestOfJob> jobs) => new(
            input.RunId, next == "aggregate" ? attempt - 1 : attempt, next, [.. jobs.Select(j => j.Job)], request.InstanceType,
            new PlanSummary(plan.Units.Count, pending.Count, jobs.Sum(j => j.Job.Instances), plan.Rejected.Count, plan.Unreadable.Count),
            planDigest) { Quota = input.Quota };
    }

    /// <returns>Why no other attempt is made; null where one is.</returns>
    /// <exception cref="CostCeilingException">Not even a first one is.</exception>
    async Task<string?> WhyNoAttempt(
        RunKeys keys, Request sized, int attempt, IReadOnlyList<PlannedUnit> pending, CancellationToken cancellationToken)
    {
        if (attempt > MaxAttempts) return "see the jobs' logs";
        if (sized.MaxCostUsd is null) return null;
        var spent = JobCost.Of(sized, await PastAttempts.Load(store, keys, cancellationToken));
        var exceeded = CostCeiling.Exceeded(sized, spent, Estimate.Of(sized, pending, limits: limits));
        if (exceeded is null) return null;
        if (attempt == 1) throw new CostCeilingException(exceeded);
        var note = new JobSize(0, 0, $"No attempt {attempt.ToString(CultureInfo.InvariantCulture)}: {exceeded}");
        await store.PutJson(keys.JobSize(attempt), note, FunctionsJson.Default.JobSize, cancellationToken);
        return exceeded;
    }

    /// <summary>A dry run ends here: with the estimate, and the plan as a product.</summary>
    async Task<BuildManifestsOutput> Stop(
        RunKeys keys, Request request, Plan plan, IReadOnlyList<PlannedUnit> pending, JobSize size, BuildManifestsOutput output,
        CancellationToken cancellationToken)
    {
        var estimate = Estimate.Of(size.Of(request), pending, plan.Found, limits);
        var document = DryRunPlan.Of(output.RunId, request, plan, estimate, size);
        await store.PutJson(keys.DryRunPlan, document, FunctionsJson.Default.DryRunPlan, cancellationToken);
        var deadline = size.PlannedMinutes is null ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" For deadlineMinutes {request.DeadlineMinutes}: jobs {size.Jobs}, instancesPerJob {size.InstancesPerJob}.");
        var note = string.Concat(new[] { size.Note, CostCeiling.Exceeded(request, JobCost.Of(request, []), estimate) }.OfType<string>()
            .Select(words => $" Note: {words}"));
        return output with
        {
            Estimate = estimate, Plan = $"s3://{store.Bucket}/{keys.DryRunPlan}",
            Message = estimate.Sentence(request, store.IsOnThisMachine) + deadline + plan.Zones?.Report.LeftOut + note,
        };
    }

    async Task KeepAttempts(RunKeys keys, BuildManifestsInput input, CancellationToken cancellationToken)
    {
        if (input.Attempt is not { } attempt) await PastAttempts.ForgetNotes(store, keys, cancellationToken);
        else if (input.Jobs is { Count: > 0 } jobs) await PastAttempts.Keep(store, keys, attempt, jobs, cancellationToken);
    }
}
