using System.Globalization;
using Vegetation.Core.Requests;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Planning;

/// <summary>A job and the bytes of its manifest.</summary>
public sealed record ManifestOfJob(PlannedJob Job, byte[] Manifest);

/// <summary>Deals work units over jobs and says how many instances each job gets.</summary>
public static class JobPlan
{
    /// <summary>Round robin, so that jobs differ by one unit at most; no job without units, no instance without a unit.</summary>
    public static IReadOnlyList<ManifestOfJob> Deal(RunKeys keys, string bucket, Request request, int attempt, IReadOnlyList<string> pending)
    {
        var count = Math.Min(request.Jobs, pending.Count);
        return [.. Enumerable.Range(0, count).Select(job => One(job, [.. pending.Where((_, i) => i % count == job)]))];

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
}
