using System.Text.Json;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Core.Zones;

namespace Vegetation.Products.Ledger;

/// <summary>What a run did, tile by tile: the ledger that is published and that the report shows.</summary>
public sealed record LedgerDocument
{
    public required string RunId { get; init; }
    public required string Outcome { get; init; }
    public required string Message { get; init; }

    /// <summary>As <see cref="StatusCounts.ProcessedShare"/>.</summary>
    public required double Processed { get; init; }

    public required JsonElement Request { get; init; }

    /// <summary>Whether the scenes are generated, as <see cref="Core.Requests.Request.IsGenerated"/> says.</summary>
    public bool IsGenerated { get; init; }
    public required StatusCounts Counts { get; init; }
    public required int ScenesFound { get; init; }

    /// <summary>A row for each work unit and each land tile of the area that has none, by tile and time.</summary>
    public required IReadOnlyList<LedgerRow> Rows { get; init; }

    public IReadOnlyList<RejectedScene> Rejected { get; init; } = [];
    public IReadOnlyList<UnreadableItem> Unreadable { get; init; } = [];
    public IReadOnlyList<AttemptJobs> Attempts { get; init; } = [];
    public MapExtent? Map { get; init; }
    public required string SoftwareVersion { get; init; }

    /// <summary>Which catalog served, which could not and why, and what was left out of its answers.</summary>
    public SearchSummary? Search { get; init; }

    /// <summary>Scenes whose pixels or files' tags overruled the offset that the catalog states.</summary>
    public int OffsetConflicts => Rows.Count(row => BoaOffset.IsOverruling(row.BoaOffsetBasis));

    /// <summary>The expected land tiles of the area, counted by their state when the run was planned.</summary>
    public required IReadOnlyDictionary<string, int> TileCounts { get; init; }

    /// <summary>The land of the area's tiles, and how much of it was observed and clear.</summary>
    public required LandArea Land { get; init; }

    /// <summary>By index: the mean over the clear land of the map; none where nothing was clear.</summary>
    public IReadOnlyDictionary<string, double> Means { get; init; } = new Dictionary<string, double>();

    /// <summary>Instance hours and price of the jobs.</summary>
    public JobCost? Cost { get; init; }

    /// <summary>Null where the request has no deadline.</summary>
    public JobPromise? Promise { get; init; }

    /// <summary>Records below the run's output that belong to no work unit of its plan; they are ignored.</summary>
    public IReadOnlyList<string> OrphanRecords { get; init; } = [];

    /// <summary>The zones of which statistics were asked for; null where none were.</summary>
    public ZoneReport? Zones { get; init; }

    /// <summary>By index: what the change map compares with, or why there is none.</summary>
    public IReadOnlyDictionary<string, ChangeBasis> Change { get; init; } = new Dictionary<string, ChangeBasis>();

    /// <summary>By index: the weeks that the anomaly takes for normal, or why there is none.</summary>
    public IReadOnlyDictionary<string, AnomalyBasis> Anomaly { get; init; } = new Dictionary<string, AnomalyBasis>();

    /// <summary>For the title of an anomaly that compares with another data set; nothing for other products.</summary>
    internal string BaselineNote(string product) => Anomaly
        .Where(index => IndexFiles.HoldsAnomaly(product, index.Key))
        .Select(index => index.Value.Foreign is { } foreign ? $"; foreign baseline: {foreign.Source}" : "").FirstOrDefault("");
}

/// <summary>Where the map lies: degrees, and cells of the grid. East is beyond 180 where the map crosses the antimeridian.</summary>
public sealed record MapExtent(double West, double South, double East, double North, int Columns, int Rows, int CellsPerDegree);

/// <summary>How the jobs of one attempt ended; where a run was started several times, those of this attempt in all executions.</summary>
/// <param name="Note">Why there were fewer instances than asked for, or what is not known about them; null where all is as asked.</param>
public sealed record AttemptJobs(int Attempt, IReadOnlyList<JobResult> Jobs, string? Note = null)
{
    /// <summary>Minutes that were promised for the jobs of this and further attempts; null where no deadline was asked for.</summary>
    public double? PlannedMinutes { get; init; }
}

/// <summary>
/// The earlier run that a change map subtracts; or, in <paramref name="UnavailableReason"/>, why there is no change map.
/// </summary>
public sealed record ChangeBasis(string? RunId, DateTimeOffset? From, DateTimeOffset? To, string? UnavailableReason)
{
    /// <summary>Null where there is no change map.</summary>
    public WeekComparison? Compared { get; init; }
}

/// <summary>The archived weeks of other years with which an anomaly compares; or, in the last field, why there is no anomaly.</summary>
/// <param name="Weeks">As 2019-W49, ascending.</param>
/// <param name="Years">Those whose seasons they are samples of.</param>
public sealed record AnomalyBasis(IReadOnlyList<string> Weeks, IReadOnlyList<int> Years, string? UnavailableReason)
{
    /// <summary>In place of weeks and years, where the anomaly compares with another data set.</summary>
    public ForeignBasis? Foreign { get; init; }
}

/// <summary>The files of another data set with which an anomaly compares.</summary>
/// <param name="Period">The part of the year whose files they are: 12-01 to 12-10.</param>
/// <param name="Missing">The statistics that the files do not have, each with its consequence.</param>
public sealed record ForeignBasis(string Source, string Period, IReadOnlyList<string> Files, IReadOnlyList<string> Missing);
