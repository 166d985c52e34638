using System.Text.Json.Nodes;
using Vegetation.Local.Demo;

namespace Vegetation.Tests.Local;

/// <summary>
/// What ./run says when this machine fails it: one line with the remedy and the log, and exit code 3. No process is left, and the same command goes on.
/// </summary>
public sealed class RunFaultTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    const int Stopped = 3;

    readonly RunProcess run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public async Task A_bucket_server_that_is_killed_stops_the_run_and_a_second_run_in_the_folder_waits() // faults 41 and 55
    {
        RequireOneLine(await run.Run(Request(), "Run jobs", _ => run.Kill("s3.mjs")), "its server ended with exit code 137", "s3.log");
        var second = "";
        var (code, _, _) = await run.Run(Request(), "Aggregate outputs", _ => second = run.Run(Request()).Result.Errors);
        Assert.Equal(0, code);
        Assert.Contains("Another ./run is at work", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interpreter_that_is_killed_stops_the_run() => // fault 55
        RequireOneLine(
            await run.Run(Request(), "Search scenes", _ => run.Kill("state-machine.mjs")), "interpreter ended with exit code 137", "state-machine.log");

    [Fact]
    public async Task A_bucket_that_refuses_to_write_stops_the_run() // fault 41: PutObject answers 500
    {
        await File.WriteAllTextAsync(Path.Combine(Folder("s3/buckets/vegetation/objects"), "runs"), "a file where a folder should be");
        RequireOneLine(await run.Run(Request()), "ENOTDIR", "s3.log");
    }

    [MountFact]
    public async Task A_full_disk_under_the_bucket_stops_the_run_and_one_under_the_logs_does_not() // fault 40
    {
        using var disk = new Mount(Folder("s3"), "size=400k");
        RequireOneLine(await run.Run(Request()), "no space left on device", "s3.log");
        disk.Resize("100m");
        using var logs = new Mount(Folder("logs"), "size=4k");
        Assert.Equal(0, (await run.Run(Request())).Code);
    }

    [MountFact]
    public async Task A_full_disk_under_the_products_stops_the_run_and_with_room_they_are_copied() // fault 40
    {
        using var disk = new Mount(Folder("out"), "size=100k");
        RequireOneLine(await run.Run(Request()), "No space left on device", "run.log");
        Assert.Empty(Directory.GetFiles(Folder("out"), "*.part", SearchOption.AllDirectories));
        disk.Resize("100m");
        var (code, output, _) = await run.Run(Request());
        Assert.Equal(0, code);
        Assert.True(File.Exists(output[(output.LastIndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim()), output);
    }

    [MountFact]
    public async Task A_read_only_folder_is_named_and_not_taken_for_another_run()
    {
        using var disk = new Mount(run.Folder, "ro");
        var (code, _, errors) = await run.Run(["--area", "11,46,12,47"]);
        Assert.Equal(Stopped, code);
        Assert.Contains($"{run.Folder} cannot be used: ", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("ead-only file system", errors, StringComparison.Ordinal);
    }

    void RequireOneLine((int Code, string Output, string Errors) ended, string reason, string log)
    {
        Assert.True(ended.Code == Stopped, $"{ended.Code} {ended.Output}");
        var line = Assert.Single(ended.Errors.Trim().Split('\n'));
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(run.Folder, "logs", log), line, StringComparison.Ordinal);
        Assert.Contains("Type the same command again", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
        Assert.Empty(run.Descendants());
    }

    string Folder(string name) => Directory.CreateDirectory(Path.Combine(run.Folder, name)).FullName;

    /// <summary>A part of the demonstration is enough.</summary>
    string[] Request()
    {
        var request = DemoWorld.Request(catalog.Address);
        (request["area"], request["jobs"], request["instancesPerJob"]) = (new JsonArray(10.5, 46.4, 11.9, 47.7), 1, 1);
        var file = Path.Combine(run.Folder, "request.json");
        File.WriteAllText(file, request.ToJsonString());
        return ["--request", file];
    }
}
