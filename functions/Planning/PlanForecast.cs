using Vegetation.Core.Requests;
using Vegetation.Functions.Forecasting;

namespace Vegetation.Functions.Planning;

/// <summary>What a plan would take if it were run with the jobs and instances of its request, by simulation of that very plan.</summary>
internal static class PlanForecast
{
    /// <summary>Always the same luck, so that the same plan has the same estimate.</summary>
    const int Seed = 1;

    /// <summary>Many units even each other out: fewer rounds do for them.</summary>
    const int MostRounds = 51, FewestRounds = 5, UnitsInAll = 500_000;

    /// <param name="shares">Of each unit, the share of its tile that has data.</param>
    /// <param name="found">Items that the search returned.</param>
    /// <param name="quota">Instances that may run at a time, if not all of the request's: jobs wait for them then.</param>
    public static ForecastRange Of(
        Request request, IReadOnlyList<double> shares, int found, double? quota = null, RunTimes? times = null, int seed = Seed)
    {
        var (scene, machine) = (SceneLoad.Of(request), MachineSize.Of(request.InstanceType));
        var rounds = Math.Clamp(UnitsInAll / Math.Max(1, shares.Count), FewestRounds, MostRounds);
        return new(rounds, seed, random => RunForecast.Of(
            shares, found, left => JobPlan.Loads(request, left), scene, machine, times ?? new(), quota ?? double.PositiveInfinity, random));
    }
}
