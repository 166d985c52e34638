namespace Vegetation.Functions.Forecasting;

/// <summary>
/// What happens to a run beside the computing of scenes. Nothing of it was measured on AWS: docs/scale.md says of each figure where it is
/// from and what a run would take were it another. A spread is the standard deviation of the logarithm; 0 for none.
/// </summary>
internal sealed record RunTimes
{
    /// <summary>From CreateProcessingJob until an instance is there; a job begins when its last one is.</summary>
    public double ProvisionSeconds { get; init; } = 180;
    public double ProvisionSpread { get; init; } = 0.2;

    /// <summary>The image, the units and the start of the worker, on each instance.</summary>
    public double PullSeconds { get; init; } = 60;
    public double PullSpread { get; init; } = 0.2;

    /// <summary>A job that runs longer is stopped, and the next attempt goes on: the deployment's maxJobMinutes.</summary>
    public double MostJobSeconds { get; init; } = 360 * 60;

    /// <summary>Jobs that the state machine runs at a time: the deployment's maxConcurrentJobs.</summary>
    public int MostJobs { get; init; } = 40;

    /// <summary>The last uploads of a job, and until the state machine notices its end.</summary>
    public double EndSeconds { get; init; } = 60;

    /// <summary>Between two starts of jobs: about one a second is allowed.</summary>
    public double SecondsBetweenJobs { get; init; } = 1;

    /// <summary>A job beyond the quota tries again within this, then within twice as long, up to the longest wait.</summary>
    public double QuotaRetrySeconds { get; init; } = 60;
    public double LongestQuotaRetrySeconds { get; init; } = 3600;

    /// <summary>Threads of an instance that compute as much as one core of its own.</summary>
    public double ThreadsOfACore { get; init; } = 1.6;

    /// <summary>What fetching gets of the rate that an instance's network carries for as long as it must; bursts would be more.</summary>
    public double NetworkShare { get; init; } = 1;

    /// <summary>Of the seconds of a scene.</summary>
    public double SceneSpread { get; init; } = 0.2;

    /// <summary>Instances that are slow from beginning to end, and by how much.</summary>
    public double StragglerShare { get; init; } = 0.01;
    public double StragglerFactor { get; init; } = 1.5;

    /// <summary>Instances that die at some moment; their job fails with them.</summary>
    public double LostInstances { get; init; } = 1e-4;

    /// <summary>Units that another attempt has to compute again.</summary>
    public double FailedUnits { get; init; } = 1e-5;

    /// <summary>A page of 100 items: a second of the catalog, seven slices of a week at once.</summary>
    public double SecondsOfAPage { get; init; } = 0.15;

    /// <summary>
    /// Planning before and after the jobs (a unit written, its record read), and aggregation: of each unit, and of a run with none.
    /// </summary>
    public double PlanSecondsOfAUnit { get; init; } = 0.003;
    public double AggregateSecondsOfAUnit { get; init; } = 0.006;
    public double FunctionSeconds { get; init; } = 30;

    /// <summary>Nothing is random, everything else takes no time: what is left is computing and fetching.</summary>
    public static RunTimes Exact { get; } = new()
    {
        ProvisionSeconds = 0, ProvisionSpread = 0, PullSeconds = 0, PullSpread = 0, EndSeconds = 0, SecondsBetweenJobs = 0,
        QuotaRetrySeconds = 0, SceneSpread = 0, StragglerShare = 0, LostInstances = 0, FailedUnits = 0, SecondsOfAPage = 0,
        PlanSecondsOfAUnit = 0, AggregateSecondsOfAUnit = 0, FunctionSeconds = 0,
    };
}
