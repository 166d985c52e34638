using System.Text.Json;
using Vegetation.Core.Ndvi;
using Vegetation.Core.Scenes;
using Vegetation.Core.Units;

namespace Vegetation.Functions.Aggregation;

/// <summary>One work unit in the ledger: its scene, how it ended and why.</summary>
/// <param name="ValidShare">Valid pixels of all pixels, 0..1.</param>
/// <param name="Bounds">West, south, east, north in degrees, for the footprint.</param>
public sealed record LedgerRow(
    string UnitId, string Tile, DateTimeOffset Sensed, string Catalog, string? Baseline, double? CloudCover, UnitStatus Status, string? Reason,
    string? Detail, int Attempt, double? ValidShare, NdviStatistics? Ndvi, int? Offset, string? OffsetBasis, string? OffsetConfidence, PhaseSeconds? Seconds,
    double Megapixels, long BytesRead, string? Product, double[]? Bounds, PixelCounts? Pixels)
{
    /// <summary>Scenes of the same capture that were merged in; null where there were none.</summary>
    public IReadOnlyList<string>? Parts { get; init; }
}

/// <summary>How many work units ended how.</summary>
public sealed record StatusCounts(int Units, int Done, int NoData, int Suspect, int Invalid, int Failed)
{
    public static StatusCounts Of(IReadOnlyList<LedgerRow> rows) => new(
        rows.Count, Count(rows, UnitStatus.Done), Count(rows, UnitStatus.NoData), Count(rows, UnitStatus.Suspect),
        Count(rows, UnitStatus.Invalid), Count(rows, UnitStatus.Failed));

    static int Count(IReadOnlyList<LedgerRow> rows, UnitStatus status) => rows.Count(r => r.Status == status);
}

/// <summary>Where the map lies: degrees, and cells of the grid.</summary>
public sealed record MapExtent(double West, double South, double East, double North, int Columns, int Rows, int CellsPerDegree);

/// <summary>What a run did, row by row: the ledger that is published and that the report shows.</summary>
/// <param name="Coverage">The share of work units that ended well, 0..1.</param>
public sealed record LedgerDocument(
    string RunId, string Outcome, string Message, double Coverage, JsonElement Request, StatusCounts Counts, int ScenesFound,
    IReadOnlyList<LedgerRow> Rows, IReadOnlyList<PassedOver> PassedOver, IReadOnlyList<UnreadableItem> Unreadable,
    IReadOnlyList<AttemptJobs> Attempts, MapExtent? Map, string SoftwareVersion)
{
    /// <summary>Which catalog served, which could not and why, and what was left out of its answers.</summary>
    public SearchSummary? Search { get; init; }

    /// <summary>Scenes whose pixels overruled the offset that the catalog states.</summary>
    public int OffsetConflicts => Rows.Count(row => row.OffsetBasis == BoaOffset.FromPixels);

    /// <summary>The land tiles that the area should have, by how they stood when the run was planned.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Tiles { get; init; }
}

/// <summary>How the jobs of one attempt ended.</summary>
public sealed record AttemptJobs(int Attempt, IReadOnlyList<JobResult> Jobs);
