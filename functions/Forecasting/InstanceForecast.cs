namespace Vegetation.Functions.Forecasting;

/// <summary>
/// The units of one instance, fetched one after the other and computed one after the other, some of them fetched ahead. Where a worker
/// computes several side by side they share its threads, so together they take as long as one after the other.
/// </summary>
/// <param name="ahead">Units that are fetched or ready while one is computed.</param>
internal sealed class InstanceForecast(SceneLoad scene, MachineSize machine, RunTimes times, int ahead)
{
    readonly double compute = scene.ComputeSeconds(machine, times.ThreadsOfACore);
    readonly double fetch = scene.FetchSeconds(machine) / times.NetworkShare;

    /// <param name="shares">Of each unit, the share of its tile that has data.</param>
    /// <returns>Seconds at which each unit is done, after the worker's start.</returns>
    public double[] Ends(IEnumerable<double> shares, Chance chance)
    {
        var slow = chance.Hits(times.StragglerShare) ? times.StragglerFactor : 1;
        var (fetched, ends) = (0.0, new List<double>());
        foreach (var share in shares)
        {
            var i = ends.Count;
            var place = i > ahead ? ends[i - 1 - ahead] : 0; // what was fetched ahead must be begun first
            fetched = Math.Max(fetched, place) + chance.Around(share * fetch * slow, times.SceneSpread);
            ends.Add(Math.Max(fetched, i > 0 ? ends[i - 1] : 0) + chance.Around(share * compute * slow, times.SceneSpread));
        }
        return [.. ends];
    }
}
