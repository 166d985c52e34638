using Vegetation.Core.Units;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>What one work unit left: its record as it stands against the objects, and its STAC item and cells where it has them.</summary>
public sealed record UnitOutput(WorkUnit Unit, UnitRecord Record, byte[]? Item, byte[]? Cells)
{
    /// <summary>A unit whose outputs do not hold up, whatever its record says.</summary>
    public static UnitOutput Failed(WorkUnit unit, string reason, string detail) => new(
        unit,
        new UnitRecord
        {
            UnitId = unit.UnitId, RunId = unit.RunId, Attempt = 0, Tile = unit.Scene.Tile, Status = UnitStatus.Failed, Reason = reason, Detail = detail,
        },
        null,
        null);
}
