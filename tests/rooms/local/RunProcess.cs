using System.Diagnostics;
using System.Text;
using Vegetation.Local;

namespace Vegetation.Tests.Local;

/// <summary>./run as a person uses it: a process with a folder of its own, its output, its exit code, and processes it starts.</summary>
sealed class RunProcess : IDisposable
{
    /// <summary>The exit code where this machine failed the run.</summary>
    public const int Stopped = 3;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vegetation-run-");

    public string Folder => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Starts the program; once it has said the word, does the deed.</summary>
    /// <returns>Exit code, all that it said, and what of that went to standard error.</returns>
    public async Task<(int Code, string Output, string Errors)> Run(string[] arguments, string? word = null, Action<Process>? deed = null)
    {
        // A shell starts what runs behind its back deaf to Ctrl-C, and this test with it.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] all = ["--default-signal=INT", "dotnet", Layout.Find().Program("Local"), .. arguments, "--folder", Folder];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        start.Environment["VEGETATION_TEST"] = Folder; // inherited by everything that it starts
        using var process = Process.Start(start)!;
        var (output, errors) = (new StringBuilder(), new StringBuilder());
        void Hear(string? line, bool isError)
        {
            if (line is null) return;
            lock (output)
            {
                output.AppendLine(line);
                if (isError) errors.AppendLine(line);
                if (deed is null || word is null || !line.Contains(word, StringComparison.Ordinal)) return;
                deed(process);
                deed = null;
            }
        }
        process.OutputDataReceived += (_, e) => Hear(e.Data, isError: false);
        process.ErrorDataReceived += (_, e) => Hear(e.Data, isError: true);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(10));
        return (process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Kills the process among ours whose command line holds the word.</summary>
    public void Kill(string word)
    {
        var id = Descendants().Single(process => File.ReadAllText($"/proc/{process}/cmdline").Contains(word, StringComparison.Ordinal));
        using var process = Process.GetProcessById(int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));
        process.Kill();
    }

    /// <summary>It was stopped, said so in one line with the reason, the log and the remedy, and left no process.</summary>
    public void RequireOneLine((int Code, string Output, string Errors) ended, string reason, string log)
    {
        Assert.True(ended.Code == Stopped, $"{ended.Code} {ended.Output}");
        var line = Assert.Single(ended.Errors.Trim().Split('\n'));
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(Folder, "logs", log), line, StringComparison.Ordinal);
        Assert.Contains("Type the same command again", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Descendants());
    }

    /// <summary>Processes that carry this test's mark in their environment.</summary>
    public List<string> Descendants() =>
        [.. Directory.GetDirectories("/proc").Select(p => Path.GetFileName(p)).Where(p => int.TryParse(p, out var _) && IsMarked(p))];

    bool IsMarked(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/environ").Contains($"VEGETATION_TEST={Folder}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
