using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Planning;

/// <summary>A job and the bytes of its manifest.</summary>
public sealed record ManifestOfJob(PlannedJob Job, byte[] Manifest);

/// <summary>Deals work units over jobs and says how many instances each job gets.</summary>
public static class JobPlan
{
    /// <summary>
    /// Round robin, so that jobs differ by one unit at most; no job without units, no instance without a unit. Units over which a worker died before
    /// get jobs of their own, one each where half of the jobs suffice (and one more job than asked where only one is): a job that dies again takes no other down.
    /// </summary>
    /// <param name="died">Units that were begun and left no record.</param>
    public static IReadOnlyList<ManifestOfJob> Deal(
        RunKeys keys, string bucket, Request request, int attempt, IReadOnlyList<string> pending, IReadOnlySet<string> died)
    {
        var (apart, others) = (pending.Where(died.Contains).ToList(), pending.Where(unit => !died.Contains(unit)).ToList());
        var jobsApart = Math.Min(apart.Count, others.Count == 0 ? request.Jobs : Math.Max(1, request.Jobs / 2));
        var jobsOfOthers = Math.Min(others.Count, Math.Max(1, request.Jobs - jobsApart));
        return [.. RoundRobin(others, jobsOfOthers).Concat(RoundRobin(apart, jobsApart)).Select((units, job) => One(job, units))];

        ManifestOfJob One(int job, IReadOnlyList<string> units)
        {
            var index = (job + 1).ToString("000", CultureInfo.InvariantCulture);
            return new ManifestOfJob(
                new PlannedJob(
                    index,
                    JobName.Of(keys.RunId, attempt, index),
                    $"s3://{bucket}/{keys.Manifest(attempt, index)}",
                    Math.Min(request.InstancesPerJob, units.Count)),
                Manifest.Write(bucket, keys, units));
        }
    }

    static IEnumerable<List<string>> RoundRobin(List<string> units, int jobs) =>
        Enumerable.Range(0, jobs).Select(job => units.Where((_, i) => i % jobs == job).ToList());
}
