namespace Vegetation.Local.Processes;

/// <summary>Held by one program on this machine at a time; the system releases it when the program ends, in whatever way.</summary>
internal sealed class FileLock : IDisposable
{
    // .NET locks files by flock, and gives its errno as HResult: EAGAIN of Linux and of macOS.
    const int HeldOnLinux = 11, HeldOnMacOS = 35;

    readonly FileStream file;

    FileLock(FileStream file) => this.file = file;

    /// <summary>Null when another program holds it.</summary>
    /// <exception cref="IOException">the file cannot be created or opened: a missing folder, a read-only file system, a full
    /// disk.</exception>
    /// <exception cref="UnauthorizedAccessException">this user has no permission.</exception>
    public static FileLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try { return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)); }
        catch (IOException e) when (IsHeld(e)) { return null; }
    }

    public static async Task<FileLock> Take(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(path) is { } taken) return taken;
            await Task.Delay(100, cancellationToken);
        }
    }

    public void Dispose() => file.Dispose();

    static bool IsHeld(IOException error) => error.HResult == (OperatingSystem.IsMacOS() ? HeldOnMacOS : HeldOnLinux);
}
