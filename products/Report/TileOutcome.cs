using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>The number of tiles with one outcome, and their land. A tile with several scenes counts once, by its best scene.</summary>
/// <param name="Status">Null if no scene was selected.</param>
/// <param name="Reason">Null for the status done.</param>
sealed record TileOutcome(string? Status, string? Reason, int Tiles, long LandKm2)
{
    static readonly UnitStatus?[] BestFirst =
        [UnitStatus.Done, UnitStatus.Suspect, UnitStatus.NoData, UnitStatus.Invalid, UnitStatus.Failed, null];

    /// <returns>From the best status to none; within one, the most tiles first.</returns>
    public static IReadOnlyList<TileOutcome> Of(IReadOnlyList<LedgerRow> rows) =>
    [
        .. Best(rows).GroupBy(row => (row.Status, row.Reason))
            .OrderBy(outcome => Rank(outcome.First())).ThenByDescending(outcome => outcome.Count())
            .ThenBy(outcome => outcome.Key.Reason, StringComparer.Ordinal)
            .Select(outcome => new TileOutcome(
                outcome.First().StatusWord, outcome.Key.Reason, outcome.Count(), outcome.Sum(row => (long)row.LandKm2))),
    ];

    /// <summary>Of each tile the row by which it counts.</summary>
    public static IEnumerable<LedgerRow> Best(IReadOnlyList<LedgerRow> rows) =>
        rows.GroupBy(row => row.Tile).Select(tile => tile.MinBy(Rank)!);

    static int Rank(LedgerRow row) => Array.IndexOf(BestFirst, row.Status);
}
