using Vegetation.Core.Work;

namespace Vegetation.Functions.Planning;

/// <summary>The state before planning: after a search, or after the jobs of an attempt.</summary>
/// <param name="PlanDigest">The SHA-256 of the plan, once it was made.</param>
public sealed record BuildManifestsInput(string RunId, int? Attempt, IReadOnlyList<JobResult>? Jobs, string? PlanDigest = null)
{
    /// <summary>What Service Quotas answered; null before it was asked.</summary>
    public InstanceQuota? Quota { get; init; }
}

/// <param name="Attempt">How many attempts this execution has made, the one of these jobs counted in.</param>
/// <param name="Next"><c>ask-quota</c>, <c>run-jobs</c>, <c>aggregate</c> or <c>stop</c>.</param>
/// <param name="PlanDigest">The SHA-256 of the plan: the next attempt refuses another one.</param>
public sealed record BuildManifestsOutput(
    string RunId, int Attempt, string Next, IReadOnlyList<PlannedJob> Jobs, string InstanceType, PlanSummary Summary, string PlanDigest)
{
    /// <summary>The quota to ask for before the jobs are planned.</summary>
    public string? QuotaCode { get; init; }

    /// <summary>Its answer, which the state keeps for the attempts that follow.</summary>
    public InstanceQuota? Quota { get; init; }

    /// <summary>From which hosts the jobs may read; only where there are jobs to run.</summary>
    public string? AssetHosts { get; init; }

    /// <summary>The estimate; only for a dry run, like the next two.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Where the plan for people is: s3://...</summary>
    public string? Plan { get; init; }

    /// <summary>The estimate in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>One SageMaker Processing job: its manifest, its number of instances and the disk of each.</summary>
public sealed record PlannedJob(string Index, string Name, string Manifest, int Instances, int VolumeGb);

/// <param name="Units">Work units of the run.</param>
/// <param name="Pending">Those that this attempt has to process.</param>
/// <param name="Rejected">Scenes found but not selected.</param>
/// <param name="Unreadable">Catalog items that cannot be read as a scene.</param>
public sealed record PlanSummary(int Units, int Pending, int Instances, int Rejected, int Unreadable);
