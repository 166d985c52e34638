using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Indices;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Writing;

/// <summary>The raster of an index.</summary>
/// <param name="Style">Its colours for QGIS.</param>
/// <param name="Origin">In a composite, the files of day and count; else none.</param>
internal sealed record IndexFile(ComputedIndex Index, OutputFile File, OutputFile Style, IReadOnlyList<OutputFile> Origin);

/// <summary>What an item has as assets.</summary>
internal sealed record ItemFiles(IReadOnlyList<IndexFile> Rasters, OutputFile? Qa, OutputFile Thumbnail);

/// <summary>Writes a scene's files to scratch, checks them, and publishes them by rename: the output holds whole files only.</summary>
internal sealed class SceneWriter(ProcessingFolders folders)
{
    /// <summary>A folder for unfinished files.</summary>
    public string Scratch => folders.Scratch;

    /// <returns>
    /// The published files. A scene without a valid pixel has its contribution only: its sums tell that it was looked at.
    /// </returns>
    public IReadOnlyList<OutputFile> Write(WorkUnit unit, ComputedScene scene, int threads, CancellationToken cancellationToken)
    {
        var scratch = folders.NewScratch(unit.UnitId);
        try
        {
            var (files, item) = scene.HasValues ? WriteProducts(scratch, unit, scene, threads) : ([], null);
            files.Add(WriteBytes(scratch, OutputNames.Contribution(unit.UnitId), Contribution(scene, item)));
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var file in files) folders.Publish(ScratchPath(scratch, file.Name), file.Name);
            return files;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Says that a unit is begun, by the number of the attempt: all that is left of it if this process dies over it.</summary>
    public void Begin(string unitId, int attempt)
    {
        var file = Path.Combine(folders.Scratch, $"{unitId}.started");
        File.WriteAllText(file, attempt.ToString(CultureInfo.InvariantCulture));
        folders.Publish(file, OutputNames.Started(unitId));
    }

    /// <summary>The record comes last: it says that everything that it names is there.</summary>
    public void Write(UnitRecord record)
    {
        var scratch = folders.NewScratch(record.UnitId);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(record, CoreJson.Default.UnitRecord);
        var file = WriteBytes(scratch, OutputNames.Record(record.UnitId), bytes);
        folders.Publish(ScratchPath(scratch, file.Name), file.Name);
        Directory.Delete(scratch, recursive: true);
    }

    /// <summary>The raster of each index that has a value, the item, and a thumbnail of the first.</summary>
    (List<OutputFile> Files, byte[]? Item) WriteProducts(string scratch, WorkUnit unit, ComputedScene scene, int threads)
    {
        List<IndexFile> rasters = [];
        OutputFile? thumbnail = null;
        foreach (var index in scene.Indices.Where(index => index.Pixels.Valid > 0))
        {
            var (raster, picture) = (
                OutputNames.Raster(unit.UnitId, index.Index.Name), OutputNames.Thumbnail(unit.UnitId, index.Index.Name));
            using var pyramid = new Pyramid<short>(scene.Grid, index.Values, SpectralIndex.Nodata, new CogOptions().BlockSize, threads);
            IndexCog.Write(
                ScratchPath(scratch, raster), scene.Grid, index, unit.LabelOf(index.Index), pyramid, unit.Output,
                SceneTags.Of(unit, scene, index.Index), threads);
            var style = WriteBytes(scratch, OutputNames.Style(unit.UnitId, index.Index.Name), QgisStyle.Of(1, index.Index.Ramp));
            rasters.Add(new(index, Describe(scratch, raster), style, WriteOrigin(scratch, unit, scene, index, threads)));
            if (thumbnail is not null) continue;
            Thumbnail.Write(ScratchPath(scratch, picture), index.Index, pyramid);
            thumbnail = Describe(scratch, picture);
        }
        var qa = WriteQa(scratch, unit, scene, threads);
        var item = StacItem.Write(unit, scene, new(rasters, qa, thumbnail!));
        return ([.. rasters.SelectMany(raster => raster.Origin.Prepend(raster.Style).Prepend(raster.File)),
            .. qa is null ? Array.Empty<OutputFile>() : [qa], WriteBytes(scratch, OutputNames.Item(unit.UnitId), item), thumbnail!], item);
    }

    static IReadOnlyList<OutputFile> WriteOrigin(string scratch, WorkUnit unit, ComputedScene scene, ComputedIndex index, int threads)
    {
        if (index.Origin is not { } origin) return [];
        return [Layer("day", origin.Days), Layer("count", origin.Counts)];

        OutputFile Layer<T>(string layer, T[] values) where T : unmanaged, INumber<T>
        {
            var name = OutputNames.Origin(unit.UnitId, index.Index.Name, layer);
            var tags = SceneTags.Of(unit, scene, index.Index);
            LayerCog.Write(ScratchPath(scratch, name), scene.Grid, values, new(layer), unit.Output, tags, threads);
            return Describe(scratch, name);
        }
    }

    static OutputFile? WriteQa(string scratch, WorkUnit unit, ComputedScene scene, int threads)
    {
        if (scene.Qa is not { } values) return null;
        var name = OutputNames.Qa(unit.UnitId);
        LayerCog.Write(ScratchPath(scratch, name), scene.Grid, values, QaAsset.Band, unit.Output, SceneTags.OfQa(unit, scene), threads);
        return Describe(scratch, name);
    }

    static byte[] Contribution(ComputedScene scene, byte[]? item)
    {
        var zones = scene.Indices.Where(index => index.Zones is not null).ToDictionary(index => index.Index.Name, index => index.Zones!);
        var contribution = new Contribution(scene.Indices.ToDictionary(index => index.Index.Name, index => index.Cells))
        {
            Zones = zones.Count == 0 ? null : zones,
            Item = item is null ? null : JsonElement.Parse(item),
        };
        return JsonSerializer.SerializeToUtf8Bytes(contribution, CoreJson.Default.Contribution);
    }

    static OutputFile WriteBytes(string scratch, string name, byte[] bytes)
    {
        File.WriteAllBytes(ScratchPath(scratch, name), bytes);
        return Describe(scratch, name);
    }

    static OutputFile Describe(string scratch, string name)
    {
        using var stream = File.OpenRead(ScratchPath(scratch, name));
        return OutputFile.Of(name, stream);
    }

    static string ScratchPath(string scratch, string name) => Path.Combine(scratch, name.Replace('/', '-'));
}
