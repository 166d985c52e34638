using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation;

/// <summary>
/// Compares plan, records and objects: every work unit has exactly one record, and every file that a record names lies in the bucket with its size.
/// A unit that does not hold up counts as failed, with the reason.
/// </summary>
public static class Reconciliation
{
    public const string MissingFile = "missing-file";

    public static IReadOnlyList<(WorkUnit Unit, UnitRecord Record)> Compare(
        RunKeys keys, IReadOnlyList<WorkUnit> units, IReadOnlyDictionary<string, UnitRecord> records, IReadOnlyList<StoredObject> objects)
    {
        var sizes = objects.ToDictionary(o => o.Key, o => o.Bytes, StringComparer.Ordinal);
        return [.. units.Select(unit => (unit, Checked(keys, unit, records.GetValueOrDefault(unit.UnitId), sizes)))];
    }

    static UnitRecord Checked(RunKeys keys, WorkUnit unit, UnitRecord? record, Dictionary<string, long> sizes)
    {
        if (record is null) return Failed(unit, FailureReason.NoRecord, "no record was found");
        var names = record.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        if (Expected(record).FirstOrDefault(name => !names.Contains(name)) is { } unnamed) return Failed(unit, MissingFile, $"{unnamed} is not recorded");
        foreach (var file in record.Files)
        {
            if (!sizes.TryGetValue(keys.Output + file.Name, out var bytes)) return Failed(unit, MissingFile, $"{file.Name} is recorded and not there");
            if (bytes != file.Bytes) return Failed(unit, MissingFile, $"{file.Name} has {bytes} bytes where {file.Bytes} are recorded");
        }
        return record;
    }

    /// <summary>What a unit leaves that ended well; without a valid pixel its cells only.</summary>
    static string[] Expected(UnitRecord record) => record switch
    {
        { IsProduct: true } => [OutputNames.Ndvi(record.UnitId), OutputNames.Item(record.UnitId), OutputNames.Cells(record.UnitId)],
        { Status: UnitStatus.NoData } => [OutputNames.Cells(record.UnitId)],
        _ => [],
    };

    static UnitRecord Failed(WorkUnit unit, string reason, string detail) => new()
    {
        UnitId = unit.UnitId,
        RunId = unit.RunId,
        Attempt = 0,
        Tile = unit.Scene.Tile,
        Status = UnitStatus.Failed,
        Reason = reason,
        Detail = detail,
    };
}
