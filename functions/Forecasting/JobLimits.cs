namespace Vegetation.Functions.Forecasting;

/// <summary>What a deployment's settings allow its jobs.</summary>
/// <param name="AtATime">MAX_CONCURRENT_JOBS: jobs at a time.</param>
/// <param name="Minutes">MAX_JOB_MINUTES: the longest that a job runs.</param>
/// <param name="DiskGb">VOLUME_GB: the least disk of an instance.</param>
internal sealed record JobLimits(int AtATime, int Minutes, int DiskGb)
{
    /// <summary>Those of a deployment that sets none.</summary>
    public static JobLimits Default { get; } = new(40, 360, 30);

    public RunTimes Times => new() { MostJobs = AtATime, MostJobSeconds = 60 * Minutes };
}
