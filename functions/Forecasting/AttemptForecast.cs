namespace Vegetation.Functions.Forecasting;

/// <summary>The jobs of one attempt, by their events: each starts as soon as the state machine and the account have room for it.</summary>
/// <param name="Seconds">To the end of the last job.</param>
/// <param name="InstanceSeconds">Of all jobs.</param>
/// <param name="Left">Shares of the units that need another attempt.</param>
internal sealed record AttemptForecast(double Seconds, double InstanceSeconds, IReadOnlyList<double> Left)
{
    /// <summary>Jobs that the state machine runs at a time, its setting maxConcurrentJobs.</summary>
    public const int MostJobs = 40;

    /// <param name="quota">Instances that run at a time; a job that needs more than are free waits for others to end.</param>
    public static AttemptForecast Of(
        IReadOnlyList<JobLoad> jobs, InstanceForecast instance, RunTimes times, double quota, Chance chance)
    {
        var running = new PriorityQueue<JobLoad, double>(); // by their ends
        var (now, last, paid, free) = (0.0, 0.0, 0.0, quota);
        var left = new List<double>();
        foreach (var job in jobs)
        {
            while (running.Count > 0 && (running.Count >= MostJobs || job.Instances > free)
                && running.TryDequeue(out var ended, out var end))
            {
                var waitsForQuota = job.Instances > free;
                free += ended.Instances;
                now = Math.Max(now, end) + (waitsForQuota ? chance.UpTo(times.QuotaRetrySeconds) : 0);
            }
            var forecast = JobForecast.Of(job, instance, times, chance);
            running.Enqueue(job, now + forecast.Seconds);
            (last, paid, free) = (
                Math.Max(last, now + forecast.Seconds), paid + (job.Instances * forecast.Seconds), free - job.Instances);
            left.AddRange(forecast.Left);
            now += times.SecondsBetweenJobs;
        }
        return new(last, paid, left);
    }
}
