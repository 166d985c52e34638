using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Forecasting;

namespace Vegetation.Functions.Planning;

/// <summary>A job and the bytes of its manifest.</summary>
internal sealed record ManifestOfJob(PlannedJob Job, byte[] Manifest);

/// <summary>Distributes work units over jobs and decides how many instances each job gets.</summary>
internal static class JobPlan
{
    const int ThreadsOfWorker = 4; // of ml.m5.xlarge

    /// <summary>The units that a worker has started at a time, at the coarsest resolution: at others they are fewer.</summary>
    static readonly int MostBegun = UnitsInFlight.Most(ThreadsOfWorker);

    /// <summary>
    /// From the units with most data to those with least, in serpentine order over the jobs: these differ by at most one unit, and one
    /// unit's data, since what a job gets first in one turn it gets last in the next. No job is without units, no instance without a unit.
    /// A manifest keeps that order: SageMaker distributes objects over instances by number and not by weight. Units whose worker died
    /// before get jobs of their own, one each if half of the jobs suffice, and at least as many jobs as units that one worker has started
    /// at a time, even if these are more than requested: a job that dies again then fails no others.
    /// </summary>
    /// <param name="crashed">Units that were started but have no record.</param>
    /// <param name="leastDiskGb">The deployment's volumeGb.</param>
    public static IReadOnlyList<ManifestOfJob> Distribute(
        RunKeys keys, string bucket, Request request, int attempt, IReadOnlyList<PlannedUnit> pending, IReadOnlySet<string> crashed,
        int leastDiskGb = 0)
    {
        var (apart, others) = (pending.Where(u => crashed.Contains(u.Id)).ToList(), pending.Where(u => !crashed.Contains(u.Id)).ToList());
        var jobsApart = Math.Min(apart.Count, Math.Max(MostBegun, others.Count == 0 ? request.Jobs : request.Jobs / 2));
        var jobsOfOthers = Math.Min(others.Count, Math.Max(1, request.Jobs - jobsApart));
        return [.. Serpentine(Heaviest(others), jobsOfOthers).Concat(Serpentine(Heaviest(apart), jobsApart)).Select((units, job) =>
            One(job, units))];

        int DiskOf(List<PlannedUnit> units, int instances) => JobDisk.Require(
            JobDisk.GbOf(
                request, new(instances, [.. units.Select(unit => unit.DataShare)]), units.Max(unit => unit.Spilled ?? 0), leastDiskGb),
            instances, leastDiskGb);

        ManifestOfJob One(int job, List<PlannedUnit> units)
        {
            var index = (job + 1).ToString("000", CultureInfo.InvariantCulture);
            var instances = Math.Min(request.InstancesPerJob, units.Count);
            return new ManifestOfJob(
                new PlannedJob(
                    index,
                    JobName.Of(keys.RunId, attempt, index),
                    $"s3://{bucket}/{keys.Manifest(attempt, index)}",
                    instances, DiskOf(units, instances)),
                Manifest.Write(bucket, keys, units.Select(unit => unit.Id)));
        }
    }

    /// <summary>The same for a forecast, which knows nothing of a unit but its share of data; no worker has died.</summary>
    public static IReadOnlyList<JobLoad> Loads(Request request, IReadOnlyList<double> shares) =>
        [.. Serpentine(shares.OrderDescending(), Math.Min(shares.Count, request.Jobs))
            .Select(units => new JobLoad(Math.Min(request.InstancesPerJob, units.Count), units))];

    static IEnumerable<PlannedUnit> Heaviest(IEnumerable<PlannedUnit> units) =>
        units.OrderByDescending(u => u.DataShare).ThenBy(u => u.Id, StringComparer.Ordinal);

    static List<List<T>> Serpentine<T>(IEnumerable<T> units, int count)
    {
        var jobs = Enumerable.Range(0, count).Select(_ => new List<T>()).ToList();
        foreach (var turn in units.Chunk(Math.Max(1, count)).Index())
            foreach (var (i, unit) in turn.Item.Index())
                jobs[turn.Index % 2 == 0 ? i : count - 1 - i].Add(unit);
        return jobs;
    }
}
