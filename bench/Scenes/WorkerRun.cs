using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Work;

namespace Vegetation.Bench.Scenes;

/// <summary>The worker as it is published for its image, over work units of our own.</summary>
internal sealed class WorkerRun
{
    readonly string root;

    public WorkerRun(string root, IEnumerable<WorkUnit> units)
    {
        this.root = root;
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        var folder = Directory.CreateDirectory(Path.Combine(root, "input", "units")).FullName;
        foreach (var unit in units)
            File.WriteAllBytes(Path.Combine(folder, $"{unit.UnitId}.json"),
                JsonSerializer.SerializeToUtf8Bytes(unit, CoreJson.Default.WorkUnit));
    }

    /// <param name="before">A program with its arguments that runs the worker, such as a profiler; empty = none.</param>
    public Cost Run(params string[] before)
    {
        var output = Path.Combine(root, "output");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true); // a job finds none, and replacing files takes time
        string[] command = [.. before, Path.Combine("artifacts", "bench", "program", "worker")];
        return Timed.Run(
            new Dictionary<string, string>
            {
                ["PROCESSING_ROOT"] = root,
                ["CONFIG_ROOT"] = root,
                ["MESSAGE_FILE"] = Path.Combine(root, "message"),
                ["ALLOW_LOOPBACK"] = "1",
                // A profiler needs names for what is compiled at run time, and finds it only where it is mapped once.
                ["DOTNET_PerfMapEnabled"] = before.Length > 0 ? "3" : "0",
                ["DOTNET_EnableWriteXorExecute"] = before.Length > 0 ? "0" : "1",
            },
            command[0], command[1..]);
    }

    /// <summary>The file of the unit's first index.</summary>
    public string Raster(WorkUnit unit) => Path.Combine(root, "output", OutputNames.Raster(unit.UnitId, unit.Indices[0]));

    /// <exception cref="InvalidOperationException">a scene did not end as done.</exception>
    public UnitRecord Record(WorkUnit unit)
    {
        var file = Path.Combine(root, "output", OutputNames.Record(unit.UnitId));
        var record = JsonSerializer.Deserialize(File.ReadAllBytes(file), CoreJson.Default.UnitRecord)!;
        return record.IsProduct ? record : throw new InvalidOperationException($"{unit.UnitId} ended as {record.Status}: {record.Detail}");
    }
}
