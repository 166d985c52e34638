using Vegetation.Core.Work;

namespace Vegetation.Products.Report;

/// <summary>How many tiles ended in one way, and their land. A tile with several scenes counts once, by the one that ended best.</summary>
/// <param name="Status">Null where no scene was taken.</param>
/// <param name="Reason">Null where all is well.</param>
sealed record Ending(string? Status, string? Reason, int Tiles, long LandKm2)
{
    static readonly UnitStatus?[] BestFirst = [UnitStatus.Done, UnitStatus.Suspect, UnitStatus.NoData, UnitStatus.Invalid, UnitStatus.Failed, null];

    /// <returns>From the best status to none; within one, the most tiles first.</returns>
    public static IReadOnlyList<Ending> Of(IReadOnlyList<LedgerRow> rows) =>
    [
        .. rows.GroupBy(row => row.Tile).Select(tile => tile.MinBy(Rank)!)
            .GroupBy(row => (row.Status, row.Reason))
            .OrderBy(ending => Rank(ending.First())).ThenByDescending(ending => ending.Count()).ThenBy(ending => ending.Key.Reason, StringComparer.Ordinal)
            .Select(ending => new Ending(ending.First().StatusWord, ending.Key.Reason, ending.Count(), ending.Sum(row => (long)row.LandKm2))),
    ];

    static int Rank(LedgerRow row) => Array.IndexOf(BestFirst, row.Status);
}
