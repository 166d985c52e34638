using Vegetation.Core;
using Vegetation.Core.Scenes;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

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
internal sealed record PlannedUnit(string Id, double DataShare, string Sha256)
{
    /// <summary>Of the document as it was written: a listing shows whether it is still that one. Null of one of several parts.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether the unit has zones.</summary>
    public bool? Zones { get; init; }

    /// <summary>As <see cref="UnitLoad.Spilled"/>; null where it is 0.</summary>
    public long? Spilled { get; init; }

    /// <summary>Null in plans of earlier versions.</summary>
    public UnitScene? Scene { get; init; }

    public async Task<UnitScene> SceneIn(ObjectStore store, RunKeys keys, CancellationToken cancellationToken) =>
        Scene ?? UnitScene.Of(await store.GetJson(keys.Unit(Id), CoreJson.Default.WorkUnit, cancellationToken));
}
