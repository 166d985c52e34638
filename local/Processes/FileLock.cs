namespace Vegetation.Local.Processes;

/// <summary>Held by one program on this machine at a time; the system lets go of it when the program ends, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    readonly FileStream file;

    FileLock(FileStream file) => this.file = file;

    /// <summary>Null when another program holds it.</summary>
    public static FileLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try { return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)); }
        catch (IOException) { return null; }
    }

    public static async Task<FileLock> Take(string path, CancellationToken ct)
    {
        while (true)
        {
            if (TryTake(path) is { } taken) return taken;
            await Task.Delay(100, ct);
        }
    }

    public void Dispose() => file.Dispose();
}
