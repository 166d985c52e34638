using System.Runtime.InteropServices;

namespace Vegetation.Bench.Soak;

/// <summary>
/// The processes of one round, found by a mark in their environment that everything a run starts inherits, however its parent ended.
/// Nothing else is ever signalled.
/// </summary>
internal sealed partial class RunProcesses(string mark)
{
    public const string Variable = "VEGETATION_SOAK";

    const int SigKill = 9, SigTerm = 15, SigCont = 18, SigStop = 19;

    static readonly (string Word, Target Target)[] Programs =
    [
        ("worker.dll", Target.Worker), ("s3.mjs", Target.Bucket), ("functions.dll", Target.Function),
        ("state-machine.mjs", Target.Interpreter), ("local.dll", Target.Run),
    ];

    /// <summary>Process id and command line of each that is alive.</summary>
    public IReadOnlyList<(int Id, string Command)> All() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id != 0 && IsMarked(id)).Select(id => (id, Read(id, "cmdline").Replace('\0', ' ').Trim())),
    ];

    public IReadOnlyList<int> Of(Target target) => [.. All().Where(process => Is(target, process.Command)).Select(process => process.Id)];

    /// <summary>Sends the injection's signals to a process, if it still is one of the round's.</summary>
    public async Task Strike(int id, Injection injection)
    {
        if (injection.Method is Method.Pause or Method.PauseAndKill)
        {
            Send(id, SigStop);
            await Task.Delay(TimeSpan.FromSeconds(injection.Seconds));
        }
        Send(id, injection.Method switch { Method.Pause => SigCont, Method.Terminate => SigTerm, _ => SigKill });
    }

    public void KillAll()
    {
        foreach (var (id, _) in All()) Send(id, SigKill);
    }

    static bool Is(Target target, string command) =>
        Programs.Any(program => program.Target == target && command.Contains(program.Word, StringComparison.Ordinal));

    void Send(int id, int signal)
    {
        if (IsMarked(id)) Signal(id, signal);
    }

    bool IsMarked(int id) => Read(id, "environ").Contains($"{Variable}={mark}\0", StringComparison.Ordinal); // a zombie has no environment

    static string Read(int id, string file)
    {
        try { return File.ReadAllText($"/proc/{id}/{file}"); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; } // it has just gone, or is somebody else's
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
