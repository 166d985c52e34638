using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Units;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>
/// Compares plan, record and objects: a work unit has one record, and every file that it names lies in the bucket as recorded. A unit that does not
/// hold up is failed, with the reason.
/// </summary>
public sealed class Reconciliation(ObjectStore store, RunKeys keys)
{
    public const string UnusableFile = "unusable-file";

    /// <summary>Up to here a file is read and hashed. Of larger ones, which would be a terabyte for the Earth, size and, where S3 has it, SHA-256 are compared.</summary>
    const long ReadBytes = 2 << 20;

    public async Task<UnitOutput> Check(string unitId, CancellationToken cancellation)
    {
        var unit = await store.GetJson(keys.Unit(unitId), CoreJson.Default.WorkUnit, cancellation);
        var (record, version) = await Record(unitId, cancellation);
        if (record is null) return UnitOutput.Failed(unit, null, version, FailureReason.NoRecord, "no record was found");
        if (Expected(record).FirstOrDefault(name => record.Files.All(file => file.Name != name)) is { } unnamed)
            return UnitOutput.Failed(unit, record, version, FailureReason.OutputChanged, $"{unnamed} is not recorded");
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in record.Files)
        {
            var (content, change) = await Compare(file, cancellation);
            if (change is not null) return UnitOutput.Failed(unit, record, version, FailureReason.OutputChanged, $"{file.Name} {change}");
            if (content is not null) contents[file.Name] = content;
        }
        var (item, cells) = (contents.GetValueOrDefault(OutputNames.Item(unitId)), contents.GetValueOrDefault(OutputNames.Cells(unitId)));
        return new(unit, record, version, item, cells);
    }

    /// <summary>
    /// Replaces the record of a unit that does not hold up, so that the next attempt, or the next start, computes it again. A record that is not
    /// the one that was checked stays: a worker has just written it.
    /// </summary>
    public async Task Replace(UnitOutput output, CancellationToken cancellation)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(output.Record, CoreJson.Default.UnitRecord);
        await store.TryReplace(keys.Record(output.Unit.UnitId), record, output.RecordVersion, cancellation);
    }

    /// <returns>No record where there is none, or one that is not this unit's or cannot be read.</returns>
    async Task<(UnitRecord? Record, string? Version)> Record(string unitId, CancellationToken cancellation)
    {
        var (content, version) = await store.TryGetVersion(keys.Record(unitId), cancellation);
        try
        {
            var record = content is null ? null : JsonSerializer.Deserialize(content, CoreJson.Default.UnitRecord);
            return (record?.UnitId == unitId && record.Files.All(file => file?.Name is not null) ? record : null, version);
        }
        catch (JsonException)
        {
            return (null, version);
        }
    }

    /// <returns>The file's bytes where it is as recorded and short enough to be read, or what is different about it.</returns>
    async Task<(byte[]? Content, string? Change)> Compare(OutputFile file, CancellationToken cancellation)
    {
        var key = keys.Output + file.Name;
        var (content, version) = IsRead(file) ? await store.TryGetVersion(key, cancellation) : default;
        if (content is null && version is not null) return (null, "has other bytes than were written");
        var found = content is null ? await store.Head(key, cancellation) : new StoredObject(key, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (found is not { } there) return (null, "is recorded and not there");
        if (there.Bytes != file.Bytes) return (null, $"has {there.Bytes} bytes where {file.Bytes} are recorded");
        return there.Sha256 is null || there.Sha256 == file.Sha256
            ? (content, null)
            : (null, $"has the SHA-256 {there.Sha256} where {file.Sha256} is recorded");
    }

    static bool IsRead(OutputFile file) => file.Bytes <= ReadBytes || file.Name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>What a unit leaves that ended well; without a valid pixel its cells only.</summary>
    static string[] Expected(UnitRecord record) => record switch
    {
        { IsProduct: true } => [OutputNames.Ndvi(record.UnitId), OutputNames.Item(record.UnitId), OutputNames.Cells(record.UnitId)],
        { Status: UnitStatus.NoData } => [OutputNames.Cells(record.UnitId)],
        _ => [],
    };
}
