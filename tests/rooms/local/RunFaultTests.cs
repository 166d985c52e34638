using System.Text.Json.Nodes;
using Vegetation.Local.Demo;

namespace Vegetation.Tests.Local;

/// <summary>
/// What ./run says when this machine fails it: one line with the remedy and the log, and exit code 3. No process is left, and the same
/// command goes on.
/// </summary>
public sealed class RunFaultTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    readonly RunProcess run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task An_interpreter_that_is_killed_stops_the_run() => // fault 55
        run.RequireOneLine(await run.Run(Request(), "Search scenes", _ => run.Kill("state-machine.mjs")),
            "interpreter ended with exit code 137", "state-machine.log");

    [Fact]
    public async Task A_bucket_that_refuses_to_write_stops_the_run() // fault 41: PutObject answers 500
    {
        await File.WriteAllTextAsync(Path.Combine(Folder("s3/buckets/vegetation/objects"), "runs"), "a file where a folder should be");
        run.RequireOneLine(await run.Run(Request()), "ENOTDIR", "s3.log");
    }

    [MountFact] // fault 40
    public async Task A_full_disk_under_the_bucket_or_the_products_stops_the_run_one_under_the_logs_does_not_and_with_room_it_goes_on()
    {
        using var bucket = new Mount(Folder("s3"), "size=200k");
        run.RequireOneLine(await run.Run(Request()), "no space left on device", "s3.log");
        bucket.Resize("100m");

        using var products = new Mount(Folder("out"), "size=100k");
        run.RequireOneLine(await run.Run(Request()), "No space left on device", "run.log");
        Assert.Empty(Directory.GetFiles(Folder("out"), "*.part", SearchOption.AllDirectories));
        products.Resize("100m");

        using var logs = new Mount(Folder("logs"), "size=4k");
        var (code, output, _) = await run.Run(Request());
        Assert.Equal(0, code);
        var report = output[(output.LastIndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim();
        Assert.True(File.Exists(report), output);
    }

    [MountFact]
    public async Task A_read_only_folder_is_named_and_not_taken_for_another_run()
    {
        using var disk = new Mount(run.Folder, "ro");
        var (code, _, errors) = await run.Run(["--area", "11,46,12,47"]);
        Assert.Equal(RunProcess.Stopped, code);
        Assert.Contains($"{run.Folder} cannot be used: ", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("ead-only file system", errors, StringComparison.Ordinal);
    }

    string Folder(string name) => Directory.CreateDirectory(Path.Combine(run.Folder, name)).FullName;

    /// <summary>A tile of the demonstration is enough.</summary>
    string[] Request()
    {
        var request = DemoWorld.Request(catalog.Address);
        (request["area"], request["jobs"], request["instancesPerJob"]) = (new JsonArray(10.5, 47.2, 11.4, 47.6), 1, 1);
        var file = Path.Combine(run.Folder, "request.json");
        File.WriteAllText(file, request.ToJsonString());
        return ["--request", file];
    }
}
