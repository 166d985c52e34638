using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Vegetation.Local.Processes;

/// <summary>
/// What to start, and who receives its lines. All settings come from <see cref="Environment"/>; AWS settings of the caller are not passed
/// on.
/// </summary>
internal sealed record ProcessStart(string Program, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
    public string? Folder { get; init; }
    public Action<string>? OnOutput { get; init; }

    /// <summary>Every line of both streams is appended here.</summary>
    public string? LogFile { get; init; }
}

/// <summary>
/// A program that runs no longer than this one. Closing its standard input and SIGTERM ask it to end;
/// after <see cref="Grace"/> it is killed with its children.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    const int TailLines = 20;

    static readonly ConcurrentDictionary<int, Process> Running = new();

    readonly Process process;
    readonly ConcurrentQueue<string> tail = new();
    readonly LogFile? log;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Running.Values) Kill(process);
    };

    ChildProcess(Process process, ProcessStart start)
    {
        this.process = process;
        log = start.LogFile is { } file ? new LogFile(file) : null;
        Id = process.Id;
        Running[Id] = process;
        Exit = ReadToExit(start.OnOutput);
    }

    public int Id { get; }

    /// <summary>The exit code, once both streams have ended; fails where a line could not be taken.</summary>
    public Task<int> Exit { get; }

    /// <summary>The last lines of standard error.</summary>
    public string Tail => string.Join('\n', tail);

    /// <exception cref="LocalException">the program cannot be started.</exception>
    public static ChildProcess Start(ProcessStart start)
    {
        var info = new ProcessStartInfo(start.Program, start.Arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = start.Folder
                ?? "",
        };
        // A run on this machine must never reach an account.
        foreach (var name in info.Environment.Keys.Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            info.Environment.Remove(name);
        foreach (var (name, value) in start.Environment) info.Environment[name] = value;
        try
        {
            return new ChildProcess(Process.Start(info)!, start);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new LocalException($"{start.Program} cannot be started: {error.Message}");
        }
    }

    /// <summary>Ends the process; returns when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Exit.IsCompleted)
        {
            try { process.StandardInput.Close(); }
            catch (IOException) { } // it has just gone
            Signal(Id, SigTerm);
            if (await Task.WhenAny(Exit, Task.Delay(Grace)) != Exit) Kill(process);
        }
        await Task.WhenAny(Exit); // the exit code is for those who wait for the exit
        process.Dispose();
        log?.Dispose();
    }

    async Task<int> ReadToExit(Action<string>? onOutput)
    {
        var error = ReadLines(process.StandardError, line =>
        {
            tail.Enqueue(line);
            if (tail.Count > TailLines) tail.TryDequeue(out _);
        });
        var output = ReadLines(process.StandardOutput, onOutput);
        await Task.WhenAll(output, error).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await process.WaitForExitAsync();
        Running.TryRemove(Id, out _);
        await output;
        return process.ExitCode;
    }

    async Task ReadLines(StreamReader reader, Action<string>? onLine)
    {
        Exception? refused = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            log?.Write(line);
            try { onLine?.Invoke(line); }
            catch (Exception e) { refused ??= e; } // if the stream were not read to its end, the process would block
        }
        if (refused is not null) ExceptionDispatchInfo.Throw(refused);
    }

    static void Kill(Process process)
    {
        try { process.Kill(entireProcessTree: true); }
        catch (InvalidOperationException) { } // gone already
    }

    const int SigTerm = 15;

    // .NET has no way to ask a process to end, only to kill it.
    [DllImport("libc", EntryPoint = "kill")]
    static extern int Signal(int processId, int signal);
}
