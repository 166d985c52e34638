using System.Globalization;
using Vegetation.Core;
using Vegetation.Core.Requests;
using Vegetation.Functions.Forecasting;
using Vegetation.Products.Costs;

namespace Vegetation.Functions.Planning;

/// <summary>No number of instances meets the request's deadlineMinutes within quota and ceiling, so no job is started.</summary>
internal sealed class DeadlineUnreachableException(string message) : Exception(message);

/// <summary>
/// The cheapest size that meets a deadline: the one with fewest instances, since each has to start and is paid for meanwhile.
/// </summary>
/// <param name="Size">Null where none meets it.</param>
/// <param name="WhyNot">What it would take, and what the fastest is; null where one meets it.</param>
internal sealed record DeadlineSize(JobSize? Size, string? WhyNot = null)
{
    /// <param name="Minutes">From the start of the execution to its publication, 90th percentile; infinite where the
    /// attempts leave units behind, since jobs are stopped before they are through.</param>
    /// <param name="Usd">Null where the price of the type is not known.</param>
    sealed record Trial(JobSize Size, double Minutes, double? Usd)
    {
        public int Instances => Size.Instances;
        public bool IsThrough => double.IsFinite(Minutes);

        public string Words(string type) => $"{Amount.Of(Instances, "instance")} of {type}"
            + (Usd is { } usd ? string.Create(CultureInfo.InvariantCulture, $" (about {usd:N2} USD)") : "");
    }

    /// <param name="request">With a deadline; its jobs and instances are the most that may be taken.</param>
    /// <param name="most">What quota and request allow.</param>
    /// <param name="shares">Of each pending unit, the share of its tile that has data.</param>
    /// <param name="found">Items that the search returned.</param>
    /// <param name="spent">USD of the run's jobs so far.</param>
    /// <param name="limits">What the deployment allows its jobs; its defaults where it is null.</param>
    public static DeadlineSize Of(
        Request request, JobSize most, IReadOnlyList<double> shares, int found, double spent, string? region,
        JobLimits? limits = null)
    {
        limits ??= JobLimits.Default;
        if (shares.Count == 0) return new(most);
        var (deadline, allowed) = (request.DeadlineMinutes!.Value, most.Instances);
        var trials = Trials(request, shares, found, limits).Where(trial => trial.IsThrough).ToList();
        var needed = trials.FirstOrDefault(trial => trial.Minutes <= deadline);
        if (needed is null) return new(null, $"{TooLate(deadline)} {Fastest(trials, "")} {Easier(trials)}");
        var within = trials.Where(trial => trial.Instances <= allowed).ToList();
        if (needed.Instances > allowed)
            return new(null, $"{TooLate(deadline)} It would take {needed.Words(request.InstanceType)}; this account may run {allowed} at a "
                + $"time. {Fastest(within, " of these")} {JobSize.More(request.InstanceType, needed.Instances, region)}");
        if (request.MaxCostUsd is { } ceiling && needed.Usd + spent > ceiling)
            return new(null, $"{TooLate(deadline)} It would take {needed.Words(request.InstanceType)}, " + string.Create(
                CultureInfo.InvariantCulture, $"after {spent:N2} USD so far; maxCostUsd is {ceiling}. ")
                + Fastest([.. within.Where(trial => trial.Usd + spent <= ceiling)], " within it"));
        var isLowered = allowed < JobSize.Asked(request).Instances;
        return new(needed.Size with { Note = isLowered ? null : most.Note });

        string Fastest(IReadOnlyList<Trial> some, string which) => some.MinBy(trial => trial.Minutes) is { } fastest
            ? string.Create(CultureInfo.InvariantCulture, $"The fastest{which} takes about {Math.Ceiling(fastest.Minutes)} minutes, with ")
                + $"{fastest.Words(request.InstanceType)}."
            : $"There is none{which}.";
    }

    static string TooLate(int deadline) =>
        string.Create(CultureInfo.InvariantCulture, $"deadlineMinutes is {deadline}, which this run does not meet as it is.");

    static string Easier(IReadOnlyList<Trial> trials) => (trials.Count == 0 ? "Ask" : string.Create(CultureInfo.InvariantCulture,
        $"Set deadlineMinutes to {Math.Ceiling(trials.Min(trial => trial.Minutes))}, or ask"))
        + " for less: a smaller area, a coarser resolution, maxScenes.";

    /// <summary>
    /// By number of instances, in steps until one meets the deadline, then between it and the step before; every step where none meets it.
    /// </summary>
    static List<Trial> Trials(Request request, IReadOnlyList<double> shares, int found, JobLimits limits)
    {
        var most = Math.Min(shares.Count, JobSize.Asked(request).Instances);
        var trials = new SortedDictionary<int, Trial>();
        for (var instances = 1; ; instances = Math.Min(most, instances + Math.Max(1, instances / 2)))
            if (Try(instances) || instances == most) break;
        var (low, high) = (trials.Keys.SkipLast(1).LastOrDefault(), trials.Keys.Last());
        while (IsMet(trials[high]) && high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Try(middle)) high = middle;
            else low = middle;
        }
        return [.. trials.Values];

        bool Try(int instances) =>
            IsMet(trials[instances] = Of(request, JobSize.Largest(request, instances, limits.AtATime), shares, found, limits));

        bool IsMet(Trial trial) => trial.Minutes <= request.DeadlineMinutes;
    }

    static Trial Of(Request request, JobSize size, IReadOnlyList<double> shares, int found, JobLimits limits)
    {
        var sized = size.Of(request);
        var forecast = PlanForecast.Of(sized, shares, found, times: limits.Times);
        var diskGb = JobPlan.Loads(sized, shares).Max(job => JobDisk.GbOf(request, job, 0, limits.DiskGb));
        var cost = RunCost.Of(request, [.. shares], size.Jobs, forecast.Likely(run => run.InstanceHours), diskGb);
        var jobs = Math.Round(forecast.Likely(run => run.Jobs), 1);
        var minutes = forecast.Likely(run => run.UnitsLeft == 0 ? run.Minutes : double.PositiveInfinity);
        return new(size with { PlannedMinutes = jobs }, minutes, cost.Usd);
    }
}
