namespace Vegetation.Products.Costs;

/// <summary>One term of a cost: how much of something, and what that costs in USD.</summary>
/// <param name="Unit">As in <see cref="Tariff"/>.</param>
public sealed record CostTerm(string Term, double Quantity, string Unit, double Usd)
{
    internal static CostTerm Of(Tariff tariff, double quantity) =>
        new(tariff.Term, Math.Round(quantity, 2), tariff.Unit, Math.Round(quantity * tariff.Usd, 4));
}
