using Vegetation.Core.Work;

namespace Vegetation.Functions.Planning;

/// <summary>The state before planning: after a search, or after the jobs of an attempt.</summary>
/// <param name="PlanDigest">The SHA-256 of the choice, once it was made.</param>
public sealed record BuildManifestsInput(string RunId, int? Attempt, IReadOnlyList<JobResult>? Jobs, string? PlanDigest = null);

/// <param name="Attempt">How many attempts this execution has made, the one of these jobs counted in.</param>
/// <param name="Next"><c>run-jobs</c>, <c>aggregate</c> or <c>stop</c>.</param>
/// <param name="PlanDigest">The SHA-256 of the choice: the next attempt refuses another.</param>
public sealed record BuildManifestsOutput(
    string RunId, int Attempt, string Next, IReadOnlyList<PlannedJob> Jobs, string InstanceType, PlanSummary Summary, string PlanDigest)
{
    /// <summary>What the run would take. With a dry run only, as the next two.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Where the plan is written down for people: s3://...</summary>
    public string? Plan { get; init; }

    /// <summary>The estimate in a sentence.</summary>
    public string? Message { get; init; }
}

/// <summary>One SageMaker Processing job: its manifest and over how many instances it is dealt.</summary>
public sealed record PlannedJob(string Index, string Name, string Manifest, int Instances);

/// <param name="Units">Work units of the run.</param>
/// <param name="Pending">Those that this attempt has to process.</param>
/// <param name="Rejected">Scenes found and not taken.</param>
/// <param name="Unreadable">Items of the catalog that were no usable scene.</param>
public sealed record PlanSummary(int Units, int Pending, int Instances, int Rejected, int Unreadable);
