using Vegetation.Core.Work;

namespace Vegetation.Functions.Forecasting;

/// <summary>A run from the start of its execution to its publication, in minutes.</summary>
/// <param name="Jobs">From the start of the first job to the end of the last, further attempts included.</param>
/// <param name="InstanceHours">Start-up included.</param>
/// <param name="UnitsLeft">Units that no attempt computed.</param>
internal sealed record RunForecast(
    double Search, double Plan, double Jobs, double Aggregation, double InstanceHours, int Attempts, int UnitsLeft)
{
    public double Minutes => Search + Plan + Jobs + Aggregation;

    /// <param name="found">Items that the catalog returns.</param>
    /// <param name="distribute">The planner: from the shares of pending units to jobs.</param>
    /// <param name="quota">Instances that may run at a time.</param>
    public static RunForecast Of(
        IReadOnlyList<double> shares, int found, Func<IReadOnlyList<double>, IReadOnlyList<JobLoad>> distribute, SceneLoad scene,
        MachineSize machine, RunTimes times, double quota, Random random)
    {
        const int mostAttempts = 3, itemsOfAPage = 100;
        var (instance, chance) = (new InstanceForecast(scene, machine, times, UnitsInFlight.AheadOfEach), new Chance(random));
        var (left, seconds, paid, attempts) = (shares, 0.0, 0.0, 0);
        while (left.Count > 0 && attempts < mostAttempts)
        {
            var attempt = AttemptForecast.Of(distribute(left), instance, times, quota, chance);
            seconds += attempt.Seconds + (attempts > 0 ? times.FunctionSeconds : 0);
            (left, paid, attempts) = (attempt.Left, paid + attempt.InstanceSeconds, attempts + 1);
        }
        return new(
            (times.FunctionSeconds + (Math.Ceiling((double)found / itemsOfAPage) * times.SecondsOfAPage)) / 60,
            (times.FunctionSeconds + (shares.Count * times.PlanSecondsOfAUnit)) / 60, seconds / 60,
            (times.FunctionSeconds + (shares.Count * times.AggregateSecondsOfAUnit)) / 60, paid / 3600, attempts, left.Count);
    }
}
