using System.Globalization;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Products.Report;

/// <summary>The rows of the ledger as columns, which pack well. Nulls stand where a row has nothing.</summary>
sealed record PageRows
{
    public required IReadOnlyList<string> Tile { get; init; }
    public required IReadOnlyList<string?> Scene { get; init; }

    /// <summary>"2023-12-05 10:13", UTC.</summary>
    public required IReadOnlyList<string?> Sensed { get; init; }

    public required IReadOnlyList<string?> Status { get; init; }
    public required IReadOnlyList<string?> Reason { get; init; }
    public required IReadOnlyList<string?> Detail { get; init; }
    public required IReadOnlyList<double?> Cloud { get; init; }
    public required IReadOnlyList<double?> Clear { get; init; }

    /// <summary>A column for each index, in their order.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Means { get; init; }

    /// <summary>Of the first index.</summary>
    public required IReadOnlyList<double?> Deviation { get; init; }
    public required IReadOnlyList<string?> Offset { get; init; }
    public required IReadOnlyList<string?> Baseline { get; init; }
    public required IReadOnlyList<int?> Attempt { get; init; }

    /// <summary>Fetch, compute and write.</summary>
    public required IReadOnlyList<double[]?> Seconds { get; init; }

    /// <summary>The raster of the first index that has one.</summary>
    public required IReadOnlyList<string?> Product { get; init; }

    /// <summary>The place of its class among the page's gaps; null with values, or where its tile has a better row.</summary>
    public required IReadOnlyList<int?> Gap { get; init; }

    /// <summary>Of each row its rings, as <see cref="Report.Outlines"/> writes them; empty without a map.</summary>
    public required IReadOnlyList<IReadOnlyList<int[]>> Outlines { get; init; }

    public static PageRows Of(IReadOnlyList<LedgerRow> rows, IReadOnlyList<MappedIndex> indices, MapExtent? map)
    {
        var outlines = map is null ? null : new Outlines(map);
        return new()
        {
            Tile = Column(r => r.Tile), Scene = Column(r => r.UnitId), Sensed = Column(SensedOf), Status = Column(r => r.StatusWord),
            Reason = Column(r => r.Reason), Detail = Column(r => r.Detail), Cloud = Column(r => Round(r.CloudCover, 1)),
            Clear = Column(r => Round(r.ValidShare, 4)), Means = [.. indices.Select(mapped => Column(r => Round(Of(r, mapped)?.Mean, 4)))],
            Deviation = Column(r => Round(Of(r, indices[0])?.StandardDeviation, 4)), Offset = Column(OffsetOf),
            Baseline = Column(r => r.Baseline),
            Attempt = Column(r => r.Attempt), Seconds = Column(r => r.Seconds is { } s ? new[] { s.Fetch, s.Compute, s.Write } : null),
            Product = Column(r => r.Products?.Values.First()),
            Gap = PageGap.Column(rows),
            Outlines = outlines is null ? [] : [.. rows.AsParallel().AsOrdered().Select(r => outlines.Of(r.Geometry))],
        };

        IReadOnlyList<T> Column<T>(Func<LedgerRow, T> value) => [.. rows.Select(value)];
    }

    static IndexStatistics? Of(LedgerRow row, MappedIndex mapped) => row.Statistics?.GetValueOrDefault(mapped.Name);

    static string? SensedOf(LedgerRow row) => row.Sensed?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    static double? Round(double? value, int decimals) => value is { } number ? Math.Round(number, decimals) : null;

    static string? OffsetOf(LedgerRow row)
    {
        if (row.BoaOffset is not { } offset) return null;
        var confidence = row.BoaOffsetConfidence is { } stated ? $", {stated} confidence" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{offset} ({row.BoaOffsetBasis}{confidence})");
    }
}
