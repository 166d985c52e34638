using System.Diagnostics;

namespace Vegetation.Bench.Soak;

/// <summary>A folder that is a disk of its own (tmpfs), so that it can be filled; only root can mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    readonly string folder;

    SmallDisk(string folder) => this.folder = folder;

    public static bool IsPossible { get; } = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux();

    public static SmallDisk Mount(string folder, int megabytes)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder);
        return new(folder);
    }

    /// <summary>Takes all the room that is left, but for some kilobytes, until it is disposed of.</summary>
    public static IDisposable Fill(string folder, int kilobytesLeft)
    {
        var path = Path.Combine(folder, $"filler-{Guid.NewGuid():N}");
        var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        var (room, block) = (new DriveInfo(folder).AvailableFreeSpace - kilobytesLeft * 1024L, new byte[1 << 16]);
        try
        {
            for (; room > 0; room -= block.Length) filler.Write(block);
        }
        catch (IOException) { } // the run was faster with the rest
        return filler;
    }

    public void Dispose() => Run("umount", "--lazy", folder);

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new IOException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }
}
