namespace Vegetation.Functions.Forecasting;

/// <summary>The units of one job.</summary>
/// <param name="Shares">Of each unit the share of its tile that has data, in the order of the manifest.</param>
internal sealed record JobLoad(int Instances, IReadOnlyList<double> Shares)
{
    /// <summary>What SageMaker gives one instance: objects by number, in turn, whatever they weigh.</summary>
    public IEnumerable<double> SharesOf(int instance)
    {
        for (var i = instance; i < Shares.Count; i += Instances) yield return Shares[i];
    }
}
