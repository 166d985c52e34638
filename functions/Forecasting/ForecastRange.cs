namespace Vegetation.Functions.Forecasting;

/// <summary>Forecasts of one plan with different luck.</summary>
internal sealed class ForecastRange
{
    const double Promised = 0.9;
    readonly List<RunForecast> rounds;

    /// <param name="one">One forecast with a generator of its own.</param>
    public ForecastRange(int rounds, int seed, Func<Random, RunForecast> one) =>
        this.rounds = [.. Enumerable.Range(0, rounds).Select(round => one(new Random(HashCodeOf(seed, round))))];

    public double Median(Func<RunForecast, double> figure) => At(figure, 0.5);

    /// <summary>The 90th percentile.</summary>
    public double Likely(Func<RunForecast, double> figure) => At(figure, Promised);

    double At(Func<RunForecast, double> figure, double share) =>
        rounds.Select(figure).Order().ElementAt((int)Math.Ceiling(share * rounds.Count) - 1);

    /// <summary>The same in each process, unlike HashCode.</summary>
    static int HashCodeOf(int seed, int round) => unchecked((seed * 1_000_003) + round);
}
