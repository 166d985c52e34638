using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Composites;
using Vegetation.Core.Requests;
using Vegetation.Core.Work;
using Vegetation.Functions.Planning;
using Vegetation.Functions.Storage;

namespace Vegetation.Functions.Aggregation.Collecting;

/// <summary>
/// Compares plan, record and objects: a work unit has one record, and every file it names is in the bucket as recorded. Otherwise the unit
/// is failed, with the reason. Two objects of a unit are read, record and contribution; a listing tells of the others where it can.
/// </summary>
internal sealed class Reconciliation(ObjectStore store, RunKeys keys, Request request)
{
    /// <summary>
    /// Up to here a file of which no listing tells enough is read and hashed. Of larger ones, which would be a terabyte for the Earth, the
    /// size is compared, and the SHA-256 where they have to be asked for one by one and S3 has it.
    /// </summary>
    const long ReadBytes = 2 << 20;

    /// <summary>
    /// Of an index a contribution is read up to here: at 84 N a tile has 400,000 cells of 0.005 degree, each with 45 bytes; 5,000 zones
    /// with all their bins have 15 MB.
    /// </summary>
    const long SumsBytes = 32 << 20;

    readonly IReadOnlyList<string> indices = [.. request.Indices.Select(index => index.Name)];
    ListedFiles? listed;

    /// <summary>Asks for what a listing tells of all units, once. Without it, as where objects are hashed, each file is read.</summary>
    public async Task List(CancellationToken cancellationToken)
    {
        if (store.IsOnThisMachine) return;
        string[] folders = [OutputNames.ItemsFolder, OutputNames.QaFolder, .. indices.Select(index => $"{index}/")];
        listed ??= await ListedFiles.Of(store, keys, folders, cancellationToken);
    }

    public async Task<UnitOutput> Check(PlannedUnit unit, CancellationToken cancellationToken)
    {
        var scene = await unit.SceneIn(store, keys, cancellationToken);
        var (record, version) = await Record(unit.Id, cancellationToken);
        var output = new UnitOutput(scene, record ?? NoRecord(unit, scene), version, null);
        if (record is null) return output.Failed(Reason.NoRecord, "no record was found");
        if (Expected(record).FirstOrDefault(name => record.Files.All(file => file.Name != name)) is { } unnamed)
            return output.Failed(Reason.OutputChanged, $"{unnamed} is not recorded");
        foreach (var file in record.Files)
        {
            if (listed?.Holds(file) is true) continue; // contributions are not listed
            var (content, reason, detail) = await Compare(file, cancellationToken);
            if (reason is not null) return output.Failed(reason, $"{file.Name} {detail}");
            if (record.IsProcessed && file.Name == OutputNames.Contribution(unit.Id)) output = output with { Contribution = content };
        }
        return output;
    }

    /// <summary>
    /// Replaces the record of a unit that failed the comparison, so that the next attempt, or the next start, computes it again. A record
    /// other than the one that was checked stays: a worker has just written it.
    /// </summary>
    public async Task Replace(UnitOutput output, CancellationToken cancellationToken)
    {
        var record = JsonSerializer.SerializeToUtf8Bytes(output.Record, CoreJson.Default.UnitRecord);
        await store.TryReplace(keys.Record(output.Record.UnitId), record, output.RecordVersion, cancellationToken);
    }

    UnitRecord NoRecord(PlannedUnit unit, UnitScene scene) => new()
    {
        UnitId = unit.Id, RunId = keys.RunId.ToString(), Attempt = 0, Tile = scene.Tile, Status = UnitStatus.Failed,
    };

    /// <returns>Null if there is no record, or it cannot be read, or it is of another run or names files of another unit.</returns>
    async Task<(UnitRecord? Record, string? Version)> Record(string unitId, CancellationToken cancellationToken)
    {
        var found = await store.TryGetUpTo(keys.Record(unitId), Records.MostBytes, cancellationToken);
        try
        {
            var record = found?.Content is not { } content ? null : JsonSerializer.Deserialize(content, CoreJson.Default.UnitRecord);
            var isOwn = record?.UnitId == unitId && record.RunId == keys.RunId.ToString() && IsOwn(record.Files, unitId);
            return (isOwn ? record : null, found?.ETag);
        }
        catch (JsonException)
        {
            return (null, found?.ETag);
        }
    }

    /// <returns>The file's bytes where it is as recorded and short enough to be read, or what is wrong with it.</returns>
    async Task<(byte[]? Content, Reason? Reason, string? Detail)> Compare(OutputFile file, CancellationToken cancellationToken)
    {
        var (key, most) = (keys.Output + file.Name, MostBytes(file.Name));
        if (file.Bytes > most && IsDocument(file.Name))
            return (null, Reason.UnusableFile, $"is recorded with {file.Bytes} bytes; expected at most {most}");
        var read = file.Bytes <= most ? await store.TryGetUpTo(key, file.Bytes, cancellationToken) : null;
        if (read is { Content: null } && read.Bytes <= file.Bytes)
            return (null, Reason.OutputChanged, "differs from what was written");
        var found = read?.Content is not { } content
            ? await store.Head(key, cancellationToken)
            : new StoredObject(key, read.Bytes, Convert.ToHexStringLower(SHA256.HashData(content)));
        if (found is not { } there) return (null, Reason.OutputChanged, "is recorded but missing");
        if (there.Bytes != file.Bytes)
            return (null, Reason.OutputChanged, $"has {there.Bytes} bytes; expected {file.Bytes} as recorded");
        return there.Sha256 is null || there.Sha256 == file.Sha256
            ? (read?.Content, null, null)
            : (null, Reason.OutputChanged, $"has SHA-256 {there.Sha256}; expected {file.Sha256} as recorded");
    }

    /// <summary>Whether all are outputs of the unit, each named once: what is read is bounded then.</summary>
    bool IsOwn(IReadOnlyList<OutputFile> files, string unitId)
    {
        string[] own = [OutputNames.Item(unitId), OutputNames.Qa(unitId), OutputNames.Contribution(unitId), .. Origins(unitId, indices),
            .. indices.SelectMany(index => new[]
                { OutputNames.Raster(unitId, index), OutputNames.Style(unitId, index), OutputNames.Thumbnail(unitId, index) })];
        return files.All(file => own.Contains(file?.Name)) && files.DistinctBy(file => file.Name).Count() == files.Count;
    }

    /// <summary>Where the values of a composite come from; else nothing.</summary>
    IEnumerable<string> Origins(string unitId, IEnumerable<string> some) => request.Composite == CompositeRule.None ? []
        : some.SelectMany(index => OutputNames.OriginLayers.Select(layer => OutputNames.Origin(unitId, index, layer)));

    long MostBytes(string name) =>
        name.StartsWith(OutputNames.ContributionsFolder, StringComparison.Ordinal) ? SumsBytes * indices.Count : ReadBytes;

    static bool IsDocument(string name) => name.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>
    /// What a processed unit leaves: its contribution, the rasters of the indices that have a value, the QA layer if it was asked for, and
    /// its item; without a value the contribution only.
    /// </summary>
    IEnumerable<string> Expected(UnitRecord record)
    {
        var id = record.UnitId;
        if (!record.IsProcessed) return [];
        if (!record.IsProduct) return [OutputNames.Contribution(id)];
        var rasters = record.Statistics.Keys.Select(index => OutputNames.Raster(id, index));
        return [.. Origins(id, record.Statistics.Keys), .. request.Output.Qa ? rasters.Append(OutputNames.Qa(id)) : rasters,
            OutputNames.Item(id), OutputNames.Contribution(id)];
    }
}
