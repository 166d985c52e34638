using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Worker.Computing;
using Vegetation.Worker.Contract;

namespace Vegetation.Worker.Writing;

/// <summary>Writes a scene's files to scratch, checks them, and publishes them by rename: the output holds whole files only.</summary>
internal sealed class SceneWriter(ProcessingFolders folders)
{
    /// <returns>The published files. A scene without a valid pixel has its cells only: they tell that it was looked at.</returns>
    public IReadOnlyList<OutputFile> Write(WorkUnit unit, ComputedScene scene, int threads, CancellationToken cancellationToken)
    {
        var scratch = folders.NewScratch(unit.UnitId);
        try
        {
            var files = scene.Pixels.Valid > 0 ? WriteRaster(scratch, unit, scene, threads) : [];
            var cells = JsonSerializer.SerializeToUtf8Bytes(scene.Cells, CoreJson.Default.CellsDocument);
            files.Add(WriteBytes(scratch, OutputNames.Cells(unit.UnitId), cells));
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

    /// <summary>The raster, its item and its thumbnail.</summary>
    List<OutputFile> WriteRaster(string scratch, WorkUnit unit, ComputedScene scene, int threads)
    {
        var (raster, picture) = (OutputNames.Raster(unit.UnitId, unit.Index), OutputNames.Thumbnail(unit.UnitId, unit.Index));
        var pyramid = new Pyramid<short>(scene.Grid.Pixels, scene.Values, SpectralIndex.Nodata, new CogOptions().BlockSize, threads);
        IndexCog.Write(ScratchPath(scratch, raster), scene, pyramid, unit.Output, threads);
        Thumbnail.Write(ScratchPath(scratch, picture), scene.Index, pyramid);
        var (rasterFile, pictureFile) = (Describe(scratch, raster), Describe(scratch, picture));
        var item = WriteBytes(scratch, OutputNames.Item(unit.UnitId, unit.Index), StacItem.Write(unit, scene, rasterFile, pictureFile));
        return [rasterFile, item, pictureFile];
    }

    static OutputFile WriteBytes(string scratch, string name, byte[] bytes)
    {
        File.WriteAllBytes(ScratchPath(scratch, name), bytes);
        return Describe(scratch, name);
    }

    static OutputFile Describe(string scratch, string name)
    {
        using var stream = File.OpenRead(ScratchPath(scratch, name));
        return new(name, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    static string ScratchPath(string scratch, string name) => Path.Combine(scratch, Path.GetFileName(name));
}
