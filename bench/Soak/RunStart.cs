using System.Diagnostics;

namespace Vegetation.Bench.Soak;

/// <summary>One start of ./run as a person types it, in the round's folder. Everything that it says is kept.</summary>
internal sealed class RunStart : IDisposable
{
    readonly Process process;
    readonly List<string> lines = [];

    public RunStart(string program, string folder, string request)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        string[] arguments = [program, "--folder", folder, "--request", request];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[RunProcesses.Variable] = folder;
        start.Environment["TMPDIR"] = temporary;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // the runtime's own sockets would be left in TMPDIR
        process = Process.Start(start)!;
        process.OutputDataReceived += Hear;
        process.ErrorDataReceived += Hear;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasEnded => process.HasExited;

    public int ExitCode => process.ExitCode;

    public IReadOnlyList<string> Lines { get { lock (lines) return [.. lines]; } }

    /// <summary>People are told in one line what happened; a stack trace is a defect, whatever happened.</summary>
    public bool ShowsItsStack => Lines.Any(line =>
        line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith("Unhandled exception", StringComparison.Ordinal));

    /// <returns>False where it has not ended in time.</returns>
    public async Task<bool> WaitForExit(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        try { await process.WaitForExitAsync(late.Token); }
        catch (OperationCanceledException) { return false; }
        return true;
    }

    public void Dispose() => process.Dispose();

    void Hear(object sender, DataReceivedEventArgs said)
    {
        lock (lines)
            if (said.Data is { } line) lines.Add(line);
    }
}
