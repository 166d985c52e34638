using Vegetation.Local.Demo;
using Vegetation.Tests.Raster;

namespace Vegetation.Tests.Local;

/// <summary>What ./run says when this machine fails it: one line with the remedy and the log, exit code 3, no process left, and the same command goes on.</summary>
public sealed class RunFaultTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    const int Stopped = 3;

    readonly RunProcess run = new();

    public void Dispose() => run.Dispose();

    [Theory]
    [InlineData("s3.mjs", "s3.log", "its server ended with exit code 137")]
    [InlineData("state-machine.mjs", "state-machine.log", "interpreter ended with exit code 137")]
    public async Task A_part_that_is_killed_stops_the_run(string script, string log, string reason)
    {
        var request = Request();
        var (code, output, errors) = await run.Run(request, "Run jobs", _ => run.Kill(script));
        RequireOneLine(code, errors, reason, log);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Empty(run.Descendants());
        Assert.Equal(0, (await run.Run(request)).Code);
    }

    [MountFact]
    public async Task A_full_disk_under_the_bucket_stops_the_run_and_with_room_it_goes_on()
    {
        var request = Request();
        using var disk = new Mount(Folder("s3"), "size=400k");
        var (code, _, errors) = await run.Run(request);
        RequireOneLine(code, errors, "no space left on device", "s3.log");
        Assert.Empty(run.Descendants());
        disk.Resize("100m");
        Assert.Equal(0, (await run.Run(request)).Code);
    }

    [MountFact]
    public async Task A_full_disk_under_the_products_stops_the_run_and_with_room_they_are_copied()
    {
        var request = Request();
        using var disk = new Mount(Folder("out"), "size=100k");
        var (code, _, errors) = await run.Run(request);
        RequireOneLine(code, errors, "No space left on device", "run.log");
        Assert.Empty(Directory.GetFiles(Folder("out"), "*.part", SearchOption.AllDirectories));
        disk.Resize("100m");
        var (again, output, _) = await run.Run(request);
        Assert.Equal(0, again);
        Assert.True(File.Exists(output[(output.LastIndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim()), output);
    }

    [MountFact]
    public async Task A_full_disk_under_the_logs_costs_lines_and_not_the_run()
    {
        using var disk = new Mount(Folder("logs"), "size=4k");
        Assert.Equal(0, (await run.Run(Request())).Code);
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

    [Fact]
    public async Task A_second_run_in_the_same_folder_is_told_to_wait()
    {
        var second = "";
        var (code, _, _) = await run.Run(Request(), "Run jobs", _ => second = run.Run(Request()).Result.Errors);
        Assert.Equal(0, code);
        Assert.Contains("Another ./run is at work", second, StringComparison.Ordinal);
    }

    void RequireOneLine(int code, string errors, string reason, string log)
    {
        Assert.True(code == Stopped, $"{code} {errors}");
        var line = Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(run.Folder, "logs", log), line, StringComparison.Ordinal);
        Assert.Contains("Type the same command again", line, StringComparison.Ordinal);
    }

    string Folder(string name) => Directory.CreateDirectory(Path.Combine(run.Folder, name)).FullName;

    /// <summary>A part of the demonstration is enough.</summary>
    string[] Request()
    {
        var request = DemoWorld.Request(catalog.Address);
        (request["area"], request["jobs"]) = (new System.Text.Json.Nodes.JsonArray(10.5, 46.4, 11.9, 47.7), 1);
        var file = Path.Combine(Path.GetTempPath(), Path.GetFileName(run.Folder) + ".json");
        File.WriteAllText(file, request.ToJsonString());
        return ["--request", file];
    }
}
