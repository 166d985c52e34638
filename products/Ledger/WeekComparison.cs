namespace Vegetation.Products.Ledger;

/// <summary>A run against an earlier one, over the cells that have a value in both, each by its clear land in this run.</summary>
/// <param name="AreaKm2">Clear land of those cells now.</param>
/// <param name="Mean">The index over it, weighted as the ledger's means are; <paramref name="MeanBefore"/> has the same weights.</param>
/// <param name="Clear">The clear share of what was observed anywhere on the map, 0..1, as <paramref name="ClearBefore"/>.</param>
public sealed record WeekComparison(long AreaKm2, double Mean, double MeanBefore, double Clear, double ClearBefore);
