using System.Diagnostics;
using System.Text.Json;
using Vegetation.Core;
using Vegetation.Core.Sums;
using Vegetation.Core.Work;
using Vegetation.Raster;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Worker;

/// <summary>The worker as SageMaker runs it: a process of its own with folders of its own.</summary>
sealed class WorkerRun : IDisposable
{
    readonly TemporaryFolder folder = new();

    public WorkerRun() => Directory.CreateDirectory(Units);

    public Dictionary<string, string> Variables { get; } = new() { ["ALLOW_LOOPBACK"] = "1", ["RUN_ID"] = "test-run", ["THREADS"] = "2" };
    public string Root => folder["processing"];
    public string Units => Path.Combine(Root, "input", "units");
    public string Output(string name) => Path.Combine(Root, "output", name);
    public string Message => File.ReadAllText(folder["message"]);

    public void Add(WorkUnit unit) => Add(unit.UnitId, JsonSerializer.Serialize(unit, CoreJson.Default.WorkUnit));

    public void Add(string name, string text) => File.WriteAllText(Path.Combine(Units, $"{name}.json"), text);

    public string Program { get; init; } = Built;

    public static string Built => Path.Combine(
        Repository.Root, "artifacts", "bin", "Worker", new DirectoryInfo(AppContext.BaseDirectory).Name, "worker.dll");

    /// <summary>
    /// A shell starts what runs behind its back deaf to Ctrl-C, and this test with it: the worker is not to inherit that.
    /// </summary>
    public Process Start() => Start("env", "--default-signal=INT", "dotnet", Program);

    /// <summary>Holds its standard input open until that is closed.</summary>
    public Process StartWithInput() => Start(true, "dotnet", Program);

    /// <summary>Runs with a file in the place of standard output; returns the exit code.</summary>
    public int RunInto(string output) => RunBy("exec dotnet \"$0\" > \"$1\"", output);

    /// <summary>
    /// Runs where no file can become longer, as on a disk that is full; returns the exit code. The runtime maps its own code through a
    /// file, unless it is told not to.
    /// </summary>
    public int RunWithFilesUpTo(long bytes) =>
        RunBy("trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; exec prlimit --fsize=\"$1\" dotnet \"$0\" > /dev/null", $"{bytes}");

    int RunBy(string script, string argument)
    {
        using var process = Start("/bin/sh", "-c", script, Program, argument);
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    Process Start(string program, params string[] arguments) => Start(false, program, arguments);

    Process Start(bool input, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = input,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        start.Environment["PROCESSING_ROOT"] = Root;
        start.Environment["CONFIG_ROOT"] = folder["config"];
        start.Environment["MESSAGE_FILE"] = folder["message"];
        return Process.Start(start)!;
    }

    public (int Code, string[] Lines, string Errors) Run()
    {
        using var process = Start();
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return (process.ExitCode, lines, errors.Result);
    }

    public UnitRecord Record(string unitId) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Output(OutputNames.Record(unitId))), CoreJson.Default.UnitRecord)!;

    public SortedDictionary<string, string> Files() => OutputFolder.Files(Output(""));

    public IEnumerable<KeyValuePair<string, string>> Products() => OutputFolder.Products(Output(""));

    public CellsDocument Cells(string unitId, string index = "ndvi") => Contribution(unitId).Cells[index];

    public Contribution Contribution(string unitId) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Output(OutputNames.Contribution(unitId))), CoreJson.Default.Contribution)!;

    public short[] Ndvi(string unitId)
    {
        using var reader = RasterReader.OpenFile(Output(OutputNames.Raster(unitId, "ndvi")));
        var pixels = new short[reader.Width * reader.Height];
        reader.Read<short>(1, 0, 0, reader.Width, reader.Height, pixels);
        return pixels;
    }

    public void Dispose() => folder.Dispose();
}
