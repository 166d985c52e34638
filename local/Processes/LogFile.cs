using System.Text;

namespace Vegetation.Local.Processes;

/// <summary>A program's log. If it cannot be written, as on a full disk, lines are lost, but nothing stops.</summary>
sealed class LogFile : IDisposable
{
    readonly FileStream? file;

    public LogFile(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    public void Write(string line)
    {
        if (file is null) return;
        lock (file)
        {
            try { file.Write(Encoding.UTF8.GetBytes(line + "\n")); }
            catch (IOException) { }
        }
    }

    public void Dispose() => file?.Dispose();
}
