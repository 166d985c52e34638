using Vegetation.Core.Scenes;
using Vegetation.Core.Work;

namespace Vegetation.Functions.Planning;

/// <summary>The plan of a run: its work units, rejected scenes and tiles. Written once, after the work units.</summary>
internal sealed record Plan(
    IReadOnlyList<PlannedUnit> Units, int Found, int CellsPerDegree, IReadOnlyList<RejectedScene> Rejected,
    IReadOnlyList<UnreadableItem> Unreadable)
{
    public SearchSummary? Search { get; init; }

    /// <summary>Of the planned scenes' files, by name; null where they are on this machine.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }

    /// <summary>Null where the request asks for none.</summary>
    public PlannedZones? Zones { get; init; }

    /// <summary>The expected land tiles of the area by state: taken, too-cloudy, no-acquisition ...</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tiles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>A work unit of the plan.</summary>
/// <param name="DataShare">How much of its tile has data, 0..1, more where granules of one acquisition overlap: jobs are balanced by
/// it.</param>
/// <param name="Sha256">Of the work unit's document, in lower-case hexadecimal.</param>
internal sealed record PlannedUnit(string Id, double DataShare, string Sha256);
