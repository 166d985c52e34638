using System.Diagnostics;
using System.Text;
using Vegetation.Local;
using Vegetation.Local.Demo;

namespace Vegetation.Tests.Local;

/// <summary>./run as a person uses it: a process, its output, signals and exit codes.</summary>
public sealed class RunCommandTests(DemoCatalog catalog) : IClassFixture<DemoCatalog>, IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vegetation-run-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Interrupted_it_leaves_no_process_behind_and_typed_again_it_records_every_unit_once(string signal)
    {
        var request = Path.Combine(folder.FullName, "request.json");
        await File.WriteAllTextAsync(request, DemoWorld.Request(catalog.Address).ToJsonString());

        var (broken, said) = await Run(["--request", request], "Run jobs", process => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit());
        Assert.Equal(130, broken);
        Assert.Contains("the same command goes on", said, StringComparison.Ordinal);
        Assert.Empty(Descendants());

        var (whole, report) = await Run(["--request", request]);
        Assert.True(whole == 0, report);
        Assert.Empty(Descendants());
        var stored = Directory.GetFiles(folder.FullName, "*.data", SearchOption.AllDirectories);
        Assert.Equal(12, stored.Count(f => f.Contains("/units/", StringComparison.Ordinal)));
        Assert.Equal(12, stored.Count(f => f.Contains("/output/records/", StringComparison.Ordinal)));
        var page = report[(report.LastIndexOf("Report: ", StringComparison.Ordinal) + "Report: ".Length)..].Trim();
        Assert.True(File.Exists(page), page);
        Assert.Equal(11, Directory.GetFiles(Path.Combine(page, "../../output/ndvi"), "*_ndvi.tif").Length);
        new PublishedFolder(Path.GetDirectoryName(page)!).RequireAll(scenes: 11, tiles: 13);
    }

    [Theory]
    [InlineData("--catalogue", "--catalogue")]
    [InlineData("--from=yesterday", "2023-12-04")]
    [InlineData("--area=1,2,3", "./run --area")]
    [InlineData("--request=/nowhere.json", "/nowhere.json")]
    public async Task A_wrong_argument_gets_one_line_that_says_what_to_type(string argument, string said)
    {
        var (code, output) = await Run([argument]);
        Assert.Equal(2, code);
        Assert.Contains(said, Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_catalog_fails_with_its_address()
    {
        var (code, output) = await Run(["--catalog", "http://127.0.0.1:9/v1", "--area", "11,46,12,47"]);
        Assert.Equal(1, code);
        Assert.Contains("http://127.0.0.1:9/v1", output, StringComparison.Ordinal);
        Assert.Contains("CatalogUnavailable", output, StringComparison.Ordinal);
    }

    /// <summary>Starts the program with a folder of its own; once it has said the word, does the deed.</summary>
    async Task<(int Code, string Output)> Run(string[] arguments, string? word = null, Action<Process>? deed = null)
    {
        // A shell starts what runs behind its back deaf to Ctrl-C, and this test with it.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--default-signal=INT", "dotnet", Layout.Find().Program("Local"), .. arguments, "--folder", folder.FullName]) start.ArgumentList.Add(argument);
        start.Environment["VEGETATION_TEST"] = folder.FullName; // inherited by everything that it starts
        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        void Hear(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
                if (deed is null || word is null || line?.Contains(word, StringComparison.Ordinal) != true) return;
                deed(process);
                deed = null;
            }
        }
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, output.ToString());
    }

    /// <summary>Processes that carry this test's mark in their environment.</summary>
    List<string> Descendants() => [.. Directory.GetDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out var _) && IsMarked(p))];

    bool IsMarked(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains($"VEGETATION_TEST={folder.FullName}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
