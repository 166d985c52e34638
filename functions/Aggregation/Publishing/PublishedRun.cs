using Vegetation.Core.Archive;
using Vegetation.Core.Composites;
using Vegetation.Core.Requests;
using Vegetation.Core.Sensors;
using Vegetation.Core.Work;
using Vegetation.Products.Ledger;

namespace Vegetation.Functions.Aggregation.Publishing;

/// <summary>
/// A published run, as in its <c>products/published.json</c> and in <c>latest.json</c>; copying an older one over the latter rolls back.
/// </summary>
/// <param name="From">Start of its time window, UTC; <paramref name="To"/> is its end, not included.</param>
/// <param name="Products">The prefix of its products' keys.</param>
/// <param name="MapId">
/// Identifies area, cells and, where they are not the usual ones, resolution and composite: maps of one index of runs that share it may be
/// compared.
/// </param>
/// <param name="Replaced">The run that <c>latest.json</c> named before this one, of whatever map; null for the first.</param>
/// <param name="FirstReplaced">The same when this run was first published, where it was published again: the way to all that is
/// older.</param>
internal sealed record PublishedRun(
    string RunId, DateTimeOffset From, DateTimeOffset To, string Products, string MapId, string? Replaced = null,
    string? FirstReplaced = null)
{
    /// <summary>The share of work units that were processed, 0..1.</summary>
    public double Processed { get; init; }

    /// <summary>The land with which later runs are compared.</summary>
    public LandArea? Land { get; init; }

    /// <summary>Why it was not promoted to <c>latest.json</c>; null if it was.</summary>
    public string? NotPromoted { get; init; }

    public static PublishedRun Of(RunKeys keys, Request request, int cellsPerDegree) =>
        new(keys.RunId.ToString(), request.Window.From, request.Window.To, keys.Products, IdOf(request, cellsPerDegree));

    /// <summary>With what the ledger says of it.</summary>
    public PublishedRun With(LedgerDocument ledger) => this with
    {
        Processed = ledger.Processed, Land = ledger.Land, NotPromoted = ledger.Outcome == Outcome.NotPromoted ? ledger.Message : null,
    };

    /// <summary>Whether this run is of an earlier time than <paramref name="other"/>, on the same grid at the same resolution.</summary>
    public bool IsBefore(PublishedRun other) => MapId == other.MapId && From < other.From;

    static string IdOf(Request request, int cellsPerDegree)
    {
        // Runs at full resolution were identified before there was another.
        var resolution = request.Resolution > Resolution.Metres[0] ? $" {request.Resolution} m" : "";
        var composite = request.Composite != CompositeRule.None ? $" {request.Composite}" : "";
        return ArchiveSeries.IdOf(
            request.Area, cellsPerDegree, resolution + composite + (request.IsGenerated ? $" {CatalogName.Demonstration}" : ""));
    }
}
