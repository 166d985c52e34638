using Vegetation.Core.Work;

namespace Vegetation.Products.Ledger;

/// <summary>How many work units ended how.</summary>
public sealed record StatusCounts(int Units, int Done, int NoData, int Suspect, int Invalid, int Failed)
{
    public static StatusCounts Of(IReadOnlyList<LedgerRow> rows) => new(
        rows.Count(r => r.Status is not null), Count(rows, UnitStatus.Done), Count(rows, UnitStatus.NoData),
        Count(rows, UnitStatus.Suspect),
        Count(rows, UnitStatus.Invalid), Count(rows, UnitStatus.Failed));

    public int Processed => Done + Suspect + NoData;

    /// <summary>Of the work units, 0..1; 0 where there are none. It says nothing of how much land was seen.</summary>
    public double ProcessedShare => Units == 0 ? 0 : (double)Processed / Units;

    static int Count(IReadOnlyList<LedgerRow> rows, UnitStatus status) => rows.Count(r => r.Status == status);
}
