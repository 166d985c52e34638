using System.Globalization;
using Vegetation.Core.Work;

namespace Vegetation.Products.Ledger;

/// <summary>The minutes of a run's jobs, as they were planned for its deadline and as they were.</summary>
/// <param name="DeadlineMinutes">From the start of the execution to its publication.</param>
/// <param name="PlannedMinutes">Of all jobs, further attempts included: the 90th percentile.</param>
/// <param name="MeasuredMinutes">In which any job ran; of one execution, since none is promised to one that goes on with another.</param>
public sealed record JobPromise(int DeadlineMinutes, double PlannedMinutes, double MeasuredMinutes)
{
    /// <returns>Null where nothing was promised.</returns>
    public static JobPromise? Of(int? deadlineMinutes, IReadOnlyList<AttemptJobs> attempts)
    {
        var planned = attempts.Select(attempt => attempt.PlannedMinutes).FirstOrDefault(minutes => minutes is not null);
        return deadlineMinutes is { } deadline && planned is { } minutes
            ? new(deadline, minutes, Math.Round(Covered(attempts.SelectMany(attempt => attempt.Jobs)).TotalMinutes, 1)) : null;
    }

    /// <summary>For the message of a run.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $" Jobs ran for {MeasuredMinutes:0.#} minutes; {PlannedMinutes:0.#} were planned for deadlineMinutes {DeadlineMinutes}.");

    /// <summary>The time that the jobs cover, each moment counted once: between attempts and executions nothing runs.</summary>
    static TimeSpan Covered(IEnumerable<JobResult> jobs)
    {
        var (covered, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
        foreach (var job in jobs.Where(job => job is { Begun: not null, Ended: not null }).OrderBy(job => job.Begun))
        {
            var from = job.Begun!.Value > until ? job.Begun.Value : until;
            if (job.Ended!.Value <= from) continue;
            (covered, until) = (covered + (job.Ended.Value - from), job.Ended.Value);
        }
        return covered;
    }
}
