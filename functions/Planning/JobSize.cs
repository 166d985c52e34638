using System.Globalization;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Functions.Forecasting;

namespace Vegetation.Functions.Planning;

/// <summary>How many jobs and instances an attempt gets: as many as asked for, or as the account's quota has.</summary>
/// <param name="Note">What people should know about it; null where nothing is unusual.</param>
internal sealed record JobSize(int Jobs, int InstancesPerJob, string? Note = null)
{
    /// <summary>Minutes of all jobs that were promised with a deadline; null where none was asked for.</summary>
    public double? PlannedMinutes { get; init; }

    /// <param name="quota">Null where the type's quota has no known code, so that nobody was asked.</param>
    /// <exception cref="NoInstancesException">The quota is 0.</exception>
    public static JobSize Of(Request request, InstanceQuota? quota, string? region, JobLimits? limits = null)
    {
        var (type, asked) = (request.InstanceType, request.Jobs * request.InstancesPerJob);
        if (quota?.Instances is not { } instances)
            return Asked(request, $"It is not known how many instances of {type} this account may run ("
                + (quota?.Error is { } error ? $"Service Quotas answered {error}" : "no code of this type's quota is known")
                + "): jobs beyond the quota wait.");
        if (instances < 1) throw new NoInstancesException(Nothing(request, asked, region));
        if (instances >= asked) return Asked(request);
        var atATime = (limits ?? JobLimits.Default).AtATime;
        var (size, ofQuota) = (Largest(request, (int)instances, atATime), Largest(request, (int)instances));
        var quotaWords = string.Create(CultureInfo.InvariantCulture, $"this account may run {instances:0} of {type} at a time");
        return size with
        {
            Note = $"{Amount.Of(size.Instances, "instance")} instead of {asked}: " + (size.Instances == ofQuota.Instances
                ? $"{quotaWords}. {More(type, asked, region)}"
                : $"this deployment runs {Amount.Of(atATime, "job")} at a time (its setting maxConcurrentJobs), each of at most "
                    + $"{Amount.Of(request.InstancesPerJob, "instance")} (instancesPerJob): raise one of them; {quotaWords}."),
        };
    }

    /// <summary>For a dry run, which ends with its plan whatever the quota.</summary>
    public static JobSize Planned(Request request, InstanceQuota? quota, string? region, JobLimits? limits = null)
    {
        try
        {
            return Of(request, quota, region, limits);
        }
        catch (NoInstancesException none)
        {
            return Asked(request, none.Message);
        }
    }

    public int Instances => Jobs * InstancesPerJob;

    public Request Of(Request request) => request with { Jobs = Jobs, InstancesPerJob = InstancesPerJob };

    public static JobSize Asked(Request request, string? note = null) => new(request.Jobs, request.InstancesPerJob, note);

    /// <summary>
    /// As many instances as possible at a time; of equals the most jobs, since a job that fails then does so alone.
    /// </summary>
    public static JobSize Largest(Request request, int instances, int mostJobs = int.MaxValue) =>
        Enumerable.Range(1, Math.Min(Math.Min(request.Jobs, instances), mostJobs))
            .Select(jobs => new JobSize(jobs, Math.Min(request.InstancesPerJob, instances / jobs)))
            .OrderByDescending(size => size.Instances).ThenByDescending(size => size.Jobs).First();

    static string Nothing(Request request, int asked, string? region) =>
        $"this account may run no instance of {request.InstanceType} for processing jobs, so none would ever start. "
        + $"{More(request.InstanceType, asked, region)} When the quota is raised, redrive this execution or start another. Meanwhile try "
        + $$"""{"instanceType":"{{Other(request.InstanceType)}}",""" + (request.DeadlineMinutes is { } deadline
            ? string.Create(CultureInfo.InvariantCulture, $"\"deadlineMinutes\":{deadline}}}.")
            : "\"jobs\":1,\"instancesPerJob\":2}.");

    /// <summary>One whose quota is asked for too, so that a run with none of these ends as soon.</summary>
    static string Other(string type) => type == "ml.m5.large" ? "ml.m5.xlarge" : "ml.m5.large";

    /// <summary>How to ask for a higher quota.</summary>
    public static string More(string type, int asked, string? region) =>
        string.Create(CultureInfo.InvariantCulture,
            $"For more type: aws service-quotas request-service-quota-increase --service-code sagemaker --quota-code "
            + $"{InstanceQuota.CodeOf(type)} --desired-value {asked}") + (region is null ? "" : $" --region {region}");
}
