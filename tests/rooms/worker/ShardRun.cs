using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;
using Vegetation.Worker;
using Vegetation.Worker.Contract;
using Vegetation.Worker.Fetching;
using Vegetation.Worker.Writing;

namespace Vegetation.Tests.Worker;

/// <summary>
/// The worker's shard within this process, with small requests and a clock that does not wait: a run takes some tens of milliseconds.
/// </summary>
sealed class ShardRun : IDisposable
{
    public const int HeadBytes = 2048, PartBytes = 4096;

    readonly TemporaryFolder folder = new();
    readonly StringWriter log = new();

    /// <summary>
    /// One scene is fetched at a time, for the clock is one for all: a server that moves it on for one scene would make others late.
    /// </summary>
    public Dictionary<string, string> Variables { get; } = new() { ["ALLOW_LOOPBACK"] = "1", ["RUN_ID"] = "test-run", ["THREADS"] = "1",
        ["SCENES_AHEAD"] = "1" };
    public SkippingTime Time { get; init; } = new();
    public FirstRequests First { get; init; } = new(FirstRequests.Default.Bands.ToDictionary(row => row.Key, _ => HeadBytes), HeadBytes);

    /// <summary>What went to standard output, line by line.</summary>
    public string[] Log => log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string Output(string name) => Path.Combine(folder.Path, "output", name);

    public async Task<UnitRecord> Run(WorkUnit unit) => (await Run([unit])).Single();

    public async Task<IReadOnlyList<UnitRecord>> Run(IReadOnlyList<WorkUnit> units)
    {
        Variables["PROCESSING_ROOT"] = folder.Path;
        var settings = Settings.Read(Variables.GetValueOrDefault);
        var folders = new ProcessingFolders(folder.Path);
        Directory.CreateDirectory(folders.Units);
        folders.Prepare();
        foreach (var unit in units) File.WriteAllBytes(Path.Combine(folders.Units, $"{unit.UnitId}.json"),
            JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit));
        using var http = AssetReader.NewClient(settings);
        var writer = new SceneWriter(folders);
        var backoff = new Backoff(Time, () => 1, settings.Stall);
        var fetcher = new UnitFetcher(new ItemReader(settings, http, backoff, Time),
            new SceneFetcher(settings, new AssetReader(http, backoff, PartBytes), First, Time));
        var ending = new UnitEnding(new SceneProcessor(settings, fetcher, writer, Time), writer, new SceneLog(log, "algo-1", Time));
        var shard = new Shard(fetcher, ending, writer, settings.Attempt,
            new Capacity(settings.MemoryBytes, settings.Threads, settings.ScenesAhead));
        return await shard.Run([.. units.Select(unit => Path.Combine(folders.Units, $"{unit.UnitId}.json"))], default);
    }

    public short[] Ndvi(string unitId = TestScene.Id) => Ndvi<short>(unitId);

    public T[] Ndvi<T>(string unitId = TestScene.Id) where T : unmanaged
    {
        using var reader = RasterReader.OpenFile(Output(OutputNames.Raster(unitId, "ndvi")));
        var pixels = new T[reader.Width * reader.Height];
        reader.Read<T>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }

    public CellsDocument Cells(string unitId = TestScene.Id, string index = "ndvi") => Contribution(unitId).Cells[index];

    public Contribution Contribution(string unitId) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Output(OutputNames.Contribution(unitId))), CoreJson.Default.Contribution)!;

    public JsonElement Item(string unitId = TestScene.Id) =>
        JsonDocument.Parse(File.ReadAllBytes(Output(OutputNames.Item(unitId)))).RootElement;

    public void Dispose() => folder.Dispose();
}
