using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Products.Ledger;

/// <summary>Work units by outcome.</summary>
public sealed record StatusCounts(int Units, int Done, int NoData, int Suspect, int Invalid, int Failed)
{
    public static StatusCounts Of(IReadOnlyList<LedgerRow> rows) => new(
        rows.Count(r => r.Status is not null), Count(rows, UnitStatus.Done), Count(rows, UnitStatus.NoData), Count(rows, UnitStatus.Suspect),
        Count(rows, UnitStatus.Invalid), Count(rows, UnitStatus.Failed));

    public int Processed => Done + Suspect + NoData;

    /// <summary>Of the work units, 0..1; 0 if there are none. It says nothing about how much land was observed.</summary>
    public double ProcessedShare => Units == 0 ? 0 : (double)Processed / Units;

    static int Count(IReadOnlyList<LedgerRow> rows, UnitStatus status) => rows.Count(r => r.Status == status);
}

/// <summary>The map's extent in degrees and in cells of the grid. East is beyond 180 where the map crosses the antimeridian.</summary>
public sealed record MapExtent(double West, double South, double East, double North, int Columns, int Rows, int CellsPerDegree);

/// <summary>What a run did, tile by tile: the ledger that is published and that the report shows.</summary>
/// <param name="Processed">As <see cref="StatusCounts.ProcessedShare"/>.</param>
/// <param name="Rows">A row for each land tile of the area and each work unit, by tile and time.</param>
public sealed record LedgerDocument(
    string RunId, string Outcome, string Message, double Processed, JsonElement Request, StatusCounts Counts, int ScenesFound,
    IReadOnlyList<LedgerRow> Rows, IReadOnlyList<RejectedScene> Rejected, IReadOnlyList<UnreadableItem> Unreadable,
    IReadOnlyList<AttemptJobs> Attempts, MapExtent? Map, string SoftwareVersion)
{
    /// <summary>Which catalog was used, which failed and why, and what was left out of its answers.</summary>
    public SearchSummary? Search { get; init; }

    /// <summary>Scenes whose pixels or files' tags overruled the offset that the catalog states.</summary>
    public int OffsetConflicts => Rows.Count(row => BoaOffset.IsOverruling(row.OffsetBasis));

    /// <summary>The expected land tiles of the area, counted by their state when the run was planned.</summary>
    public required IReadOnlyDictionary<string, int> TileCounts { get; init; }

    /// <summary>The land of the area's tiles, and how much of it was observed and clear.</summary>
    public required LandArea Land { get; init; }

    /// <summary>Instance hours and price of the jobs.</summary>
    public JobCost? Cost { get; init; }

    /// <summary>Records below the run's output that belong to no work unit of its plan; they are ignored.</summary>
    public IReadOnlyList<string> OrphanRecords { get; init; } = [];

    /// <summary>What the change map compares with, or why there is none.</summary>
    public ChangeBasis? Change { get; init; }
}

/// <summary>The outcomes of the jobs of one attempt.</summary>
public sealed record AttemptJobs(int Attempt, IReadOnlyList<JobResult> Jobs);

/// <summary>The earlier run that the change map subtracts; or, in <paramref name="UnavailableReason"/>, why there is no change map.</summary>
public sealed record ChangeBasis(string? RunId, DateTimeOffset? From, DateTimeOffset? To, string? UnavailableReason);
