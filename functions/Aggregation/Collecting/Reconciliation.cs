using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>
/// Compares plan, record and objects: a work unit has one record, and every file it names is in the bucket as recorded. Otherwise the unit
/// is failed, with the reason.
/// </summary>
internal sealed class Reconciliation(ObjectStore store, RunKeys keys)
{
    /// <summary>
    /// Up to here a file is read and hashed. Of larger ones, which would be a terabyte for the Earth, size and, where S3 has it, SHA-256
    /// are compared.
    /// </summary>
    const long ReadBytes = 2 << 20;

    /// <summary>
    /// Sums are read up to here: at 84 N a tile has 400,000 cells of 0.005 degree, each with 45 bytes; 5,000 zones with all their bins have
    /// 15 MB.
    /// </summary>
    const long SumsBytes = 32 << 20;

    public async Task<UnitOutput> Check(string unitId, CancellationToken cancellationToken)
    {
        var unit = await store.GetJson(keys.Unit(unitId), CoreJson.Default.WorkUnit, cancellationToken);
        var (record, version) = await Record(unit, cancellationToken);
        if (record is null) return UnitOutput.Failed(unit, null, version, Reason.NoRecord.Name, "no record was found");
        if (Expected(unit, record).FirstOrDefault(name => record.Files.All(file => file.Name != name)) is { } unnamed)
            return UnitOutput.Failed(unit, record, version, Reason.OutputChanged.Name, $"{unnamed} is not recorded");
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in record.Files)
        {
            var (content, reason, detail) = await Compare(file, cancellationToken);
            if (reason is not null) return UnitOutput.Failed(unit, record, version, reason, $"{file.Name} {detail}");
            if (content is not null) contents[file.Name] = content;
        }
        return new(unit, record, version, contents.GetValueOrDefault(OutputNames.Item(unitId)), OfIndices(OutputNames.Cells))
            { Zones = OfIndices(OutputNames.Zones) };

        Dictionary<string, byte[]> OfIndices(Func<string, string, string> name) =>
            unit.Indices.Where(index => contents.ContainsKey(name(unitId, index)))
                .ToDictionary(index => index, index => contents[name(unitId, index)]);
    }

    /// <summary>
    /// Replaces the record of a unit that failed the comparison, so that the next attempt, or the next start, computes it again. A record
    /// other than the one that was checked stays: a worker has just written it.
    /// </summary>
    public async Task Replace(UnitOutput output, CancellationToken cancellationToken)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(output.Record, CoreJson.Default.UnitRecord);
        await store.TryReplace(keys.Record(output.Unit.UnitId), record, output.RecordVersion, cancellationToken);
    }

    /// <returns>Null if there is no record, or it cannot be read, or it or its files belong to another unit.</returns>
    async Task<(UnitRecord? Record, string? Version)> Record(WorkUnit unit, CancellationToken cancellationToken)
    {
        var found = await store.TryGetUpTo(keys.Record(unit.UnitId), Records.MostBytes, cancellationToken);
        try
        {
            var record = found?.Content is not { } content ? null : JsonSerializer.Deserialize(content, CoreJson.Default.UnitRecord);
            return (record?.UnitId == unit.UnitId && IsOwn(record.Files, unit) ? record : null, found?.ETag);
        }
        catch (JsonException)
        {
            return (null, found?.ETag);
        }
    }

    /// <returns>The file's bytes where it is as recorded and short enough to be read, or what is wrong with it.</returns>
    async Task<(byte[]? Content, string? Reason, string? Detail)> Compare(OutputFile file, CancellationToken cancellationToken)
    {
        var (key, most) = (keys.Output + file.Name, MostBytes(file.Name));
        if (file.Bytes > most && IsDocument(file.Name))
            return (null, Reason.UnusableFile.Name, $"is recorded with {file.Bytes} bytes; expected at most {most}");
        var read = file.Bytes <= most ? await store.TryGetUpTo(key, file.Bytes, cancellationToken) : null;
        if (read is { Content: null } && read.Bytes <= file.Bytes)
            return (null, Reason.OutputChanged.Name, "differs from what was written");
        var found = read?.Content is not { } content
            ? await store.Head(key, cancellationToken)
            : new StoredObject(key, read.Bytes, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (found is not { } there) return (null, Reason.OutputChanged.Name, "is recorded but missing");
        if (there.Bytes != file.Bytes)
            return (null, Reason.OutputChanged.Name, $"has {there.Bytes} bytes; expected {file.Bytes} as recorded");
        return there.Sha256 is null || there.Sha256 == file.Sha256
            ? (read?.Content, null, null)
            : (null, Reason.OutputChanged.Name, $"has SHA-256 {there.Sha256}; expected {file.Sha256} as recorded");
    }

    /// <summary>Whether all are outputs of the unit, each named once: what is read is bounded then.</summary>
    static bool IsOwn(IReadOnlyList<OutputFile> files, WorkUnit unit)
    {
        var id = unit.UnitId;
        string[] own = [OutputNames.Item(id), OutputNames.Qa(id), .. unit.Indices.SelectMany(index => new[]
            { OutputNames.Raster(id, index), OutputNames.Style(id, index), OutputNames.Thumbnail(id, index) }),
                .. Sums(unit), .. Origins(unit, unit.Indices)];
        return files.All(file => own.Contains(file?.Name)) && files.DistinctBy(file => file.Name).Count() == files.Count;
    }

    /// <summary>Where the values of a composite come from; else nothing.</summary>
    static IEnumerable<string> Origins(WorkUnit unit, IEnumerable<string> indices) => unit.Composite is null ? []
        : indices.SelectMany(index => OutputNames.OriginLayers.Select(layer => OutputNames.Origin(unit.UnitId, index, layer)));

    /// <summary>Of cells and, if it has any, of zones.</summary>
    static IEnumerable<string> Sums(WorkUnit unit) => unit.Indices.SelectMany(index => unit.Zones is null
        ? new[] { OutputNames.Cells(unit.UnitId, index) }
        : [OutputNames.Cells(unit.UnitId, index), OutputNames.Zones(unit.UnitId, index)]);

    static long MostBytes(string name) =>
        name.Split('/')[0] + "/" is OutputNames.CellsFolder or OutputNames.ZonesFolder ? SumsBytes : ReadBytes;

    static bool IsDocument(string name) => name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>
    /// What a processed unit leaves: the sums of each index, the rasters of those that have a value, the QA layer if it was asked for, and
    /// its item; without a value the sums only.
    /// </summary>
    static IEnumerable<string> Expected(WorkUnit unit, UnitRecord record)
    {
        var id = unit.UnitId;
        var sums = record.IsProcessed ? Sums(unit) : [];
        if (!record.IsProduct) return sums;
        var rasters = record.Statistics.Keys.Select(index => OutputNames.Raster(id, index));
        return [.. Origins(unit, record.Statistics.Keys), .. unit.Output.Qa ? rasters.Append(OutputNames.Qa(id)) : rasters,
            OutputNames.Item(id), .. sums];
    }
}
