using Vegetation.Functions.Planning;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation;

/// <summary>All rows of a ledger in their order.</summary>
internal static class LedgerRows
{
    /// <summary>
    /// A row for each work unit, and one for each expected land tile that has none, with the reason; by tile, then time, then scene.
    /// </summary>
    public static IReadOnlyList<LedgerRow> Of(Plan plan, IReadOnlyList<LedgerRow> units)
    {
        var taken = units.Select(row => row.Tile).ToHashSet(StringComparer.Ordinal);
        var gaps =
            from reason in plan.Tiles
            from tile in reason.Value
            where !taken.Contains(tile)
            select LedgerRow.Without(tile, reason.Key);
        return [.. units.Concat(gaps).OrderBy(r => r.Tile, StringComparer.Ordinal).ThenBy(r => r.Sensed)
            .ThenBy(r => r.UnitId, StringComparer.Ordinal)];
    }
}
