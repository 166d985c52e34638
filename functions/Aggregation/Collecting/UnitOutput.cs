using Vegetation.Core.Work;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>What one work unit left: its record as it stands against the objects, and its contribution where it was processed.</summary>
/// <param name="RecordVersion">The ETag of the record in the bucket; null where there is none.</param>
internal sealed record UnitOutput(UnitScene Scene, UnitRecord Record, string? RecordVersion, byte[]? Contribution)
{
    /// <summary>Whether this record has to replace the one in the bucket.</summary>
    public bool IsReplaced { get; private init; }

    /// <summary>The same unit, failed whatever its record says. Its attempt is kept: the worker did not die while processing it.</summary>
    public UnitOutput Failed(Reason reason, string detail) => new(Scene, new()
    {
        UnitId = Record.UnitId, RunId = Record.RunId, Attempt = Record.Attempt, Tile = Scene.Tile,
        Status = reason.Status, Reason = reason.Name, Detail = detail,
    }, RecordVersion, null)
    {
        IsReplaced = true,
    };
}
