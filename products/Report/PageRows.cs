using System.Globalization;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>The rows of the ledger as columns, which pack well. Nulls stand where a row has nothing.</summary>
/// <param name="Sensed">"2023-12-05 10:13", UTC.</param>
/// <param name="Seconds">Fetch, compute and write.</param>
/// <param name="Outlines">Of each row its rings, as <see cref="Report.Outlines"/> writes them; empty without a map.</param>
sealed record PageRows(
    IReadOnlyList<string> Tile, IReadOnlyList<string?> Scene, IReadOnlyList<string?> Sensed, IReadOnlyList<string?> Status, IReadOnlyList<string?> Reason,
    IReadOnlyList<string?> Detail, IReadOnlyList<double?> Cloud, IReadOnlyList<double?> Clear, IReadOnlyList<double?> Mean, IReadOnlyList<double?> Deviation,
    IReadOnlyList<string?> Offset, IReadOnlyList<string?> Baseline, IReadOnlyList<int?> Attempt, IReadOnlyList<double[]?> Seconds, IReadOnlyList<string?> Product,
    IReadOnlyList<IReadOnlyList<int[]>> Outlines)
{
    public static PageRows Of(IReadOnlyList<LedgerRow> rows, MapExtent? map)
    {
        var outlines = map is null ? null : new Outlines(map);
        return new(
            Column(r => r.Tile), Column(r => r.UnitId), Column(r => r.Sensed?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), Column(r => r.StatusWord),
            Column(r => r.Reason), Column(r => r.Detail), Column(r => Round(r.CloudCover, 1)), Column(r => Round(r.ValidShare, 4)), Column(r => Round(r.Ndvi?.Mean, 4)),
            Column(r => Round(r.Ndvi?.StandardDeviation, 4)), Column(OffsetOf), Column(r => r.Baseline), Column(r => r.Attempt),
            Column(r => r.Seconds is { } s ? new[] { s.Fetch, s.Compute, s.Write } : null), Column(r => r.Product),
            outlines is null ? [] : [.. rows.AsParallel().AsOrdered().Select(r => outlines.Of(r.Geometry))]);

        IReadOnlyList<T> Column<T>(Func<LedgerRow, T> value) => [.. rows.Select(value)];
    }

    static double? Round(double? value, int decimals) => value is { } number ? Math.Round(number, decimals) : null;

    static string? OffsetOf(LedgerRow row) =>
        row.BoaOffset is not { } offset ? null : string.Create(CultureInfo.InvariantCulture, $"{offset} ({row.BoaOffsetBasis}{(row.BoaOffsetConfidence is { } confidence ? $", {confidence} confidence" : "")})");
}
