using Vegetation.Core.Work;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>What one work unit left: its record as it stands against the objects, and its STAC item and cells where it has them.</summary>
/// <param name="Cells">By index: of all of the unit's, or of none.</param>
/// <param name="RecordVersion">The ETag of the record in the bucket; null where there is none.</param>
internal sealed record UnitOutput(
    WorkUnit Unit, UnitRecord Record, string? RecordVersion, byte[]? Item, IReadOnlyDictionary<string, byte[]> Cells)
{
    /// <summary>Sums of zones by index; empty where the unit has no zones.</summary>
    public IReadOnlyDictionary<string, byte[]> Zones { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>Whether this record has to replace the one in the bucket.</summary>
    public bool IsReplaced { get; private init; }

    /// <summary>A unit that failed the comparison, whatever its record says.</summary>
    /// <param name="record">As found; null where there is none. Its attempt is kept: the worker did not die while processing the
    /// unit.</param>
    public static UnitOutput Failed(WorkUnit unit, UnitRecord? record, string? version, string reason, string detail)
    {
        var failed = new UnitRecord
        {
            UnitId = unit.UnitId, RunId = unit.RunId, Attempt = record?.Attempt ?? 0, Tile = unit.Scene.Tile,
            Status = UnitStatus.Failed, Reason = reason, Detail = detail,
        };
        return new(unit, failed, version, null, new Dictionary<string, byte[]>()) { IsReplaced = true };
    }
}
