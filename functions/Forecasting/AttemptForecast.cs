namespace Vegetation.Functions.Forecasting;

/// <summary>The jobs of one attempt, by their events: each starts as soon as the state machine and the account have room for it.</summary>
/// <param name="Seconds">To the end of the last job.</param>
/// <param name="InstanceSeconds">Of all jobs.</param>
/// <param name="Left">Shares of the units that need another attempt.</param>
internal sealed record AttemptForecast(double Seconds, double InstanceSeconds, IReadOnlyList<double> Left)
{
    /// <summary>A job that waits for the quota.</summary>
    /// <param name="Wait">Seconds within which it tries again.</param>
    readonly record struct Try(JobLoad Job, double Wait);

    /// <param name="quota">Instances that run at a time; a job that needs more than are free tries again later.</param>
    public static AttemptForecast Of(
        IReadOnlyList<JobLoad> jobs, InstanceForecast instance, RunTimes times, double quota, Chance chance)
    {
        var (tries, ends) = (new PriorityQueue<Try, double>(), new PriorityQueue<JobLoad, double>());
        var (begun, last, paid, free) = (0, 0.0, 0.0, quota);
        var left = new List<double>();
        while (begun < Math.Min(jobs.Count, times.MostJobs)) Begin(begun * times.SecondsBetweenJobs);
        while (tries.Count > 0 || begun < jobs.Count)
        {
            var isFull = !tries.TryPeek(out var next, out var now); // as many jobs run as the state machine takes
            if (ends.TryPeek(out var ended, out var end) && (isFull || end <= now)) End(ended, end);
            else if (next.Job.Instances > free && ends.Count > 0) Wait(next, now, end);
            else Start(next.Job, now);
        }
        return new(last, paid, left);

        void Begin(double at) => tries.Enqueue(new(jobs[begun++], times.QuotaRetrySeconds), at);

        void End(JobLoad job, double at)
        {
            ends.Dequeue();
            free += job.Instances;
            if (begun < jobs.Count) Begin(at);
        }

        // Waits double, and each is cut at random: RunJobs has the state machine do so. Without waits there is room at the next end.
        void Wait(Try job, double now, double end)
        {
            tries.Dequeue();
            tries.Enqueue(
                job with { Wait = Math.Min(times.LongestQuotaRetrySeconds, 2 * job.Wait) },
                job.Wait > 0 ? now + chance.UpTo(job.Wait) : end);
        }

        void Start(JobLoad job, double now)
        {
            tries.Dequeue();
            var forecast = JobForecast.Of(job, instance, times, chance);
            ends.Enqueue(job, now + forecast.Seconds);
            (last, paid, free) = (Math.Max(last, now + forecast.Seconds), paid + (job.Instances * forecast.Seconds), free - job.Instances);
            left.AddRange(forecast.Left);
        }
    }
}
