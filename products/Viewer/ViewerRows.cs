using System.Globalization;
using Vegetation.Products.Ledger;
using Vegetation.Products.Report;

namespace Vegetation.Products.Viewer;

/// <summary>Tiles and scenes as columns, which pack well. Nulls stand where a row has nothing.</summary>
sealed record ViewerRows
{
    public required IReadOnlyList<string> Tile { get; init; }
    public required IReadOnlyList<string?> Scene { get; init; }

    /// <summary>Null without a scene.</summary>
    public required IReadOnlyList<string?> Status { get; init; }
    public required IReadOnlyList<string?> Reason { get; init; }

    /// <summary>2023-12-07, UTC; null for composites.</summary>
    public required IReadOnlyList<string?> Day { get; init; }

    /// <summary>The places of the indices of which the scene has a file; null where it has none.</summary>
    public required IReadOnlyList<int[]?> Indices { get; init; }

    /// <summary>Of each row its rings, as <see cref="Report.Outlines"/> writes them.</summary>
    public required IReadOnlyList<IReadOnlyList<int[]>> Outlines { get; init; }

    /// <param name="rows">Later ones cover earlier ones, as in the mosaics.</param>
    public static ViewerRows Of(IReadOnlyList<LedgerRow> rows, IReadOnlyList<MappedIndex> indices, Outlines outlines)
    {
        return new()
        {
            Tile = Column(row => row.Tile), Scene = Column(row => row.UnitId), Status = Column(row => row.StatusWord),
            Reason = Column(row => row.Reason), Indices = Column(row => PlacesOf(row, indices)),
            Day = Column(row => row.Sensed?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Outlines = [.. rows.AsParallel().AsOrdered().Select(row => outlines.Of(row.Geometry is { } shape ? Whole.Of(shape) : null))],
        };

        IReadOnlyList<T> Column<T>(Func<LedgerRow, T> value) => [.. rows.Select(value)];
    }

    static int[]? PlacesOf(LedgerRow row, IReadOnlyList<MappedIndex> indices) =>
        row.Products is { } products
            ? [.. Enumerable.Range(0, indices.Count).Where(place => products.ContainsKey(indices[place].Name))] : null;
}
