namespace Vegetation.Functions.Forecasting;

/// <summary>One job from its request to its noticed end.</summary>
/// <param name="Seconds">Its instances are paid for as long, waiting for them included: an upper bound.</param>
/// <param name="Left">Shares of the units that have no record afterwards.</param>
internal sealed record JobForecast(double Seconds, IReadOnlyList<double> Left)
{
    public static JobForecast Of(JobLoad job, InstanceForecast instance, RunTimes times, Chance chance)
    {
        var provisioned = Enumerable.Range(0, job.Instances).Max(_ => chance.Around(times.ProvisionSeconds, times.ProvisionSpread));
        var ends = Enumerable.Range(0, job.Instances)
            .Select(i => (Shares: job.SharesOf(i).ToArray(), Start: chance.Around(times.PullSeconds, times.PullSpread)))
            .Select(own => (own.Shares, Ends: instance.Ends(own.Shares, chance).Select(end => own.Start + end).ToArray())).ToList();
        var worked = Math.Min(ends.Max(own => own.Ends[^1]), times.MostJobSeconds);
        for (var i = 0; i < job.Instances; i++) // one that dies ends its job, and the others with it
            if (chance.Hits(times.LostInstances)) worked = Math.Min(worked, chance.UpTo(ends[i].Ends[^1]));
        var left = ends.SelectMany(own => own.Shares.Zip(own.Ends)).Where(unit => unit.Second > worked || chance.Hits(times.FailedUnits));
        return new(provisioned + worked + times.EndSeconds, [.. left.Select(unit => unit.First)]);
    }
}
