namespace Vegetation.Products.Ledger;

/// <summary>A run against an earlier one, over the cells that have a value in both, each by its area.</summary>
/// <param name="AreaKm2">Of those cells.</param>
/// <param name="Mean">The index over their clear land, now, as <paramref name="MeanBefore"/> in the earlier run.</param>
/// <param name="Clear">The clear share of what was observed anywhere on the map, 0..1, as <paramref name="ClearBefore"/>.</param>
public sealed record WeekComparison(long AreaKm2, double Mean, double MeanBefore, double Clear, double ClearBefore);
