using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Units;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Assets;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Products;

namespace Vegetation.Tests.Worker;

/// <summary>The worker's shard within this process, with small requests and a clock that does not wait: a run takes some tens of milliseconds.</summary>
sealed class ShardRun : IDisposable
{
    public const int HeadBytes = 1024, PartBytes = 4096;

    readonly TemporaryFolder folder = new();

    public Dictionary<string, string> Variables { get; } = new() { ["ALLOW_LOOPBACK"] = "1", ["RUN_ID"] = "test-run", ["THREADS"] = "1" };
    public SkippingTime Time { get; } = new();

    public string Output(string name) => Path.Combine(folder.Path, "output", name);

    public async Task<UnitRecord> Run(WorkUnit unit) => (await Run([unit])).Single();

    public async Task<IReadOnlyList<UnitRecord>> Run(IReadOnlyList<WorkUnit> units)
    {
        Variables["PROCESSING_ROOT"] = folder.Path;
        var settings = Settings.Read(Variables.GetValueOrDefault);
        var folders = new ProcessingFolders(folder.Path);
        Directory.CreateDirectory(folders.Units);
        folders.Prepare();
        foreach (var unit in units) File.WriteAllBytes(Path.Combine(folders.Units, $"{unit.UnitId}.json"), JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit));
        using var http = AssetReader.NewClient(settings);
        var writer = new ProductWriter(folders, settings.Threads);
        var reader = new AssetReader(http, new Backoff(Time, () => 1), HeadBytes, PartBytes);
        var shard = new Shard(new SceneFetcher(settings, reader, Time), new SceneProcessor(settings, writer, Time), writer, new SceneLog(TextWriter.Null, ""));
        return await shard.Run([.. units.Select(unit => Path.Combine(folders.Units, $"{unit.UnitId}.json"))], default);
    }

    public short[] Ndvi(string unitId = TestScene.Id)
    {
        using var reader = RasterReader.OpenFile(Output(OutputNames.Ndvi(unitId)));
        var pixels = new short[reader.Width * reader.Height];
        reader.Read<short>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }

    public void Dispose() => folder.Dispose();
}
